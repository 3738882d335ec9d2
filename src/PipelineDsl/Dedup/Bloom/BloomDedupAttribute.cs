namespace PipelineDsl;

/// <summary>Deduplicates documents, paragraphs, lines or n-grams with a Bloom filter, in memory of a size that is known beforehand. See <see cref="BloomUnits"/>.</summary>
public sealed class BloomDedupAttribute : DedupAttribute<BloomUnits>
{
    /// <summary>Deduplicates.</summary>
    /// <param name="unit">What is looked up.</param>
    /// <param name="normalization">What must be equal. Default: every byte.</param>
    /// <param name="ngram">Words of an n-gram (<see cref="BloomUnit.NGram"/>). Default: 13, as DCLM and datatrove.</param>
    /// <param name="threshold">The share of known n-grams above which a line goes, and a document. Default: 0.8, as DCLM and datatrove.</param>
    /// <param name="minCharacters">Paragraphs and lines of fewer code points, as they are compared, may repeat. Default: 1.</param>
    /// <param name="minWords">A document of which something was cut is dropped if fewer words are left (runs of characters that are not white space). Default: 0, so never; one of which nothing is left always goes.</param>
    /// <param name="expectedItems">Different units for which the filter is sized. Default: 0, as many as the corpus has, which are counted.</param>
    /// <param name="falsePositiveRate">The chance that a new unit is taken for a known one when the filter is full, 10⁻¹² to 0.5; the filter is as large as this needs, and must be within <c>DedupMemoryBytes</c> (or 64 MiB). Default: 0.001.</param>
    /// <param name="megabytes">The filter's size in MiB, whatever the false-positive rate then is, and whatever <c>DedupMemoryBytes</c> says. Default: 0, so it follows from the two options before.</param>
    /// <param name="seed">Which bits a unit sets. Default: 0. Filters of different seeds err on different units.</param>
    /// <param name="against">Filters that earlier runs wrote, relative to the project: units that are in one are known. They must have been made with the same unit, n-gram and normalization. Default: none.</param>
    /// <param name="index">The name of a file for the filter, in the output folder. Default: none.</param>
    public BloomDedupAttribute(
        BloomUnit unit,
        UnitNormalization normalization = UnitNormalization.None,
        [OptionRange(1, 1000)] int ngram = 13,
        [OptionRange(0, 1)] double threshold = 0.8,
        [OptionRange(0, int.MaxValue)] int minCharacters = 1,
        [OptionRange(0, int.MaxValue)] int minWords = 0,
        [OptionRange(0, 1e15)] long expectedItems = 0,
        [OptionRange(1e-12, 0.5)] double falsePositiveRate = 0.001,
        [OptionRange(0, 131071)] int megabytes = 0,
        long seed = 0,
        string? against = null,
        string? index = null)
    {
    }
}
