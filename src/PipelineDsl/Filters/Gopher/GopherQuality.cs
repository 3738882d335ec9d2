namespace PipelineDsl;

/// <summary>The quality rules of MassiveText (Rae et al. 2021, "Scaling Language Models", appendix A1.1), as datatrove 0.10 applies them.</summary>
/// <remarks>
/// Words are runs of characters between white space. Bounds are inclusive: a document at a threshold is kept. A ratio whose denominator is 0 is 0. Verdicts are those of
/// datatrove with white-space words; where a document breaks several rules the one that is named may be another, because cheap rules come first.
/// </remarks>
[Filter]
public sealed class GopherQuality
{
    /// <summary>Words that are not symbol words ≥ <paramref name="minWords"/>.</summary>
    [Rule]
    public static Check EnoughWords(in WordStats words, int minWords) => Check.AtLeast(words.NonSymbolWords, minWords);

    /// <summary>Words that are not symbol words ≤ <paramref name="maxWords"/>.</summary>
    [Rule]
    public static Check NotTooManyWords(in WordStats words, int maxWords) => Check.AtMost(words.NonSymbolWords, maxWords);

    /// <summary>Mean length of the words that are not symbol words, in code points ≥ <paramref name="minMeanWordLength"/>.</summary>
    [Rule]
    public static Check WordsLongEnough(in WordStats words, double minMeanWordLength) => Check.AtLeast(words.MeanLength, minMeanWordLength);

    /// <summary>Mean length of the words that are not symbol words, in code points ≤ <paramref name="maxMeanWordLength"/>.</summary>
    [Rule]
    public static Check WordsShortEnough(in WordStats words, double maxMeanWordLength) => Check.AtMost(words.MeanLength, maxMeanWordLength);

    /// <summary>Number signs / words ≤ <paramref name="maxHashRatio"/>.</summary>
    [Rule]
    public static Check FewHashes(in SymbolStats symbols, in WordStats words, double maxHashRatio)
        => Check.AtMost(PerWord(symbols.Hashes, words), maxHashRatio);

    /// <summary>Ellipses / words ≤ <paramref name="maxEllipsisRatio"/>.</summary>
    [Rule]
    public static Check FewEllipses(in SymbolStats symbols, in WordStats words, double maxEllipsisRatio)
        => Check.AtMost(PerWord(symbols.Ellipses, words), maxEllipsisRatio);

    /// <summary>Lines that begin with a bullet / lines ≤ <paramref name="maxBulletLineRatio"/>.</summary>
    [Rule]
    public static Check FewBullets(in LineStats lines, double maxBulletLineRatio) => Check.AtMost(lines.BulletRatio, maxBulletLineRatio);

    /// <summary>Lines that end with an ellipsis / lines ≤ <paramref name="maxEllipsisLineRatio"/>.</summary>
    [Rule]
    public static Check FewEllipsisLines(in LineStats lines, double maxEllipsisLineRatio) => Check.AtMost(lines.EllipsisEndRatio, maxEllipsisLineRatio);

    /// <summary>Words that hold a letter / words ≥ <paramref name="minLetterWordRatio"/>.</summary>
    [Rule]
    public static Check WordsHaveLetters(in WordStats words, double minLetterWordRatio) => Check.AtLeast(words.LetterWordRatio, minLetterWordRatio);

    /// <summary>Distinct stop words ≥ <paramref name="minStopWords"/>.</summary>
    [Rule]
    public static Check EnoughStopWords(in StopWords stops, int minStopWords) => Check.AtLeast(stops.Count, minStopWords);

    private static double PerWord(int count, in WordStats words) => words.Count == 0 ? 0 : (double)count / words.Count;
}
