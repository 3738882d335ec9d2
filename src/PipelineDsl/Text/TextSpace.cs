using System;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>White space at the ends of UTF-8 text: the 29 characters that Python's <c>str.strip</c> removes.</summary>
public static class TextSpace
{
    /// <summary>The text without white space at its ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
        => text.IsEmpty || (IsPlain(text[0]) && IsPlain(text[^1])) ? text : TrimEnd(TrimStart(text));

    /// <summary>The text without white space at its beginning.</summary>
    public static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> text)
    {
        int length;
        while ((length = LengthOfFirst(text)) > 0)
        {
            text = text[length..];
        }

        return text;
    }

    /// <summary>The text without white space at its end.</summary>
    public static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> text)
    {
        int length;
        while ((length = LengthOfLast(text)) > 0)
        {
            text = text[..^length];
        }

        return text;
    }

    /// <summary>The length in bytes of the white-space character at the beginning; 0 if there is none.</summary>
    internal static int LengthOfFirst(ReadOnlySpan<byte> text) => text switch
    {
        [(>= 9 and <= 13) or (>= 0x1C and <= 0x20), ..] => 1,
        [0xC2, 0x85 or 0xA0, ..] => 2,
        [>= 0xE1 and <= 0xE3, _, _, ..] => IsSpace(text[0], text[1], text[2]) ? 3 : 0,
        _ => 0,
    };

    private static int LengthOfLast(ReadOnlySpan<byte> text) => text switch
    {
        [.., (>= 9 and <= 13) or (>= 0x1C and <= 0x20)] => 1,
        [.., 0xC2, 0x85 or 0xA0] => 2,
        [.., >= 0xE1 and <= 0xE3, >= 0x80, >= 0x80] => IsSpace(text[^3], text[^2], text[^1]) ? 3 : 0,
        _ => 0,
    };

    /// <summary>U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000.</summary>
    private static bool IsSpace(byte first, byte second, byte third) => (first, second) switch
    {
        (0xE1, 0x9A) => third == 0x80,
        (0xE2, 0x80) => third is <= 0x8A or 0xA8 or 0xA9 or 0xAF,
        (0xE2, 0x81) => third == 0x9F,
        (0xE3, 0x80) => third == 0x80,
        _ => false,
    };

    /// <summary>Whether a byte is ASCII and surely no white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlain(byte value) => value is > 0x20 and < 0x80;
}
