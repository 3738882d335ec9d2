using System;
using System.Buffers.Binary;

namespace PipelineDsl;

/// <summary>Integers of few bits, the first in the lowest bits, and integers in as many bytes as they need.</summary>
internal static class BitPacking
{
    /// <summary>Reads a value.</summary>
    /// <param name="data">Holds it.</param>
    /// <param name="end">Where the data end.</param>
    /// <param name="bit">Its first bit.</param>
    /// <param name="width">How many bits it has, at most 64.</param>
    /// <exception cref="CorruptInputException">It does not end before <paramref name="end"/>.</exception>
    public static ulong Read(byte[] data, int end, long bit, int width)
    {
        if (bit + width > 8L * end)
        {
            throw Short();
        }

        if (width == 0)
        {
            return 0;
        }

        int at = (int)(bit >> 3);
        int shift = (int)(bit & 7);
        ulong value;
        if (at + sizeof(ulong) <= data.Length)
        {
            value = BinaryPrimitives.ReadUInt64LittleEndian(data.AsSpan(at)) >> shift;
        }
        else
        {
            value = 0;
            for (int i = at; i < data.Length; i++)
            {
                value |= (ulong)data[i] << (8 * (i - at));
            }

            value >>= shift;
        }

        if (shift + width > 64)
        {
            value |= (ulong)data[at + sizeof(ulong)] << (64 - shift);
        }

        return width == 64 ? value : value & ((1UL << width) - 1);
    }

    /// <summary>Reads an integer of seven bits a byte, the lowest first.</summary>
    /// <param name="data">Holds it.</param>
    /// <param name="at">Where it begins; becomes where it ends.</param>
    /// <param name="end">Where the data end.</param>
    /// <exception cref="CorruptInputException">It does not end before <paramref name="end"/>, or has more than 64 bits.</exception>
    public static ulong Varint(byte[] data, ref int at, int end)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64 && at < end; shift += 7)
        {
            byte next = data[at++];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        throw Short();
    }

    /// <summary>Says that a page has fewer values than it should.</summary>
    public static CorruptInputException Short() => new("a page ends before its last value");
}
