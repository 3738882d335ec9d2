using System;

namespace PipelineDsl;

/// <summary>Exact deduplication of paragraphs.</summary>
/// <remarks>A paragraph is what lies between blank lines: two or more U+000A in a row. (Where single newlines separate paragraphs, deduplicate lines.) It goes with the newlines before it or behind it, whichever are fewer.</remarks>
[Dedup]
public sealed class ExactParagraphs
{
    private ExactParagraphs()
    {
    }

    /// <summary>Writes the paragraphs and their keys.</summary>
    [Sketch]
    public static void Sketch([Text] ReadOnlySpan<byte> text, Sketch sketch, UnitMemory memory, UnitNormalization normalization, int minCharacters, bool verify)
    {
        memory.Windows.Clear();
        PieceSplitter.Paragraphs(text, memory.Windows.Pieces);
        memory.Windows.Find(text, normalization, 1, minCharacters, ignoreEmptyEnd: false);
        UnitSketch.Write(memory.Windows, text.Length, verify, sketch);
    }

    /// <summary>Which of the documents keeps a paragraph that several have.</summary>
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
        => new UnitDeduplication(new UnitOptions($"paragraphs {normalization}", 1, 0, UnitRemoval.Gaps, verify, against, index, BytesOfUnit: 300));

    /// <summary>Whether enough words are left, where something was cut.</summary>
    [Rule]
    public static Check EnoughWords([Text] ReadOnlySpan<byte> text, DedupOutcome outcome, int minWords) => RemainingText.EnoughWords(text, in outcome, minWords);
}
