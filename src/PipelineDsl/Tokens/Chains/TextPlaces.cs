using System;

namespace PipelineDsl;

/// <summary>What stands before and behind a place, as the Rust code of Hugging Face's tokenizers asks for it: white space is White_Space, a word character that of the crate regex.</summary>
internal static unsafe class TextPlaces
{
    private static readonly CharacterSet s_space = CharacterProperties.Space().Build();
    private static readonly CharacterSet s_word = CharacterProperties.Word(PatternDialect.Rust).Build();

    /// <summary>The length of the white-space character that a text begins with, or 0.</summary>
    public static int SpaceAt(ReadOnlySpan<byte> text) => At(s_space, text);

    /// <summary>The length of the white-space character that a text ends with, or 0.</summary>
    public static int SpaceBefore(ReadOnlySpan<byte> text) => Before(s_space, text);

    /// <summary>Whether a text begins with a word character.</summary>
    public static bool IsWordAt(ReadOnlySpan<byte> text) => At(s_word, text) > 0;

    /// <summary>Whether a text ends with a word character.</summary>
    public static bool IsWordBefore(ReadOnlySpan<byte> text) => Before(s_word, text) > 0;

    private static int At(CharacterSet set, ReadOnlySpan<byte> text)
    {
        fixed (byte* start = text)
        {
            return !text.IsEmpty && set.At(start, start + text.Length, out int length) ? length : 0;
        }
    }

    private static int Before(CharacterSet set, ReadOnlySpan<byte> text)
    {
        int start = text.Length - 1;
        while (start > 0 && (text[start] & 0xC0) == 0x80 && text.Length - start < 4)
        {
            start--;
        }

        return start >= 0 && At(set, text[start..]) is > 0 and int length && start + length == text.Length ? length : 0;
    }
}
