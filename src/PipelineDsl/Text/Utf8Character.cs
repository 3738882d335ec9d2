using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>Single characters of UTF-8, read and written with care for bytes that are none.</summary>
internal static unsafe class Utf8Character
{
    /// <summary>What <see cref="Read"/> returns for a byte that begins no character.</summary>
    public const int Invalid = -1;

    /// <summary>The code point at <paramref name="p"/> and its length in bytes; <see cref="Invalid"/> and a length of 1 for anything that is not well-formed.</summary>
    /// <remarks><paramref name="end"/> is not read. An empty text has an invalid character of length 0.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(byte* p, byte* end, out int length)
    {
        if (p < end && *p < 0x80)
        {
            length = 1;
            return *p;
        }

        return ReadMultibyte(p, end, out length);
    }

    /// <summary>The code point that ends before <paramref name="p"/>, and its length; nothing before <paramref name="start"/> is read.</summary>
    public static int ReadBefore(byte* start, byte* p, out int length)
    {
        byte* lead = p - 1;
        while (lead > start && (*lead & 0xC0) == 0x80 && p - lead < 4)
        {
            lead--;
        }

        int codePoint = Read(lead, p, out length);
        if (lead + length != p)
        {
            length = 1;
            return Invalid;
        }

        return codePoint;
    }

    /// <summary>Where the last <paramref name="count"/> characters of a text begin, counted from its start; -1 if it has fewer.</summary>
    public static int StartOfLast(byte* start, byte* end, int count)
    {
        byte* p = end;
        for (int i = 0; i < count; i++)
        {
            if (p <= start)
            {
                return -1;
            }

            _ = ReadBefore(start, p, out int length);
            p -= length;
        }

        return (int)(p - start);
    }

    /// <summary>
    /// Whether one of U+4000 to U+9FFF, three bytes long, stands at <paramref name="p"/>: most of any Chinese text, letters and a few symbols without case, decomposition or combining class,
    /// none of them a digit, a mark, punctuation or a space.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsIdeograph(byte* p, byte* end) => end - p >= 3 && *p is >= 0xE4 and <= 0xE9 && ((p[1] ^ 0x80) | (p[2] ^ 0x80)) < 0x40;

    /// <summary>Writes a code point that is no surrogate and returns its end; up to four bytes are written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Write(byte* output, int codePoint)
    {
        uint c = (uint)codePoint;
        if (c < 0x80)
        {
            *output = (byte)c;
            return output + 1;
        }

        if (c < 0x800)
        {
            output[0] = (byte)(0xC0 | (c >> 6));
            output[1] = (byte)(0x80 | (c & 0x3F));
            return output + 2;
        }

        if (c < 0x10000)
        {
            output[0] = (byte)(0xE0 | (c >> 12));
            output[1] = (byte)(0x80 | ((c >> 6) & 0x3F));
            output[2] = (byte)(0x80 | (c & 0x3F));
            return output + 3;
        }

        output[0] = (byte)(0xF0 | (c >> 18));
        output[1] = (byte)(0x80 | ((c >> 12) & 0x3F));
        output[2] = (byte)(0x80 | ((c >> 6) & 0x3F));
        output[3] = (byte)(0x80 | (c & 0x3F));
        return output + 4;
    }

    private static int ReadMultibyte(byte* p, byte* end, out int length)
    {
        long available = end - p;
        if (available <= 0)
        {
            length = 0;
            return Invalid;
        }

        uint lead = *p;
        length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (lead is >= 0xC2 and < 0xF5 && available >= length)
        {
            uint c = lead & (0x7Fu >> length);
            uint wrong = 0;
            for (int i = 1; i < length; i++)
            {
                wrong |= (p[i] & 0xC0u) ^ 0x80;
                c = (c << 6) | (p[i] & 0x3Fu);
            }

            uint least = length == 2 ? 0x80u : length == 3 ? 0x800u : 0x10000u;
            if (wrong == 0 && c >= least && c <= 0x10FFFF && c is < 0xD800 or > 0xDFFF)
            {
                return (int)c;
            }
        }

        length = 1;
        return Invalid;
    }
}
