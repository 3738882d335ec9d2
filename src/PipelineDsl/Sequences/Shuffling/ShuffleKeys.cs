using System;
using System.Buffers.Binary;
using System.IO.Hashing;

namespace PipelineDsl;

/// <summary>Pseudo-random functions of keys: places in a shuffle, and splits. XXH3, so the same on every machine.</summary>
internal static class ShuffleKeys
{
    private const long SequenceSalt = 0x5E9_0E4CE;
    private const long SplitSalt = 0x59_117;

    /// <summary>A document's place in a shuffle: documents sorted by it are in random order.</summary>
    public static UInt128 OfDocument(UInt128 document, int seed)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, document);
        return XxHash128.HashToUInt128(bytes, seed);
    }

    /// <summary>The key of a document that is repeated: another for each copy.</summary>
    public static UInt128 OfCopy(UInt128 document, int copy)
    {
        Span<byte> bytes = stackalloc byte[20];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, document);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], copy);
        return XxHash128.HashToUInt128(bytes);
    }

    /// <summary>A sequence's place in a shuffle.</summary>
    public static UInt128 OfSequence(long index, int seed)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, index);
        return XxHash128.HashToUInt128(bytes, SequenceSalt + seed);
    }

    /// <summary>Whether a document belongs to the validation split: a function of its key and the share alone. A greater share keeps what a smaller one chose.</summary>
    public static bool IsValidation(UInt128 document, double share)
    {
        if (share <= 0)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, document);
        return (XxHash3.HashToUInt64(bytes, SplitSalt) >> 11) * (1.0 / (1L << 53)) < share;
    }
}
