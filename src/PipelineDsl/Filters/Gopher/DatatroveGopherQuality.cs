namespace PipelineDsl;

/// <summary>The quality rules of MassiveText as datatrove 0.10 applies them to English: profile <c>datatrove-0.10</c>.</summary>
/// <remarks>Those of <see cref="GopherQuality{TSegmenter}"/> with the words of spaCy's English tokenizer, and with datatrove's reading of a threshold: one of 0 switches its rule off.</remarks>
[Filter(inOrder: true)]
public sealed class DatatroveGopherQuality
{
    /// <summary><see cref="GopherQuality{TSegmenter}.EnoughWords"/>.</summary>
    [Rule]
    public static Check EnoughWords(in ListedWordStats<SegmentedWords<SpacyEnglishWords>> words, int minWords = 50)
        => GopherQuality<SpacyEnglishWords>.EnoughWords(in words, minWords);

    /// <summary><see cref="GopherQuality{TSegmenter}.NotTooManyWords"/>.</summary>
    [Rule]
    public static Check NotTooManyWords(in ListedWordStats<SegmentedWords<SpacyEnglishWords>> words, int maxWords = 100_000)
        => GopherQuality<SpacyEnglishWords>.NotTooManyWords(in words, Bound(maxWords));

    /// <summary><see cref="GopherQuality{TSegmenter}.WordsLongEnough"/>.</summary>
    [Rule]
    public static Check WordsLongEnough(in ListedWordStats<SegmentedWords<SpacyEnglishWords>> words, double minMeanWordLength = 3)
        => GopherQuality<SpacyEnglishWords>.WordsLongEnough(in words, minMeanWordLength);

    /// <summary><see cref="GopherQuality{TSegmenter}.WordsShortEnough"/>.</summary>
    [Rule]
    public static Check WordsShortEnough(in ListedWordStats<SegmentedWords<SpacyEnglishWords>> words, double maxMeanWordLength = 10)
        => GopherQuality<SpacyEnglishWords>.WordsShortEnough(in words, Bound(maxMeanWordLength));

    /// <summary><see cref="GopherQuality{TSegmenter}.FewHashes"/>.</summary>
    [Rule]
    public static Check FewHashes(in SymbolStats symbols, in ListedWordStats<SegmentedWords<SpacyEnglishWords>> words, double maxHashRatio = 0.1)
        => GopherQuality<SpacyEnglishWords>.FewHashes(in symbols, in words, Bound(maxHashRatio));

    /// <summary><see cref="GopherQuality{TSegmenter}.FewEllipses"/>.</summary>
    [Rule]
    public static Check FewEllipses(in SymbolStats symbols, in ListedWordStats<SegmentedWords<SpacyEnglishWords>> words, double maxEllipsisRatio = 0.1)
        => GopherQuality<SpacyEnglishWords>.FewEllipses(in symbols, in words, Bound(maxEllipsisRatio));

    /// <summary><see cref="GopherQuality{TSegmenter}.FewBullets"/>.</summary>
    [Rule]
    public static Check FewBullets(in LineStats lines, double maxBulletLineRatio = 0.9)
        => GopherQuality<SpacyEnglishWords>.FewBullets(in lines, Bound(maxBulletLineRatio));

    /// <summary><see cref="GopherQuality{TSegmenter}.FewEllipsisLines"/>.</summary>
    [Rule]
    public static Check FewEllipsisLines(in LineStats lines, double maxEllipsisLineRatio = 0.3)
        => GopherQuality<SpacyEnglishWords>.FewEllipsisLines(in lines, Bound(maxEllipsisLineRatio));

    /// <summary><see cref="GopherQuality{TSegmenter}.WordsHaveLetters"/>.</summary>
    [Rule]
    public static Check WordsHaveLetters(in ListedWordStats<SegmentedWords<SpacyEnglishWords>> words, double minLetterWordRatio = 0.8)
        => GopherQuality<SpacyEnglishWords>.WordsHaveLetters(in words, minLetterWordRatio);

    /// <summary><see cref="GopherQuality{TSegmenter}.EnoughStopWords"/>.</summary>
    [Rule]
    public static Check EnoughStopWords(in ListedWordStats<SegmentedWords<SpacyEnglishWords>> words, int minStopWords = 2)
        => GopherQuality<SpacyEnglishWords>.EnoughStopWords(in words, minStopWords);

    private static int Bound(int threshold) => threshold == 0 ? int.MaxValue : threshold;

    private static double Bound(double threshold) => threshold == 0 ? double.PositiveInfinity : threshold;
}
