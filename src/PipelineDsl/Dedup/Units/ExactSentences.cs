using System;

namespace PipelineDsl;

/// <summary>Exact deduplication of windows of sentences, as C4 did it with three (Raffel et al. 2020): of equal windows one stays, the sentences of the others are cut out.</summary>
/// <typeparam name="TSentences">What cuts the text into sentences.</typeparam>
/// <remarks>
/// Windows overlap: each sentence but the last begins one. A text with fewer sentences than a window takes no part. A run of cut sentences goes with the white space before it or behind it, whichever
/// has fewer newlines.
/// </remarks>
[Dedup]
public sealed class ExactSentences<TSentences>
    where TSentences : class, ISegmenter, new()
{
    private ExactSentences()
    {
    }

    /// <summary>Writes the sentences and the keys of their windows.</summary>
    [Sketch]
    public static void Sketch(
        [Text] ReadOnlySpan<byte> text,
        Sketch sketch,
        SentenceUnitMemory<TSentences> memory,
        int sentences,
        UnitNormalization normalization,
        int minWordsToRemove,
        bool verify)
    {
        memory.Split(text, minWordsToRemove > 0);
        memory.Windows.Find(text, normalization, sentences, 0, ignoreEmptyEnd: true);
        UnitSketch.Write(memory.Windows, text.Length, verify, sketch);
    }

    /// <summary>Which of the documents keeps sentences that several have.</summary>
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
    public static Deduplication Resolve(int sentences, UnitNormalization normalization, int minWordsToRemove, bool verify, string? against, string? index)
        => new UnitDeduplication(new UnitOptions(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{sentences} sentences {typeof(TSentences).Name} {normalization}"),
            sentences,
            minWordsToRemove,
            UnitRemoval.Gaps,
            verify,
            against,
            index,
            BytesOfUnit: 100));

    /// <summary>Whether enough words are left, where something was cut.</summary>
    [Rule]
    public static Check EnoughWords([Text] ReadOnlySpan<byte> text, DedupOutcome outcome, int minWords) => RemainingText.EnoughWords(text, in outcome, minWords);

    /// <summary>Whether enough sentences are left, where something was cut.</summary>
    [Rule]
    public static Check EnoughSentences([Text] ReadOnlySpan<byte> text, DedupOutcome outcome, SentenceUnitMemory<TSentences> memory, int minSentences)
        => outcome.IsChanged && minSentences > 0 ? Check.AtLeast(memory.Count(text), minSentences) : RemainingText.Passed(minSentences);
}
