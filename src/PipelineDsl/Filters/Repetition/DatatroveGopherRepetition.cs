namespace PipelineDsl;

/// <summary>The rules of <see cref="GopherRepetition{TWords}"/> with datatrove's reading of a threshold: one of 0 switches its rule off.</summary>
/// <typeparam name="TWords">What the words are.</typeparam>
[Filter(inOrder: true)]
public sealed class DatatroveGopherRepetition<TWords>
    where TWords : class, IWordList
{
    /// <summary><see cref="GopherRepetition{TWords}.FewDuplicateParagraphs"/>.</summary>
    [Rule]
    public static Check FewDuplicateParagraphs(DuplicateParagraphs paragraphs, double maxDuplicateParagraphs)
        => GopherRepetition<TWords>.FewDuplicateParagraphs(paragraphs, Bound(maxDuplicateParagraphs));

    /// <summary><see cref="GopherRepetition{TWords}.FewDuplicateParagraphCharacters"/>.</summary>
    [Rule]
    public static Check FewDuplicateParagraphCharacters(DuplicateParagraphs paragraphs, in CharStats chars, double maxDuplicateParagraphCharacters)
        => GopherRepetition<TWords>.FewDuplicateParagraphCharacters(paragraphs, in chars, Bound(maxDuplicateParagraphCharacters));

    /// <summary><see cref="GopherRepetition{TWords}.FewDuplicateLines"/>.</summary>
    [Rule]
    public static Check FewDuplicateLines(DuplicateLines lines, double maxDuplicateLines)
        => GopherRepetition<TWords>.FewDuplicateLines(lines, Bound(maxDuplicateLines));

    /// <summary><see cref="GopherRepetition{TWords}.FewDuplicateLineCharacters"/>.</summary>
    [Rule]
    public static Check FewDuplicateLineCharacters(DuplicateLines lines, in CharStats chars, double maxDuplicateLineCharacters)
        => GopherRepetition<TWords>.FewDuplicateLineCharacters(lines, in chars, Bound(maxDuplicateLineCharacters));

    /// <summary><see cref="GopherRepetition{TWords}.RareTop2Gram"/>.</summary>
    [Rule]
    public static Check RareTop2Gram(NGrams<TWords> ngrams, in CharStats chars, double maxTop2Gram)
        => GopherRepetition<TWords>.RareTop2Gram(ngrams, in chars, Bound(maxTop2Gram));

    /// <summary><see cref="GopherRepetition{TWords}.RareTop3Gram"/>.</summary>
    [Rule]
    public static Check RareTop3Gram(NGrams<TWords> ngrams, in CharStats chars, double maxTop3Gram)
        => GopherRepetition<TWords>.RareTop3Gram(ngrams, in chars, Bound(maxTop3Gram));

    /// <summary><see cref="GopherRepetition{TWords}.RareTop4Gram"/>.</summary>
    [Rule]
    public static Check RareTop4Gram(NGrams<TWords> ngrams, in CharStats chars, double maxTop4Gram)
        => GopherRepetition<TWords>.RareTop4Gram(ngrams, in chars, Bound(maxTop4Gram));

    /// <summary><see cref="GopherRepetition{TWords}.FewDuplicate5Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate5Grams(NGrams<TWords> ngrams, in CharStats chars, double maxDuplicate5Grams)
        => GopherRepetition<TWords>.FewDuplicate5Grams(ngrams, in chars, Bound(maxDuplicate5Grams));

    /// <summary><see cref="GopherRepetition{TWords}.FewDuplicate6Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate6Grams(NGrams<TWords> ngrams, in CharStats chars, double maxDuplicate6Grams)
        => GopherRepetition<TWords>.FewDuplicate6Grams(ngrams, in chars, Bound(maxDuplicate6Grams));

    /// <summary><see cref="GopherRepetition{TWords}.FewDuplicate7Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate7Grams(NGrams<TWords> ngrams, in CharStats chars, double maxDuplicate7Grams)
        => GopherRepetition<TWords>.FewDuplicate7Grams(ngrams, in chars, Bound(maxDuplicate7Grams));

    /// <summary><see cref="GopherRepetition{TWords}.FewDuplicate8Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate8Grams(NGrams<TWords> ngrams, in CharStats chars, double maxDuplicate8Grams)
        => GopherRepetition<TWords>.FewDuplicate8Grams(ngrams, in chars, Bound(maxDuplicate8Grams));

    /// <summary><see cref="GopherRepetition{TWords}.FewDuplicate9Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate9Grams(NGrams<TWords> ngrams, in CharStats chars, double maxDuplicate9Grams)
        => GopherRepetition<TWords>.FewDuplicate9Grams(ngrams, in chars, Bound(maxDuplicate9Grams));

    /// <summary><see cref="GopherRepetition{TWords}.FewDuplicate10Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate10Grams(NGrams<TWords> ngrams, in CharStats chars, double maxDuplicate10Grams)
        => GopherRepetition<TWords>.FewDuplicate10Grams(ngrams, in chars, Bound(maxDuplicate10Grams));

    private static double Bound(double threshold) => threshold == 0 ? double.PositiveInfinity : threshold;
}
