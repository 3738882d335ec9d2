using System;

namespace PipelineDsl;

/// <summary>The 128-bit key of exact deduplication.</summary>
/// <remarks>XXH3 with 128 bits. Among n different keys the chance that any two collide is about n²/2¹²⁹: for 10¹⁰ documents 1.5·10⁻¹⁹.</remarks>
public static class DedupKey
{
    /// <summary>The hash of <paramref name="bytes"/>.</summary>
    public static UInt128 Of(ReadOnlySpan<byte> bytes) => HashOf(bytes);

    /// <summary>The hash of <paramref name="bytes"/>, as two words.</summary>
    internal static Hash128 HashOf(ReadOnlySpan<byte> bytes) => bytes.Length > LongHash.ShortBytes ? LongHash.Of(bytes) : Hash128.Of(bytes);
}
