using System;

namespace PipelineDsl;

/// <summary>Exact deduplication of lines.</summary>
/// <remarks>A line is what lies between U+000A; blank ones stay. A line goes with the newline before it, the first of a text with the one behind it.</remarks>
[Dedup]
public sealed class ExactLines
{
    private ExactLines()
    {
    }

    /// <summary>Writes the lines and their keys.</summary>
    [Sketch]
    public static void Sketch([Text] ReadOnlySpan<byte> text, Sketch sketch, UnitMemory memory, UnitNormalization normalization, int minCharacters, bool verify)
    {
        memory.Windows.Clear();
        PieceSplitter.Lines(text, memory.Windows.Pieces);
        memory.Windows.Find(text, normalization, 1, minCharacters, ignoreEmptyEnd: false);
        UnitSketch.Write(memory.Windows, text.Length, verify, sketch);
    }

    /// <summary>Which of the documents keeps a line that several have.</summary>
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
    public static Deduplication Resolve(UnitNormalization normalization, bool verify, string? against, string? index)
        => new UnitDeduplication(new UnitOptions($"lines {normalization}", 1, 0, UnitRemoval.Gaps, verify, against, index, BytesOfUnit: 50));

    /// <summary>Whether enough words are left, where something was cut.</summary>
    [Rule]
    public static Check EnoughWords([Text] ReadOnlySpan<byte> text, DedupOutcome outcome, int minWords) => RemainingText.EnoughWords(text, in outcome, minWords);
}
