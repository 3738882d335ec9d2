using System;

namespace PipelineDsl;

/// <summary>Deduplication of documents, paragraphs, lines or n-grams by a Bloom filter: memory of a size that is known beforehand, nothing that repeats is missed, a small chance that something else goes too.</summary>
/// <remarks>
/// Units go through the filter in the corpus's order. Which document had a unit first is not known to the filter, so a document that is dropped has none that stands for it. See <see cref="BloomFilter"/>.
/// </remarks>
[Dedup]
public sealed class BloomUnits
{
    private BloomUnits()
    {
    }

    /// <summary>Writes the units and their keys.</summary>
    [Sketch]
    public static void Sketch([Text] ReadOnlySpan<byte> text, Sketch sketch, BloomMemory memory, BloomUnit unit, UnitNormalization normalization, int ngram, int minCharacters)
    {
        ArgumentNullException.ThrowIfNull(memory);
        if (unit == BloomUnit.NGram)
        {
            memory.NGrams.Write(text, normalization, ngram, sketch);
            return;
        }

        UnitWindows windows = memory.Windows;
        windows.Clear();
        switch (unit)
        {
            case BloomUnit.Paragraph:
                PieceSplitter.Paragraphs(text, windows.Pieces);
                break;
            case BloomUnit.Line:
                PieceSplitter.Lines(text, windows.Pieces);
                break;
            default:
                windows.Pieces.Add(new TextPiece(0, text.Length, 0, 0, 0, 0));
                break;
        }

        windows.Find(text, normalization, 1, minCharacters, ignoreEmptyEnd: false);
        UnitSketch.Write(windows, text.Length, verify: false, sketch);
    }

    /// <summary>Makes the deduplication.</summary>
    [Resolve]
    public static Deduplication Resolve(
        BloomUnit unit,
        UnitNormalization normalization,
        int ngram,
        double threshold,
        long expectedItems,
        double falsePositiveRate,
        int megabytes,
        long seed,
        string? against,
        string? index)
        => new BloomDeduplication(new BloomOptions(
            unit,
            unit == BloomUnit.NGram ? NGramOverlap.KindOf(ngram, normalization) : $"{unit} {normalization} xxh3-128",
            threshold,
            expectedItems,
            falsePositiveRate,
            megabytes,
            seed,
            against,
            index));

    /// <summary>Whether enough words are left, where something was cut.</summary>
    [Rule]
    public static Check EnoughWords([Text] ReadOnlySpan<byte> text, DedupOutcome outcome, int minWords) => RemainingText.EnoughWords(text, in outcome, minWords);
}
