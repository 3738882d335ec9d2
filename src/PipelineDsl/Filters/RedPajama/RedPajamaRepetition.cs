namespace PipelineDsl;

/// <summary>Bounds on the signals of RedPajama-v2 (Weber et al. 2024) that tell how much of a text its repeated n-grams take up, whose names are given with each rule.</summary>
/// <remarks>
/// Words are normalised (see <see cref="RedPajamaWords"/>), lengths are code points of words alone. Of equally frequent n-grams the first counts, and none that occurs once; a word that belongs to several
/// repeated n-grams counts once. Values are not rounded. A document at a bound is kept.
/// </remarks>
[Filter]
public sealed class RedPajamaRepetition
{
    /// <summary>Characters of all occurrences of the most frequent pair of words / characters of words (<c>rps_doc_frac_chars_top_2gram</c>) ≤ <paramref name="maxTop2Gram"/>.</summary>
    [Rule]
    public static Check RareTop2Gram(NGramCoverage<RedPajamaWords> ngrams, double maxTop2Gram) => Check.AtMost(Top(2, ngrams), maxTop2Gram);

    /// <summary>The same with three words (<c>rps_doc_frac_chars_top_3gram</c>) ≤ <paramref name="maxTop3Gram"/>.</summary>
    [Rule]
    public static Check RareTop3Gram(NGramCoverage<RedPajamaWords> ngrams, double maxTop3Gram) => Check.AtMost(Top(3, ngrams), maxTop3Gram);

    /// <summary>The same with four words (<c>rps_doc_frac_chars_top_4gram</c>) ≤ <paramref name="maxTop4Gram"/>.</summary>
    [Rule]
    public static Check RareTop4Gram(NGramCoverage<RedPajamaWords> ngrams, double maxTop4Gram) => Check.AtMost(Top(4, ngrams), maxTop4Gram);

    /// <summary>Characters of words in sequences of five that occur more than once / characters of words (<c>rps_doc_frac_chars_dupe_5grams</c>) ≤ <paramref name="maxDuplicate5Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate5Grams(NGramCoverage<RedPajamaWords> ngrams, double maxDuplicate5Grams) => Check.AtMost(Covered(5, ngrams), maxDuplicate5Grams);

    /// <summary>The same with six words (<c>rps_doc_frac_chars_dupe_6grams</c>) ≤ <paramref name="maxDuplicate6Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate6Grams(NGramCoverage<RedPajamaWords> ngrams, double maxDuplicate6Grams) => Check.AtMost(Covered(6, ngrams), maxDuplicate6Grams);

    /// <summary>The same with seven words (<c>rps_doc_frac_chars_dupe_7grams</c>) ≤ <paramref name="maxDuplicate7Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate7Grams(NGramCoverage<RedPajamaWords> ngrams, double maxDuplicate7Grams) => Check.AtMost(Covered(7, ngrams), maxDuplicate7Grams);

    /// <summary>The same with eight words (<c>rps_doc_frac_chars_dupe_8grams</c>) ≤ <paramref name="maxDuplicate8Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate8Grams(NGramCoverage<RedPajamaWords> ngrams, double maxDuplicate8Grams) => Check.AtMost(Covered(8, ngrams), maxDuplicate8Grams);

    /// <summary>The same with nine words (<c>rps_doc_frac_chars_dupe_9grams</c>) ≤ <paramref name="maxDuplicate9Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate9Grams(NGramCoverage<RedPajamaWords> ngrams, double maxDuplicate9Grams) => Check.AtMost(Covered(9, ngrams), maxDuplicate9Grams);

    /// <summary>The same with ten words (<c>rps_doc_frac_chars_dupe_10grams</c>) ≤ <paramref name="maxDuplicate10Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate10Grams(NGramCoverage<RedPajamaWords> ngrams, double maxDuplicate10Grams) => Check.AtMost(Covered(10, ngrams), maxDuplicate10Grams);

    /// <summary>Characters of all occurrences of the most frequent n-gram, if it occurs more than once / characters of words.</summary>
    internal static double Top(int n, NGramCoverage<RedPajamaWords> ngrams) => ngrams.TopCount(n) <= 1 ? 0 : Ratio.Of(ngrams.TopCharacters(n), ngrams.WordCharacters);

    /// <summary>Characters of words in n-grams that occur more than once / characters of words.</summary>
    internal static double Covered(int n, NGramCoverage<RedPajamaWords> ngrams) => Ratio.Of(ngrams.CoveredCharacters(n), ngrams.WordCharacters);
}
