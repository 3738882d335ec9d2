using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>Token ids as bytes: little-endian, 16 bits each if the vocabulary is small enough, else 32.</summary>
internal static class TokenBytes
{
    /// <summary>The greatest vocabulary whose ids have 16 bits.</summary>
    public const int LargestShortVocabulary = 1 << 16;

    /// <summary>The bytes of an id: 2 or 4.</summary>
    public static int Width(int vocabularySize) => vocabularySize <= LargestShortVocabulary ? 2 : 4;

    /// <summary>The name of the data type, as NumPy has it.</summary>
    public static string TypeName(int width) => width == 2 ? "uint16" : "uint32";

    /// <summary>Appends ids.</summary>
    /// <param name="ids">The ids; with a width of 2 each below 65,536.</param>
    /// <param name="width">2 or 4.</param>
    /// <param name="output">Where to append.</param>
    public static void Append(ReadOnlySpan<int> ids, int width, TextBuffer output)
    {
        Span<byte> room = output.Reserve(checked(ids.Length * width));
        Write(ids, width, room);
        output.Advance(room.Length);
    }

    /// <summary>Writes ids.</summary>
    public static void Write(ReadOnlySpan<int> ids, int width, Span<byte> room)
    {
        if (width == 4)
        {
            if (BitConverter.IsLittleEndian)
            {
                MemoryMarshal.AsBytes(ids).CopyTo(room);
            }
            else
            {
                BinaryPrimitives.ReverseEndianness(ids, MemoryMarshal.Cast<byte, int>(room));
            }

            return;
        }

        int i = 0;
        if (Vector128.IsHardwareAccelerated && BitConverter.IsLittleEndian)
        {
            Span<ushort> shorts = MemoryMarshal.Cast<byte, ushort>(room);
            for (; i <= ids.Length - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
            {
                Vector128<uint> low = Vector128.Create(MemoryMarshal.Cast<int, uint>(ids.Slice(i, 4)));
                Vector128<uint> high = Vector128.Create(MemoryMarshal.Cast<int, uint>(ids.Slice(i + 4, 4)));
                Vector128.Narrow(low, high).CopyTo(shorts[i..]);
            }
        }

        for (; i < ids.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(room[(2 * i)..], (ushort)ids[i]);
        }
    }

    /// <summary>Reads ids.</summary>
    /// <param name="bytes">As many bytes as the ids have.</param>
    /// <param name="width">2 or 4.</param>
    /// <param name="ids">What is filled.</param>
    public static void Read(ReadOnlySpan<byte> bytes, int width, Span<int> ids)
    {
        if (width == 4)
        {
            if (BitConverter.IsLittleEndian)
            {
                bytes[..(4 * ids.Length)].CopyTo(MemoryMarshal.AsBytes(ids));
            }
            else
            {
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, int>(bytes[..(4 * ids.Length)]), ids);
            }

            return;
        }

        int i = 0;
        if (Vector128.IsHardwareAccelerated && BitConverter.IsLittleEndian)
        {
            ReadOnlySpan<ushort> shorts = MemoryMarshal.Cast<byte, ushort>(bytes);
            Span<uint> wide = MemoryMarshal.Cast<int, uint>(ids);
            for (; i <= ids.Length - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
            {
                (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(Vector128.Create(shorts.Slice(i, 8)));
                low.CopyTo(wide[i..]);
                high.CopyTo(wide[(i + 4)..]);
            }
        }

        for (; i < ids.Length; i++)
        {
            ids[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]);
        }
    }
}
