using System;

namespace PipelineDsl;

/// <summary>Sentence deduplication as datatrove 0.10 does it with lines for sentences (<c>split_sentences=False</c>), its slips included; see <see cref="DatatrovePieceRemoval"/>.</summary>
/// <typeparam name="TSentences">What cuts the text that is left into sentences, to count them.</typeparam>
/// <typeparam name="TWords">What cuts it into words.</typeparam>
/// <remarks>
/// Lines are those of Python's <c>splitlines</c>, blank ones included. Three things are not the original's: of equal windows the first in the corpus's order stays, where datatrove goes by the place in the file before the file; and the number of a line does not wrap at 65,536; and line ends other than LF and CR LF stay where lines are joined.
/// </remarks>
[Dedup]
public sealed class DatatroveExactLines<TSentences, TWords>
    where TSentences : class, ISegmenter, new()
    where TWords : class, ISegmenter, new()
{
    private DatatroveExactLines()
    {
    }

    /// <summary>Writes the lines and the keys of their windows.</summary>
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
        memory.SplitLines(text, minWordsToRemove > 0);
        memory.Windows.Find(text, normalization, sentences, 0, ignoreEmptyEnd: false);
        UnitSketch.Write(memory.Windows, text.Length, verify, sketch);
    }

    /// <summary>Which of the documents keeps lines that several have.</summary>
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
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{sentences} lines {normalization} datatrove"),
            sentences,
            minWordsToRemove,
            UnitRemoval.DatatroveLines,
            verify,
            against,
            index,
            BytesOfUnit: 50));

    /// <summary>Whether enough words are left, where something was cut.</summary>
    [Rule]
    public static Check EnoughWords([Text] ReadOnlySpan<byte> text, DedupOutcome outcome, DatatroveSentenceMemory<TSentences, TWords> memory, int minWords)
        => outcome.IsChanged && minWords > 0 ? Check.AtLeast(memory.CountWords(text), minWords) : RemainingText.Passed(minWords);

    /// <summary>Whether enough sentences are left, where something was cut.</summary>
    [Rule]
    public static Check EnoughSentences([Text] ReadOnlySpan<byte> text, DedupOutcome outcome, DatatroveSentenceMemory<TSentences, TWords> memory, int minSentences)
        => outcome.IsChanged && minSentences > 0 ? Check.AtLeast(memory.CountSentences(text), minSentences) : RemainingText.Passed(minSentences);
}
