namespace PipelineDsl;

/// <summary>Cuts out lines, and drops documents, of whose n-grams of words most stand earlier in the corpus. See <see cref="NGramOverlap"/>.</summary>
public sealed class NGramDedupAttribute : DedupAttribute<NGramOverlap>
{
    /// <summary>Deduplicates by n-grams.</summary>
    /// <param name="ngram">Words of an n-gram. Default: 13, as DCLM.</param>
    /// <param name="threshold">The share of known n-grams above which a line goes, and a document. Default: 0.8, as DCLM.</param>
    /// <param name="normalization">What must be equal. Default: every word, byte for byte.</param>
    /// <param name="minWords">A document of which something was cut is dropped if fewer words are left (runs of characters that are not white space). Default: 0, so never; one of which nothing is left always goes.</param>
    /// <param name="keepNewest">The field with the date (ISO 8601) by which the newest document comes first. Default: none; the corpus's order.</param>
    /// <param name="keepHighest">The field with the number by which the best document comes first. Default: none.</param>
    /// <param name="keepLongest">Whether the longest document comes first, if neither of the two before is set. Default: no.</param>
    /// <param name="against">Index files of earlier runs, whose n-grams are known. Default: none.</param>
    /// <param name="index">The name of an index to write, in the output folder. Default: none.</param>
    public NGramDedupAttribute(
        [OptionRange(1, 1000)] int ngram = 13,
        [OptionRange(0, 1)] double threshold = 0.8,
        UnitNormalization normalization = UnitNormalization.None,
        [OptionRange(0, int.MaxValue)] int minWords = 0,
        string? keepNewest = null,
        string? keepHighest = null,
        bool keepLongest = false,
        string? against = null,
        string? index = null)
    {
    }
}
