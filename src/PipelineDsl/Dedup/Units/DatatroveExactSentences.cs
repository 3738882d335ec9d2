using System;

namespace PipelineDsl;

/// <summary>Sentence deduplication as datatrove 0.10 does it (<c>SentenceDedupFilter</c>), its slips included; see <see cref="DatatrovePieceRemoval"/>.</summary>
/// <typeparam name="TSentences">What cuts the text into sentences.</typeparam>
/// <typeparam name="TWords">What cuts it into words.</typeparam>
/// <remarks>
/// Two things are not the original's: of equal windows the first in the corpus's order stays, where datatrove goes by the place in the file before the file; and the number of a sentence does not wrap at 65,536.
/// </remarks>
[Dedup]
public sealed class DatatroveExactSentences<TSentences, TWords>
    where TSentences : class, ISegmenter, new()
    where TWords : class, ISegmenter, new()
{
    private DatatroveExactSentences()
    {
    }

    /// <summary>Writes the sentences and the keys of their windows.</summary>
    [Sketch]
    public static void Sketch(
        [Text] ReadOnlySpan<byte> text,
        Sketch sketch,
        DatatroveSentenceMemory<TSentences, TWords> memory,
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
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{sentences} sentences {typeof(TSentences).Name} {normalization} datatrove"),
            sentences,
            minWordsToRemove,
            UnitRemoval.DatatroveSentences,
            verify,
            against,
            index,
            BytesOfUnit: 100));

    /// <summary>Whether enough words are left, where something was cut.</summary>
    [Rule]
    public static Check EnoughWords([Text] ReadOnlySpan<byte> text, DedupOutcome outcome, DatatroveSentenceMemory<TSentences, TWords> memory, int minWords)
        => outcome.IsChanged && minWords > 0 ? Check.AtLeast(memory.CountWords(text), minWords) : RemainingText.Passed(minWords);

    /// <summary>Whether enough sentences are left, where something was cut.</summary>
    [Rule]
    public static Check EnoughSentences([Text] ReadOnlySpan<byte> text, DedupOutcome outcome, DatatroveSentenceMemory<TSentences, TWords> memory, int minSentences)
        => outcome.IsChanged && minSentences > 0 ? Check.AtLeast(memory.CountSentences(text), minSentences) : RemainingText.Passed(minSentences);
}
