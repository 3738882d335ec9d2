namespace PipelineDsl;

/// <summary>
/// The repetition rules of MassiveText (Rae et al. 2021, "Scaling Language Models", table A1), as datatrove 0.10 measures them. All thresholds are shares; a document at a threshold is kept.
/// </summary>
/// <typeparam name="TWords">What the words are.</typeparam>
/// <remarks>
/// Copies count, first occurrences do not, except for the most frequent n-grams, all occurrences of which count, even if there is only one. Every share of characters is one of the whole
/// text's code points, white space included; in an empty text all shares are 0. A threshold of 0 allows nothing, and one of <see cref="double.PositiveInfinity"/> spares the measurement; datatrove's way to say
/// "off", 0, is that of the profile <c>datatrove-0.10</c>. Rules are decided in datatrove's order.
/// </remarks>
[Filter(inOrder: true)]
public sealed class GopherRepetition<TWords>
    where TWords : class, IWordList
{
    /// <summary>Paragraphs that repeat an earlier one / paragraphs ≤ <paramref name="maxDuplicateParagraphs"/>.</summary>
    [Rule]
    public static Check FewDuplicateParagraphs(DuplicateParagraphs paragraphs, double maxDuplicateParagraphs) => Check.AtMost(paragraphs.Ratio, maxDuplicateParagraphs);

    /// <summary>Characters of paragraphs that repeat an earlier one / characters ≤ <paramref name="maxDuplicateParagraphCharacters"/>.</summary>
    [Rule]
    public static Check FewDuplicateParagraphCharacters(DuplicateParagraphs paragraphs, in CharStats chars, double maxDuplicateParagraphCharacters)
        => Check.AtMost(Ratio.Of(paragraphs.DuplicateCharacters, chars.Characters), maxDuplicateParagraphCharacters);

    /// <summary>Lines that repeat an earlier one / lines ≤ <paramref name="maxDuplicateLines"/>.</summary>
    [Rule]
    public static Check FewDuplicateLines(DuplicateLines lines, double maxDuplicateLines) => Check.AtMost(lines.Ratio, maxDuplicateLines);

    /// <summary>Characters of lines that repeat an earlier one / characters ≤ <paramref name="maxDuplicateLineCharacters"/>.</summary>
    [Rule]
    public static Check FewDuplicateLineCharacters(DuplicateLines lines, in CharStats chars, double maxDuplicateLineCharacters)
        => Check.AtMost(Ratio.Of(lines.DuplicateCharacters, chars.Characters), maxDuplicateLineCharacters);

    /// <summary>Characters of the most frequent pair of words / characters ≤ <paramref name="maxTop2Gram"/>.</summary>
    [Rule]
    public static Check RareTop2Gram(NGrams<TWords> ngrams, in CharStats chars, double maxTop2Gram) => Top(2, ngrams, in chars, maxTop2Gram);

    /// <summary>The same of three words ≤ <paramref name="maxTop3Gram"/>.</summary>
    [Rule]
    public static Check RareTop3Gram(NGrams<TWords> ngrams, in CharStats chars, double maxTop3Gram) => Top(3, ngrams, in chars, maxTop3Gram);

    /// <summary>The same of four words ≤ <paramref name="maxTop4Gram"/>.</summary>
    [Rule]
    public static Check RareTop4Gram(NGrams<TWords> ngrams, in CharStats chars, double maxTop4Gram) => Top(4, ngrams, in chars, maxTop4Gram);

    /// <summary>Characters of repeated sequences of five words / characters ≤ <paramref name="maxDuplicate5Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate5Grams(NGrams<TWords> ngrams, in CharStats chars, double maxDuplicate5Grams) => Duplicates(5, ngrams, in chars, maxDuplicate5Grams);

    /// <summary>The same of six words ≤ <paramref name="maxDuplicate6Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate6Grams(NGrams<TWords> ngrams, in CharStats chars, double maxDuplicate6Grams) => Duplicates(6, ngrams, in chars, maxDuplicate6Grams);

    /// <summary>The same of seven words ≤ <paramref name="maxDuplicate7Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate7Grams(NGrams<TWords> ngrams, in CharStats chars, double maxDuplicate7Grams) => Duplicates(7, ngrams, in chars, maxDuplicate7Grams);

    /// <summary>The same of eight words ≤ <paramref name="maxDuplicate8Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate8Grams(NGrams<TWords> ngrams, in CharStats chars, double maxDuplicate8Grams) => Duplicates(8, ngrams, in chars, maxDuplicate8Grams);

    /// <summary>The same of nine words ≤ <paramref name="maxDuplicate9Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate9Grams(NGrams<TWords> ngrams, in CharStats chars, double maxDuplicate9Grams) => Duplicates(9, ngrams, in chars, maxDuplicate9Grams);

    /// <summary>The same of ten words ≤ <paramref name="maxDuplicate10Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate10Grams(NGrams<TWords> ngrams, in CharStats chars, double maxDuplicate10Grams) => Duplicates(10, ngrams, in chars, maxDuplicate10Grams);

    private static Check Top(int n, NGrams<TWords> ngrams, in CharStats chars, double maximum)
        => Check.AtMost(double.IsPositiveInfinity(maximum) ? 0 : ngrams.TopShare(n, chars.Characters, maximum), maximum);

    private static Check Duplicates(int n, NGrams<TWords> ngrams, in CharStats chars, double maximum)
        => Check.AtMost(double.IsPositiveInfinity(maximum) ? 0 : ngrams.DuplicateShare(n, chars.Characters, maximum), maximum);
}
