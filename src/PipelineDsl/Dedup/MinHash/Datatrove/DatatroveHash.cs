using System;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace PipelineDsl;

/// <summary>The hash functions that datatrove's MinHash can be set to.</summary>
public enum DatatroveHash
{
    /// <summary>XXH64 with seed 0: datatrove's default.</summary>
    XxHash64,

    /// <summary>The first eight bytes of SHA-1, as FineWeb used it.</summary>
    Sha1Of64Bits,

    /// <summary>The first four bytes of SHA-1; of each minimum only the lower 32 bits count.</summary>
    Sha1Of32Bits,
}

/// <summary>Computes <see cref="DatatroveHash"/>.</summary>
internal static class DatatroveHashes
{
    /// <summary>The hash of a string.</summary>
    public static ulong Of(DatatroveHash hash, ReadOnlySpan<byte> text)
    {
        if (hash == DatatroveHash.XxHash64)
        {
            return XxHash64.HashToUInt64(text);
        }

        Span<byte> digest = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // no secret is kept by it: the results of another program are to be met
        _ = SHA1.HashData(text, digest);
#pragma warning restore CA5350
        return hash == DatatroveHash.Sha1Of64Bits ? BinaryPrimitives.ReadUInt64LittleEndian(digest) : BinaryPrimitives.ReadUInt32LittleEndian(digest);
    }
}
