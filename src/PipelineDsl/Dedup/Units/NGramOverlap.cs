using System;

namespace PipelineDsl;

/// <summary>Deduplication by the n-grams of lines, after DCLM's bff (<c>old-both</c>, as DCLM-Baseline was made: 13-grams, 0.8), but exact and in the corpus's order.</summary>
/// <remarks>
/// <para>
/// A line is cut out if more than the threshold's share of its n-grams is known, that is, stands in an earlier line; a document goes if more than that share of all its n-grams is. Words are the segments of
/// UAX #29 that are no white space; lines with fewer words than n have no n-grams and stay, so a document without any n-gram takes no part.
/// </para>
/// <para>
/// bff puts the n-grams of a line into its filter only if the line stays; here those of lines that go are known too. <see cref="BloomDedupAttribute"/> does the same in fixed memory, with a small chance of wrong hits.
/// </para>
/// </remarks>
[Dedup]
public sealed class NGramOverlap
{
    private NGramOverlap()
    {
    }

    /// <summary>Writes the lines and the hashes of their n-grams.</summary>
    [Sketch]
    public static void Sketch([Text] ReadOnlySpan<byte> text, Sketch sketch, NGramMemory memory, int ngram, UnitNormalization normalization)
    {
        ArgumentNullException.ThrowIfNull(memory);
        memory.Write(text, normalization, ngram, sketch);
    }

    /// <summary>Whose lines come first.</summary>
    [Rank]
    public static double Rank(
        [Text] ReadOnlySpan<byte> text,
        [FieldNamedBy("keepNewest", optional: true)] ReadOnlySpan<byte> date,
        [FieldNamedBy("keepHighest", optional: true)] double score,
        bool keepLongest,
        string? keepNewest,
        string? keepHighest)
        => DocumentRank.Of(text, date, score, keepLongest, keepNewest, keepHighest);

    /// <summary>Makes the deduplication.</summary>
    [Resolve]
    public static Deduplication Resolve(int ngram, double threshold, UnitNormalization normalization, string? against, string? index)
        => new NGramDeduplication(KindOf(ngram, normalization), threshold, against, index);

    /// <summary>Whether enough words are left, where something was cut.</summary>
    [Rule]
    public static Check EnoughWords([Text] ReadOnlySpan<byte> text, DedupOutcome outcome, int minWords) => RemainingText.EnoughWords(text, in outcome, minWords);

    internal static string KindOf(int ngram, UnitNormalization normalization) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{ngram}-grams uax29 {normalization} xxh3-128");
}
