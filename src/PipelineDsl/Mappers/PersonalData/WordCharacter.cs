using System;

namespace PipelineDsl;

/// <summary>Python's <c>\w</c>: letters, numbers of any kind (Nd, Nl, No) and U+005F, and what follows from it, <c>\b</c>.</summary>
internal static class WordCharacter
{
    /// <summary>Whether an ASCII byte is a word character.</summary>
    public static bool IsAscii(byte value) => char.IsAsciiLetterOrDigit((char)value) || value == (byte)'_';

    /// <summary>Whether a code point is a word character.</summary>
    public static bool Is(int codePoint) => codePoint < 0x80 ? IsAscii((byte)codePoint) : UnicodeCategories.IsIn(codePoint, CategorySet.Letter | CategorySet.Number);

    /// <summary>Whether a word character ends before <paramref name="at"/>.</summary>
    public static unsafe bool Before(ReadOnlySpan<byte> text, int at)
    {
        if (at == 0)
        {
            return false;
        }

        if (text[at - 1] < 0x80)
        {
            return IsAscii(text[at - 1]);
        }

        fixed (byte* start = text)
        {
            int codePoint = Utf8Character.ReadBefore(start, start + at, out _);
            return codePoint >= 0 && Is(codePoint);
        }
    }
}
