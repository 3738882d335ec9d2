using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>One escape of a JSON string (RFC 8259 §7).</summary>
internal static unsafe class JsonEscape
{
    private const sbyte No = -1;

    /// <summary>For each byte below 128 that may follow a backslash: what the escape stands for, or 0 if it is none of the short ones.</summary>
    public static ReadOnlySpan<byte> Short =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, (byte)'"', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)'/', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)'\\', 0, 0, 0,
        0, 0, (byte)'\b', 0, 0, 0, (byte)'\f', 0, 0, 0, 0, 0, 0, 0, (byte)'\n', 0,
        0, 0, (byte)'\r', 0, (byte)'\t', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>The value of each hexadecimal digit; of all else a number that stays negative when it is shifted left.</summary>
    private static ReadOnlySpan<sbyte> DigitValues =>
    [
        No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No,
        No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No,
        No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, No, No, No, No, No, No,
        No, 10, 11, 12, 13, 14, 15, No, No, No, No, No, No, No, No, No,
        No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No,
        No, 10, 11, 12, 13, 14, 15, No, No, No, No, No, No, No, No, No,
        No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No,
        No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No,
        No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No,
        No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No,
        No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No,
        No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No,
        No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No,
        No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No,
        No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No,
    ];

    /// <summary>Passes over an escape, checking it; unpaired surrogates are let pass, as nobody asks for the string.</summary>
    /// <param name="source">At the backslash.</param>
    /// <returns>Behind the escape, or null if it is none.</returns>
    public static byte* Skip(byte* source)
    {
        byte letter = source[1];
        if (letter == 'u')
        {
            return Hex4(source + 2) < 0 ? null : source + 6;
        }

        return letter < 128 && Short[letter] != 0 ? source + 2 : null;
    }

    /// <summary>Unescapes one escape, or a pair of surrogates.</summary>
    /// <param name="source">At the backslash.</param>
    /// <param name="target">Where to; moved behind what was written, at most 4 bytes.</param>
    /// <returns>Behind the escape, or null if it is none or an unpaired surrogate.</returns>
    public static byte* Unescape(byte* source, ref byte* target)
    {
        byte letter = source[1];
        if (letter == 'u')
        {
            return UnescapeUnicode(source + 1, ref target);
        }

        byte value = letter < 128 ? Short[letter] : (byte)0;
        *target++ = value;
        return value == 0 ? null : source + 2;
    }

    /// <summary>Unescapes <c>uXXXX</c>, or <c>uXXXX\uXXXX</c> where that is a pair of surrogates.</summary>
    /// <param name="source">At the <c>u</c>.</param>
    /// <param name="target">Where to; moved behind what was written.</param>
    /// <returns>Behind the escape, or null.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* UnescapeUnicode(byte* source, ref byte* target)
    {
        int value = Hex4(source + 1);
        if (value < 0)
        {
            return null;
        }

        byte* d = target;
        if (value < 0x80)
        {
            *d = (byte)value;
            target = d + 1;
            return source + 5;
        }

        if (value < 0x800)
        {
            d[0] = (byte)(0xC0 | (value >> 6));
            d[1] = (byte)(0x80 | (value & 0x3F));
            target = d + 2;
            return source + 5;
        }

        if ((value & 0xF800) != 0xD800)
        {
            d[0] = (byte)(0xE0 | (value >> 12));
            d[1] = (byte)(0x80 | ((value >> 6) & 0x3F));
            d[2] = (byte)(0x80 | (value & 0x3F));
            target = d + 3;
            return source + 5;
        }

        return UnescapePair(value, source, ref target);
    }

    /// <summary>
    /// Unescapes <c>uXXXX</c> and all further escapes of that kind that follow it at once or behind a few letters of ASCII: text of other scripts has them in runs, accented letters stand within
    /// words, and text in UTF-16 that was taken for Latin has one behind every letter. Going back to the blocks for each of them would cost far more than it is worth.
    /// </summary>
    /// <param name="source">At the <c>u</c>.</param>
    /// <param name="target">Where to; moved behind what was written.</param>
    /// <returns>Behind the escapes, or null.</returns>
    public static byte* UnescapeUnicodeRun(byte* source, ref byte* target)
    {
        const int MostLetters = 4;
        byte* d = target;
        while ((source = UnescapeUnicode(source, ref d)) is not null)
        {
            int letters = 0;
            while (letters < MostLetters && IsPlain(source[letters]))
            {
                letters++;
            }

            if (source[letters] != '\\' || source[letters + 1] != 'u')
            {
                break;
            }

            Unsafe.WriteUnaligned(d, Unsafe.ReadUnaligned<uint>(source));
            d += letters;
            source += letters + 1;
        }

        target = d;
        return source;
    }

    /// <summary>Whether a byte stands for itself in a string and is ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlain(byte value) => value is >= 0x20 and < 0x80 and not (byte)'"' and not (byte)'\\';

    private static byte* UnescapePair(int high, byte* source, ref byte* target)
    {
        if (high >= 0xDC00 || source[5] != '\\' || source[6] != 'u')
        {
            return null;
        }

        int low = Hex4(source + 7);
        if (low >> 10 != 0xDC00 >> 10)
        {
            return null;
        }

        int value = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
        target[0] = (byte)(0xF0 | (value >> 18));
        target[1] = (byte)(0x80 | ((value >> 12) & 0x3F));
        target[2] = (byte)(0x80 | ((value >> 6) & 0x3F));
        target[3] = (byte)(0x80 | (value & 0x3F));
        target += 4;
        return source + 11;
    }

    /// <summary>The value of four hexadecimal digits, or a negative number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hex4(byte* digits)
        => (Hex(digits[0]) << 12) | (Hex(digits[1]) << 8) | (Hex(digits[2]) << 4) | Hex(digits[3]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hex(byte digit) => Unsafe.Add(ref MemoryMarshal.GetReference(DigitValues), digit);
}
