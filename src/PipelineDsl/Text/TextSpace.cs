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
        int start = 0;
        while (start < text.Length)
        {
            if (IsAsciiSpace(text[start]))
            {
                start++;
            }
            else if (text[start] >= 0x80 && LengthOfFirst(text[start..]) is > 0 and int length)
            {
                start += length;
            }
            else
            {
                break;
            }
        }

        return text[start..];
    }

    /// <summary>The text without white space at its end.</summary>
    public static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> text)
    {
        int end = text.Length;
        while (end > 0)
        {
            if (IsAsciiSpace(text[end - 1]))
            {
                end--;
            }
            else if (text[end - 1] >= 0x80 && LengthOfLast(text[..end]) is > 0 and int length)
            {
                end -= length;
            }
            else
            {
                break;
            }
        }

        return text[..end];
    }

    /// <summary>The length in bytes of the white-space character outside ASCII at the beginning; 0 if there is none.</summary>
    private static int LengthOfFirst(ReadOnlySpan<byte> text) => text switch
    {
        [0xC2, 0x85 or 0xA0, ..] => 2,
        [>= 0xE1 and <= 0xE3, _, _, ..] => IsSpace(text[0], text[1], text[2]) ? 3 : 0,
        _ => 0,
    };

    /// <summary>The same at the end.</summary>
    private static int LengthOfLast(ReadOnlySpan<byte> text) => text switch
    {
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAsciiSpace(byte value) => value is (>= 0x1C and <= 0x20) or (>= 9 and <= 13);

    /// <summary>Whether a byte is ASCII and surely no white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlain(byte value) => value is > 0x20 and < 0x80;
}
