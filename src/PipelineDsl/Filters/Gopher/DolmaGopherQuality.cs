namespace PipelineDsl;

/// <summary>The quality rules of MassiveText as Dolma 1.5 applies them (tagger gopher_v1 and its mixing configuration): profile <c>dolma-1.5</c>.</summary>
/// <remarks>
/// Words are runs of characters between white space. Other than in datatrove the median of the words' lengths counts, words that hold <c>#</c> or <c>…</c> are symbols (<c>...</c> is none), bullets are <c>*</c> and <c>-</c> at the very
/// beginning of a line, only <c>…</c> at its very end is an ellipsis, lines are cut at U+000A, and stop words are counted as often as they occur. It takes no options.
/// </remarks>
[Filter]
public sealed class DolmaGopherQuality
{
    /// <summary>Words ≥ 50.</summary>
    [Rule]
    public static Check EnoughWords(in WordStats words) => Check.AtLeast(words.Count, 50);

    /// <summary>Words ≤ 100,000.</summary>
    [Rule]
    public static Check NotTooManyWords(in WordStats words) => Check.AtMost(words.Count, 100_000);

    /// <summary>Median length of the words, in code points ≥ 3.</summary>
    [Rule]
    public static Check WordsLongEnough(GopherWordMarks words) => Check.AtLeast(words.MedianLength, 3);

    /// <summary>Median length of the words, in code points ≤ 10.</summary>
    [Rule]
    public static Check WordsShortEnough(GopherWordMarks words) => Check.AtMost(words.MedianLength, 10);

    /// <summary>Words that hold a symbol / words ≤ 0.1.</summary>
    [Rule]
    public static Check FewSymbols(GopherWordMarks marks, in WordStats words) => Check.AtMost(Ratio.Of(marks.SymbolWords, words.Count), 0.1);

    /// <summary>Words that hold a letter / words ≥ 0.8.</summary>
    [Rule]
    public static Check WordsHaveLetters(in WordStats words) => Check.AtLeast(words.LetterWordRatio, 0.8);

    /// <summary>Occurrences of stop words ≥ 2.</summary>
    [Rule]
    public static Check EnoughStopWords(GopherWordMarks words) => Check.AtLeast(words.StopWords, 2);

    /// <summary>Lines that begin with a bullet / lines ≤ 0.9.</summary>
    [Rule]
    public static Check FewBullets(in GopherLineMarks lines) => Check.AtMost(Ratio.Of(lines.StarsAndDashes, lines.Count), 0.9);

    /// <summary>Lines that end with an ellipsis / lines ≤ 0.3.</summary>
    [Rule]
    public static Check FewEllipsisLines(in GopherLineMarks lines) => Check.AtMost(Ratio.Of(lines.EllipsisCharacters, lines.Count), 0.3);
}
