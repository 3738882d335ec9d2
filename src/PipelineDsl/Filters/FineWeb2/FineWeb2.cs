namespace PipelineDsl;

/// <summary>FineWeb-2's rules with the settings of one language (Penedo et al. 2025): datatrove's Gopher repetition, FineWeb and Gopher quality filters, in this order.</summary>
/// <remarks>
/// Words are runs of characters between white space. The rules on repeated paragraphs, on characters of repeated lines and on short lines are off, as in FineWeb-2; at most a tenth of the characters may
/// be in repeated lines. What the language does not set is as in <see cref="GopherQuality"/>. A document at a threshold is kept; a ratio whose denominator is 0 is 0.
/// </remarks>
[Filter(inOrder: true)]
public sealed class FineWeb2
{
    private const double MaxDuplicateCharacterRatio = 0.1;
    private const int MinWords = 50;
    private const int MaxWords = 100_000;
    private const double MaxSymbolRatio = 0.1;
    private const double MaxBulletLineRatio = 0.9;
    private const double MaxEllipsisLineRatio = 0.3;

    /// <summary>The score of the language's identification, from the field that <paramref name="languageScore"/> names, is that of the language's settings at least. A document without the field does not pass; without a name nothing is asked.</summary>
    [Rule]
    public static Check LanguageIsSure([FieldNamedBy("languageScore", optional: true)] double score, FineWeb2Settings settings, string? languageScore)
        => languageScore is null ? Check.AtLeast(0, 0) : Check.AtLeast(score, settings.LanguageScore);

    /// <summary>Lines that repeat an earlier one / lines.</summary>
    [Rule]
    public static Check FewDuplicateLines(DuplicateLines lines, FineWeb2Settings settings) => Check.AtMost(lines.Ratio, settings.MaxDuplicateLines);

    /// <summary>Characters of the most frequent pair of words / characters.</summary>
    [Rule]
    public static Check RareTop2Gram(NGrams<WordList> ngrams, in CharStats chars, FineWeb2Settings settings)
        => GopherRepetition<WordList>.RareTop2Gram(ngrams, in chars, settings.MaxTop(2));

    /// <summary>The same of three words.</summary>
    [Rule]
    public static Check RareTop3Gram(NGrams<WordList> ngrams, in CharStats chars, FineWeb2Settings settings)
        => GopherRepetition<WordList>.RareTop3Gram(ngrams, in chars, settings.MaxTop(3));

    /// <summary>The same of four words.</summary>
    [Rule]
    public static Check RareTop4Gram(NGrams<WordList> ngrams, in CharStats chars, FineWeb2Settings settings)
        => GopherRepetition<WordList>.RareTop4Gram(ngrams, in chars, settings.MaxTop(4));

    /// <summary>Characters of repeated runs of five words / characters.</summary>
    [Rule]
    public static Check FewDuplicate5Grams(NGrams<WordList> ngrams, in CharStats chars, FineWeb2Settings settings)
        => GopherRepetition<WordList>.FewDuplicate5Grams(ngrams, in chars, settings.MaxDuplicate(5));

    /// <summary>The same of six words.</summary>
    [Rule]
    public static Check FewDuplicate6Grams(NGrams<WordList> ngrams, in CharStats chars, FineWeb2Settings settings)
        => GopherRepetition<WordList>.FewDuplicate6Grams(ngrams, in chars, settings.MaxDuplicate(6));

    /// <summary>The same of seven words.</summary>
    [Rule]
    public static Check FewDuplicate7Grams(NGrams<WordList> ngrams, in CharStats chars, FineWeb2Settings settings)
        => GopherRepetition<WordList>.FewDuplicate7Grams(ngrams, in chars, settings.MaxDuplicate(7));

    /// <summary>The same of eight words.</summary>
    [Rule]
    public static Check FewDuplicate8Grams(NGrams<WordList> ngrams, in CharStats chars, FineWeb2Settings settings)
        => GopherRepetition<WordList>.FewDuplicate8Grams(ngrams, in chars, settings.MaxDuplicate(8));

    /// <summary>The same of nine words.</summary>
    [Rule]
    public static Check FewDuplicate9Grams(NGrams<WordList> ngrams, in CharStats chars, FineWeb2Settings settings)
        => GopherRepetition<WordList>.FewDuplicate9Grams(ngrams, in chars, settings.MaxDuplicate(9));

    /// <summary>The same of ten words.</summary>
    [Rule]
    public static Check FewDuplicate10Grams(NGrams<WordList> ngrams, in CharStats chars, FineWeb2Settings settings)
        => GopherRepetition<WordList>.FewDuplicate10Grams(ngrams, in chars, settings.MaxDuplicate(10));

    /// <summary>The text has a line that is not blank.</summary>
    [Rule]
    public static bool NotEmpty(in FineWebLines lines) => lines.Count > 0;

    /// <summary>Lines that end with terminal punctuation / lines.</summary>
    [Rule]
    public static Check LinesPunctuated(in FineWebLines lines, FineWeb2Settings settings) => Check.AtLeast(Ratio.Of(lines.Punctuated, lines.Count), settings.MinPunctuatedRatio);

    /// <summary>Characters of duplicate lines / characters without newlines ≤ 0.1.</summary>
    [Rule]
    public static Check FewDuplicateCharacters(in FineWebLines lines, LineList list, DuplicateLines duplicates)
        => Check.AtMost(FineWebRules.DuplicateRatio(in lines, list, duplicates), MaxDuplicateCharacterRatio);

    /// <summary>Newlines / words.</summary>
    [Rule]
    public static Check NotAList(in FineWebLines lines, in WordStats words, FineWeb2Settings settings)
        => Check.AtMost(Ratio.Of(lines.Newlines, words.Count), settings.MaxNewlineRatio);

    /// <summary>Words that are not symbol words ≥ 50.</summary>
    [Rule]
    public static Check EnoughWords(in WordStats words) => GopherQuality.EnoughWords(in words, MinWords);

    /// <summary>Words that are not symbol words ≤ 100,000.</summary>
    [Rule]
    public static Check NotTooManyWords(in WordStats words) => GopherQuality.NotTooManyWords(in words, MaxWords);

    /// <summary>Mean length of the words that are not symbol words, from below.</summary>
    [Rule]
    public static Check WordsLongEnough(in WordStats words, FineWeb2Settings settings) => GopherQuality.WordsLongEnough(in words, settings.MinMeanWordLength);

    /// <summary>Mean length of the words that are not symbol words, from above.</summary>
    [Rule]
    public static Check WordsShortEnough(in WordStats words, FineWeb2Settings settings) => GopherQuality.WordsShortEnough(in words, settings.MaxMeanWordLength);

    /// <summary>Number signs / words ≤ 0.1.</summary>
    [Rule]
    public static Check FewHashes(in SymbolStats symbols, in WordStats words) => GopherQuality.FewHashes(in symbols, in words, MaxSymbolRatio);

    /// <summary>Ellipses / words ≤ 0.1.</summary>
    [Rule]
    public static Check FewEllipses(in SymbolStats symbols, in WordStats words) => GopherQuality.FewEllipses(in symbols, in words, MaxSymbolRatio);

    /// <summary>Lines that begin with a bullet / lines ≤ 0.9.</summary>
    [Rule]
    public static Check FewBullets(in LineStats lines) => GopherQuality.FewBullets(in lines, MaxBulletLineRatio);

    /// <summary>Lines that end with an ellipsis / lines ≤ 0.3.</summary>
    [Rule]
    public static Check FewEllipsisLines(in LineStats lines) => GopherQuality.FewEllipsisLines(in lines, MaxEllipsisLineRatio);

    /// <summary>Words that hold a letter / words.</summary>
    [Rule]
    public static Check WordsHaveLetters(in WordStats words, FineWeb2Settings settings) => GopherQuality.WordsHaveLetters(in words, settings.MinLetterWordRatio);

    /// <summary>Different stop words of the language among the words ≥ <paramref name="minStopWords"/>.</summary>
    [Rule]
    public static Check EnoughStopWords(WordList words, FineWeb2Settings settings, int minStopWords)
        => Check.AtLeast(settings.CountStopWords(words, minStopWords), minStopWords);
}
