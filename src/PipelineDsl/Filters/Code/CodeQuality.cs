namespace PipelineDsl;

/// <summary>Rules for source code: those of RedPajama (2023) as DCLM and Dolma measure them, and two of StarCoder (Li et al. 2023) and NeMo Curator.</summary>
/// <remarks>
/// Lines end as for Python's <c>str.splitlines</c>, lengths are in code points with white space. A document at a threshold is kept; in an empty text all measures are 0.
/// </remarks>
[Filter]
public sealed class CodeQuality
{
    /// <summary>Length of the longest line ≤ <paramref name="maxLineLength"/>.</summary>
    [Rule]
    public static Check NoVeryLongLine(in LineLengths lines, int maxLineLength) => Check.AtMost(lines.LongestCharacters, maxLineLength);

    /// <summary>Mean length of a line ≤ <paramref name="maxMeanLineLength"/>.</summary>
    [Rule]
    public static Check ShortLinesOnAverage(in LineLengths lines, double maxMeanLineLength) => Check.AtMost(lines.MeanCharacters, maxMeanLineLength);

    /// <summary>Letters and numbers / characters ≥ <paramref name="minAlphanumericRatio"/>.</summary>
    [Rule]
    public static Check EnoughAlphanumerics(in AlphanumericStats chars, double minAlphanumericRatio)
        => Check.AtLeast(Ratio.Of(chars.Alphanumeric, chars.Characters), minAlphanumericRatio);

    /// <summary>Letters / (tokens + 1) ≥ <paramref name="minLettersPerToken"/>; tokens are the matches of <c>\w+|[^\w\s]+</c>, and the original counts the pieces between them.</summary>
    [Rule]
    public static Check EnoughLettersPerToken(in AlphanumericStats chars, double minLettersPerToken)
        => Check.AtLeast((double)chars.Letters / (chars.Tokens + 1), minLettersPerToken);

    /// <summary><c>&lt;?xml version=</c> does not stand in the first 100 characters, unless <paramref name="allowXml"/> lets it.</summary>
    [Rule]
    public static bool NoXmlHeader(in XmlHeader xml, bool allowXml) => allowXml || !xml.Found;

    /// <summary>Newlines (U+000A) + 1 ≥ <paramref name="minLines"/>.</summary>
    [Rule]
    public static Check EnoughLines(in NewlineCount newlines, int minLines) => Check.AtLeast(newlines.Count + 1, minLines);

    /// <summary>Newlines (U+000A) + 1 ≤ <paramref name="maxLines"/>.</summary>
    [Rule]
    public static Check NotTooManyLines(in NewlineCount newlines, int maxLines) => Check.AtMost(newlines.Count + 1, maxLines);

    /// <summary>Letters / characters ≥ <paramref name="minLetterRatio"/>.</summary>
    [Rule]
    public static Check EnoughLetters(in AlphanumericStats chars, double minLetterRatio) => Check.AtLeast(Ratio.Of(chars.Letters, chars.Characters), minLetterRatio);
}
