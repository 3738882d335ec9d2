using System;

namespace PipelineDsl;

/// <summary>Near-duplicate search by MinHash and locality-sensitive hashing (Broder 1997; Indyk and Motwani 1998), with shingles of any units. See <see cref="MinHashAttribute"/>.</summary>
/// <typeparam name="TUnits">What cuts the text into units.</typeparam>
[Dedup]
public sealed class NearDuplicates<TUnits>
    where TUnits : class, IShingleUnits
{
    private NearDuplicates()
    {
    }

    /// <summary>Writes the keys of the bands, and the shingles if pairs are verified.</summary>
    [Sketch]
    public static void Sketch(TUnits units, Sketch sketch, MinHashMemory memory, int ngram, int bands, int rows, double jaccard, int permutations, double verify, int seed)
    {
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(sketch);
        memory.Write(units.Hashes, MinHashOptions.Of(ngram, bands, rows, jaccard, permutations, verify, seed), sketch);
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
    public static Deduplication Resolve(int ngram, int bands, int rows, double jaccard, int permutations, double verify, int seed, string? against, string? index)
        => new MinHashDeduplication(MinHashOptions.Of(ngram, bands, rows, jaccard, permutations, verify, seed), typeof(TUnits).ToString(), against, index);
}
