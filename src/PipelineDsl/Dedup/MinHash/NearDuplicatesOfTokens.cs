using System;

namespace PipelineDsl;

/// <summary>Near-duplicate search with shingles of a tokenizer's ids. See <see cref="MinHashTokensAttribute"/>.</summary>
[Dedup]
public sealed class NearDuplicatesOfTokens
{
    private NearDuplicatesOfTokens()
    {
    }

    /// <summary>Writes the keys of the bands, and the shingles if pairs are verified.</summary>
    [Sketch]
    public static void Sketch(
        [Text] ReadOnlySpan<byte> text,
        Sketch sketch,
        MinHashMemory memory,
        ShingleTokens tokens,
        Tokenizer tokenizer,
        int ngram,
        int bands,
        int rows,
        double jaccard,
        int permutations,
        double verify,
        int seed)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(sketch);
        tokens.Take(tokenizer, text);
        memory.Write(tokens.Hashes, MinHashOptions.Of(ngram, bands, rows, jaccard, permutations, verify, seed), sketch);
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
    public static Deduplication Resolve(Tokenizer tokenizer, int ngram, int bands, int rows, double jaccard, int permutations, double verify, int seed, string? against, string? index)
        => new MinHashDeduplication(MinHashOptions.Of(ngram, bands, rows, jaccard, permutations, verify, seed), $"tokens {tokenizer.Hash}", against, index);
}
