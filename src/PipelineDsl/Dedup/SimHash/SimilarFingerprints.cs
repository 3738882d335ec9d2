using System;

namespace PipelineDsl;

/// <summary>Near-duplicate search by 64-bit fingerprints. See <see cref="SimHashAttribute"/>.</summary>
/// <typeparam name="TUnits">What cuts the text into units.</typeparam>
[Dedup]
public sealed class SimilarFingerprints<TUnits>
    where TUnits : class, IShingleUnits
{
    private SimilarFingerprints()
    {
    }

    /// <summary>Writes the fingerprint; of a text without units none.</summary>
    [Sketch]
    public static void Sketch(TUnits units, Sketch sketch, MinHashMemory memory, int ngram)
    {
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(sketch);
        if (!units.Hashes.IsEmpty)
        {
            sketch.WriteUInt64(SimHash64.Of(memory.Shingles(units.Hashes, ngram)));
        }
    }

    /// <summary>Which of the near duplicates survives.</summary>
    [Rank]
    public static double Rank(
        [Text] ReadOnlySpan<byte> text,
        [FieldNamedBy("keepNewest", optional: true)] ReadOnlySpan<byte> date,
        [FieldNamedBy("keepHighest", optional: true)] double score,
        bool keepLongest,
        string? keepNewest,
        string? keepHighest)
        => DocumentRank.Of(text, date, score, keepLongest, keepNewest, keepHighest);

    /// <summary>Makes what resolves the sketches.</summary>
    [Resolve]
    public static Deduplication Resolve(int ngram, int distance, int blocks, string? against, string? index)
        => new SimHashDeduplication(distance, blocks, FormattableString.Invariant($"{typeof(TUnits)} ngram={ngram}"), against, index);
}
