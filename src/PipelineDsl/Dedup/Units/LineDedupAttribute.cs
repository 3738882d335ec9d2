namespace PipelineDsl;

/// <summary>Keeps one of all equal lines of the corpus and cuts the others out: by default the first stays, in the order of the sources and their files. See <see cref="ExactLines"/>.</summary>
public sealed class LineDedupAttribute : DedupAttribute<ExactLines>
{
    /// <summary>Deduplicates lines.</summary>
    /// <param name="normalization">What must be equal. Default: the line in lower case without white space at its ends, as C4 has it.</param>
    /// <param name="minCharacters">Lines of fewer code points, as they are compared, may repeat. Default: 1, so none that is not blank.</param>
    /// <param name="minWords">A document of which something was cut is dropped if fewer words are left (runs of characters that are not white space). Default: 0, so never; one of which nothing is left always goes.</param>
    /// <param name="keepNewest">The field with the date (ISO 8601) by which the newest document's line stays. Default: none.</param>
    /// <param name="keepHighest">The field with the number by which the best document's line stays. Default: none.</param>
    /// <param name="keepLongest">Whether the longest document comes first, if neither of the two before is set. Default: no.</param>
    /// <param name="verify">Whether lines are compared by bytes, not by their 128-bit hash alone. Default: no; the manifest states the bound of the chance of an error.</param>
    /// <param name="against">Index files of earlier runs: lines that are in one are cut. Default: none.</param>
    /// <param name="index">The name of an index to write, in the output folder. Default: none.</param>
    public LineDedupAttribute(
        UnitNormalization normalization = UnitNormalization.LowerCase,
        [OptionRange(0, int.MaxValue)] int minCharacters = 1,
        [OptionRange(0, int.MaxValue)] int minWords = 0,
        string? keepNewest = null,
        string? keepHighest = null,
        bool keepLongest = false,
        bool verify = false,
        string? against = null,
        string? index = null)
    {
    }
}
