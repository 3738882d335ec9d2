namespace PipelineDsl;

/// <summary>FineWeb's own filter as the data set was released with it (datatrove 0.2): profile <c>fineweb-v1</c>.</summary>
/// <remarks>
/// Other than in <see cref="FineWebQuality"/> blank lines count among the lines, the stop characters are <c>. ' " ! ?</c>, and a value equal to the threshold drops the document (but for the last rule). Words
/// are runs of characters between white space, where the original has NLTK's.
/// </remarks>
[Filter]
public sealed class FineWebV1Quality
{
    /// <summary>Lines that end with <c>. ' " !</c> or <c>?</c> / lines &gt; 0.12.</summary>
    [Rule]
    public static Check LinesPunctuated(in FineWebLines lines, LineList list)
    {
        double ratio = Ratio.Of(FineWebLines.Ending(list, ".'\"!?"), lines.CountWithBlank);
        return new Check(ratio > 0.12, ratio, 0.12);
    }

    /// <summary>Lines of at most 30 characters / lines &lt; 0.67.</summary>
    [Rule]
    public static Check FewShortLines(in FineWebLines lines) => Below(Ratio.Of(lines.Short + lines.ShortBlank, lines.CountWithBlank), 0.67);

    /// <summary>Characters of duplicate lines / characters &lt; 0.01; line ends are not counted.</summary>
    [Rule]
    public static Check FewDuplicateCharacters(in FineWebLines lines, LineList list, DuplicateLines duplicates) => Below(FineWebRules.DuplicateRatio(lines, list, duplicates), 0.01);

    /// <summary>Line ends / words ≤ 0.3.</summary>
    [Rule]
    public static Check NotAList(in FineWebLines lines, in WordStats words) => Check.AtMost(Ratio.Of(lines.Newlines, words.Count), 0.3);

    private static Check Below(double value, double threshold) => new(value < threshold, value, threshold);
}
