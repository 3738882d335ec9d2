namespace PipelineDsl;

/// <summary>The quality rules of MassiveText with the words of a segmenter, in the order of datatrove 0.10, so that the rule that drops a document is datatrove's too.</summary>
/// <typeparam name="TSegmenter">What cuts the text into words.</typeparam>
/// <remarks>
/// Punctuation marks that the segmenter gives as words count as words where a ratio is per word, and as symbol words where words are counted. Bounds are inclusive: a document at a threshold is kept. A ratio whose denominator is 0 is 0.
/// </remarks>
[Filter(inOrder: true)]
public sealed class GopherQuality<TSegmenter>
    where TSegmenter : class, ISegmenter, new()
{
    /// <summary>Words that are not symbol words ≥ <paramref name="minWords"/>.</summary>
    [Rule]
    public static Check EnoughWords(in ListedWordStats<SegmentedWords<TSegmenter>> words, int minWords = 50) => Check.AtLeast(words.NonSymbolWords, minWords);

    /// <summary>Words that are not symbol words ≤ <paramref name="maxWords"/>.</summary>
    [Rule]
    public static Check NotTooManyWords(in ListedWordStats<SegmentedWords<TSegmenter>> words, int maxWords = 100_000) => Check.AtMost(words.NonSymbolWords, maxWords);

    /// <summary>Mean length of the words that are not symbol words, in code points ≥ <paramref name="minMeanWordLength"/>.</summary>
    [Rule]
    public static Check WordsLongEnough(in ListedWordStats<SegmentedWords<TSegmenter>> words, double minMeanWordLength = 3)
        => Check.AtLeast(words.MeanLength, minMeanWordLength);

    /// <summary>Mean length of the words that are not symbol words, in code points ≤ <paramref name="maxMeanWordLength"/>.</summary>
    [Rule]
    public static Check WordsShortEnough(in ListedWordStats<SegmentedWords<TSegmenter>> words, double maxMeanWordLength = 10)
        => Check.AtMost(words.MeanLength, maxMeanWordLength);

    /// <summary>Number signs / words ≤ <paramref name="maxHashRatio"/>.</summary>
    [Rule]
    public static Check FewHashes(in SymbolStats symbols, in ListedWordStats<SegmentedWords<TSegmenter>> words, double maxHashRatio = 0.1)
        => Check.AtMost(Ratio.Of(symbols.Hashes, words.Count), maxHashRatio);

    /// <summary>Ellipses / words ≤ <paramref name="maxEllipsisRatio"/>.</summary>
    [Rule]
    public static Check FewEllipses(in SymbolStats symbols, in ListedWordStats<SegmentedWords<TSegmenter>> words, double maxEllipsisRatio = 0.1)
        => Check.AtMost(Ratio.Of(symbols.Ellipses, words.Count), maxEllipsisRatio);

    /// <summary>Lines that begin with a bullet / lines ≤ <paramref name="maxBulletLineRatio"/>.</summary>
    [Rule]
    public static Check FewBullets(in LineStats lines, double maxBulletLineRatio = 0.9) => Check.AtMost(lines.BulletRatio, maxBulletLineRatio);

    /// <summary>Lines that end with an ellipsis / lines ≤ <paramref name="maxEllipsisLineRatio"/>.</summary>
    [Rule]
    public static Check FewEllipsisLines(in LineStats lines, double maxEllipsisLineRatio = 0.3) => Check.AtMost(lines.EllipsisEndRatio, maxEllipsisLineRatio);

    /// <summary>Words that hold a letter / words ≥ <paramref name="minLetterWordRatio"/>.</summary>
    [Rule]
    public static Check WordsHaveLetters(in ListedWordStats<SegmentedWords<TSegmenter>> words, double minLetterWordRatio = 0.8)
        => Check.AtLeast(words.LetterWordRatio, minLetterWordRatio);

    /// <summary>Distinct stop words ≥ <paramref name="minStopWords"/>.</summary>
    [Rule]
    public static Check EnoughStopWords(in ListedWordStats<SegmentedWords<TSegmenter>> words, int minStopWords = 2) => Check.AtLeast(words.StopWords, minStopWords);
}
