using System;
using System.IO.Hashing;

namespace PipelineDsl;

/// <summary>The 128-bit key of exact deduplication.</summary>
/// <remarks>XXH3 with 128 bits. Among n different keys the chance that any two collide is about n²/2¹²⁹: for 10¹⁰ documents 1.5·10⁻¹⁹.</remarks>
public static class DedupKey
{
    /// <summary>The hash of <paramref name="bytes"/>.</summary>
    public static UInt128 Of(ReadOnlySpan<byte> bytes) => bytes.Length > LongHash.ShortBytes ? LongHash.Of(bytes) : XxHash128.HashToUInt128(bytes);
}
