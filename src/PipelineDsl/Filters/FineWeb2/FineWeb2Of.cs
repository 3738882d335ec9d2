namespace PipelineDsl;

/// <summary>FineWeb-2's rules with the settings of one language (Penedo et al. 2025) and the words of a segmenter, for languages that write no spaces or are not cut at them. See <see cref="FineWeb2"/>.</summary>
/// <typeparam name="TSegmenter">What cuts the text into words.</typeparam>
/// <remarks>
/// FineWeb-2 cuts Chinese, Japanese, Korean, Thai, Vietnamese and others with models of their own, which are not here: <see cref="CjkWords"/> and <see cref="Uax29Words"/> come near for some. The settings of a language
/// were fitted to its own words.
/// </remarks>
[Filter(inOrder: true)]
public sealed class FineWeb2<TSegmenter>
    where TSegmenter : class, ISegmenter, new()
{
    private const double MaxDuplicateCharacterRatio = 0.1;
    private const int MinWords = 50;
    private const int MaxWords = 100_000;
    private const double MaxSymbolRatio = 0.1;
    private const double MaxBulletLineRatio = 0.9;
    private const double MaxEllipsisLineRatio = 0.3;

    /// <summary>The score of the language's identification, from the field that <paramref name="languageScore"/> names, is that of the language's settings at least. A document without the field does not pass; without a name nothing is asked.</summary>
    [Rule]
    public static Check LanguageIsSure([FieldNamedBy("languageScore", optional: true)] double score, FineWeb2Settings settings, string? languageScore) => FineWeb2.LanguageIsSure(score, settings, languageScore);

    /// <summary>Lines that repeat an earlier one / lines.</summary>
    [Rule]
    public static Check FewDuplicateLines(DuplicateLines lines, FineWeb2Settings settings) => Check.AtMost(lines.Ratio, settings.MaxDuplicateLines);

    /// <summary>Characters of the most frequent pair of words / characters.</summary>
    [Rule]
    public static Check RareTop2Gram(NGrams<SegmentedWords<TSegmenter>> ngrams, in CharStats chars, FineWeb2Settings settings)
        => GopherRepetition<SegmentedWords<TSegmenter>>.RareTop2Gram(ngrams, in chars, settings.MaxTop(2));

    /// <summary>The same of three words.</summary>
    [Rule]
    public static Check RareTop3Gram(NGrams<SegmentedWords<TSegmenter>> ngrams, in CharStats chars, FineWeb2Settings settings)
        => GopherRepetition<SegmentedWords<TSegmenter>>.RareTop3Gram(ngrams, in chars, settings.MaxTop(3));

    /// <summary>The same of four words.</summary>
    [Rule]
    public static Check RareTop4Gram(NGrams<SegmentedWords<TSegmenter>> ngrams, in CharStats chars, FineWeb2Settings settings)
        => GopherRepetition<SegmentedWords<TSegmenter>>.RareTop4Gram(ngrams, in chars, settings.MaxTop(4));

    /// <summary>Characters of repeated runs of five words / characters.</summary>
    [Rule]
    public static Check FewDuplicate5Grams(NGrams<SegmentedWords<TSegmenter>> ngrams, in CharStats chars, FineWeb2Settings settings)
        => GopherRepetition<SegmentedWords<TSegmenter>>.FewDuplicate5Grams(ngrams, in chars, settings.MaxDuplicate(5));

    /// <summary>The same of six words.</summary>
    [Rule]
    public static Check FewDuplicate6Grams(NGrams<SegmentedWords<TSegmenter>> ngrams, in CharStats chars, FineWeb2Settings settings)
        => GopherRepetition<SegmentedWords<TSegmenter>>.FewDuplicate6Grams(ngrams, in chars, settings.MaxDuplicate(6));

    /// <summary>The same of seven words.</summary>
    [Rule]
    public static Check FewDuplicate7Grams(NGrams<SegmentedWords<TSegmenter>> ngrams, in CharStats chars, FineWeb2Settings settings)
        => GopherRepetition<SegmentedWords<TSegmenter>>.FewDuplicate7Grams(ngrams, in chars, settings.MaxDuplicate(7));

    /// <summary>The same of eight words.</summary>
    [Rule]
    public static Check FewDuplicate8Grams(NGrams<SegmentedWords<TSegmenter>> ngrams, in CharStats chars, FineWeb2Settings settings)
        => GopherRepetition<SegmentedWords<TSegmenter>>.FewDuplicate8Grams(ngrams, in chars, settings.MaxDuplicate(8));

    /// <summary>The same of nine words.</summary>
    [Rule]
    public static Check FewDuplicate9Grams(NGrams<SegmentedWords<TSegmenter>> ngrams, in CharStats chars, FineWeb2Settings settings)
        => GopherRepetition<SegmentedWords<TSegmenter>>.FewDuplicate9Grams(ngrams, in chars, settings.MaxDuplicate(9));

    /// <summary>The same of ten words.</summary>
    [Rule]
    public static Check FewDuplicate10Grams(NGrams<SegmentedWords<TSegmenter>> ngrams, in CharStats chars, FineWeb2Settings settings)
        => GopherRepetition<SegmentedWords<TSegmenter>>.FewDuplicate10Grams(ngrams, in chars, settings.MaxDuplicate(10));

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
    public static Check NotAList(in FineWebLines lines, in ListedWordStats<SegmentedWords<TSegmenter>> words, FineWeb2Settings settings)
        => Check.AtMost(Ratio.Of(lines.Newlines, words.Count), settings.MaxNewlineRatio);

    /// <summary>Words that are not symbol words ≥ 50.</summary>
    [Rule]
    public static Check EnoughWords(in ListedWordStats<SegmentedWords<TSegmenter>> words) => GopherQuality<TSegmenter>.EnoughWords(in words, MinWords);

    /// <summary>Words that are not symbol words ≤ 100,000.</summary>
    [Rule]
    public static Check NotTooManyWords(in ListedWordStats<SegmentedWords<TSegmenter>> words) => GopherQuality<TSegmenter>.NotTooManyWords(in words, MaxWords);

    /// <summary>Mean length of the words that are not symbol words, from below.</summary>
    [Rule]
    public static Check WordsLongEnough(in ListedWordStats<SegmentedWords<TSegmenter>> words, FineWeb2Settings settings) => GopherQuality<TSegmenter>.WordsLongEnough(in words, settings.MinMeanWordLength);

    /// <summary>Mean length of the words that are not symbol words, from above.</summary>
    [Rule]
    public static Check WordsShortEnough(in ListedWordStats<SegmentedWords<TSegmenter>> words, FineWeb2Settings settings) => GopherQuality<TSegmenter>.WordsShortEnough(in words, settings.MaxMeanWordLength);

    /// <summary>Number signs / words ≤ 0.1.</summary>
    [Rule]
    public static Check FewHashes(in SymbolStats symbols, in ListedWordStats<SegmentedWords<TSegmenter>> words) => GopherQuality<TSegmenter>.FewHashes(in symbols, in words, MaxSymbolRatio);

    /// <summary>Ellipses / words ≤ 0.1.</summary>
    [Rule]
    public static Check FewEllipses(in SymbolStats symbols, in ListedWordStats<SegmentedWords<TSegmenter>> words) => GopherQuality<TSegmenter>.FewEllipses(in symbols, in words, MaxSymbolRatio);

    /// <summary>Lines that begin with a bullet / lines ≤ 0.9.</summary>
    [Rule]
    public static Check FewBullets(in LineStats lines) => GopherQuality<TSegmenter>.FewBullets(in lines, MaxBulletLineRatio);

    /// <summary>Lines that end with an ellipsis / lines ≤ 0.3.</summary>
    [Rule]
    public static Check FewEllipsisLines(in LineStats lines) => GopherQuality<TSegmenter>.FewEllipsisLines(in lines, MaxEllipsisLineRatio);

    /// <summary>Words that hold a letter / words.</summary>
    [Rule]
    public static Check WordsHaveLetters(in ListedWordStats<SegmentedWords<TSegmenter>> words, FineWeb2Settings settings) => GopherQuality<TSegmenter>.WordsHaveLetters(in words, settings.MinLetterWordRatio);

    /// <summary>Different stop words of the language among the words ≥ <paramref name="minStopWords"/>.</summary>
    [Rule]
    public static Check EnoughStopWords(SegmentedWords<TSegmenter> words, FineWeb2Settings settings, int minStopWords)
        => Check.AtLeast(settings.CountStopWords(words, minStopWords), minStopWords);
}
