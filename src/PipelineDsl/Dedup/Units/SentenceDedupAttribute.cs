namespace PipelineDsl;

/// <summary>Keeps one of all equal windows of sentences of the corpus and cuts the sentences of the others out, with the sentences of UAX #29: by default the first stays. See <see cref="ExactSentences{TSentences}"/>.</summary>
[StepProfile("datatrove-0.10", typeof(DatatroveExactSentences<SpacyEnglishSentences, SpacyEnglishWords>))]
[StepProfile("datatrove-0.10-lines", typeof(DatatroveExactLines<SpacyEnglishSentences, SpacyEnglishWords>))]
public sealed class SentenceDedupAttribute : DedupAttribute<ExactSentences<Uax29Sentences>>
{
    /// <summary>Deduplicates sentences.</summary>
    /// <param name="sentences">Sentences of a window. Default: 3.</param>
    /// <param name="normalization">What must be equal. Default: as datatrove compares, without case, punctuation and accents.</param>
    /// <param name="minWords">A document of which something was cut is dropped if fewer words are left (runs of characters that are not white space). Default: 50, as datatrove; 0 for none.</param>
    /// <param name="minSentences">The same of sentences. Default: 3, as datatrove; 0 for none.</param>
    /// <param name="minWordsToRemove">Repeated stretches with fewer words stay. Default: 0, so none.</param>
    /// <param name="keepNewest">The field with the date (ISO 8601) by which the newest document's sentences stay. Default: none.</param>
    /// <param name="keepHighest">The field with the number by which the best document's sentences stay. Default: none.</param>
    /// <param name="keepLongest">Whether the longest document comes first, if neither of the two before is set. Default: no.</param>
    /// <param name="verify">Whether windows are compared by bytes, not by their 128-bit hash alone. Default: no; the manifest states the bound of the chance of an error.</param>
    /// <param name="against">Index files of earlier runs: windows that are in one are cut. Default: none.</param>
    /// <param name="index">The name of an index to write, in the output folder. Default: none.</param>
    /// <param name="profile">Whose rules: null (default) these; <c>datatrove-0.10</c> those of datatrove's sentence deduplication for English (see <see cref="DatatroveExactSentences{TSentences, TWords}"/>), <c>datatrove-0.10-lines</c> those with <c>split_sentences=False</c> (see <see cref="DatatroveExactLines{TSentences, TWords}"/>).</param>
    public SentenceDedupAttribute(
        [OptionRange(1, 1000)] int sentences = 3,
        UnitNormalization normalization = UnitNormalization.Simplified,
        [OptionRange(0, int.MaxValue)] int minWords = 50,
        [OptionRange(0, int.MaxValue)] int minSentences = 3,
        [OptionRange(0, int.MaxValue)] int minWordsToRemove = 0,
        string? keepNewest = null,
        string? keepHighest = null,
        bool keepLongest = false,
        bool verify = false,
        string? against = null,
        string? index = null,
        [Profile] string? profile = null)
    {
    }
}
