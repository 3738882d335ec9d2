namespace PipelineDsl;

/// <summary>FineWeb's own filter with the words of a segmenter.</summary>
/// <typeparam name="TWords">What cuts the text into words.</typeparam>
/// <remarks>
/// Otherwise as <see cref="FineWebQuality"/>.
/// </remarks>
[Filter]
public sealed class FineWebQuality<TWords>
    where TWords : class, ISegmenter, new()
{
    /// <summary>The text has a line that is not blank.</summary>
    [Rule]
    public static bool NotEmpty(in FineWebLines lines) => lines.Count > 0;

    /// <summary>Lines that end with a stop character / lines ≥ <paramref name="minPunctuatedRatio"/>, or 0 if <paramref name="excludeZero"/>.</summary>
    [Rule]
    public static Check LinesPunctuated(in FineWebLines lines, LineList list, double minPunctuatedRatio = 0.12, string stopCharacters = "", bool excludeZero = false)
        => FineWebRules.Punctuated(lines, list, minPunctuatedRatio, stopCharacters, excludeZero);

    /// <summary>Lines of at most <paramref name="shortLineLength"/> characters / lines ≤ <paramref name="maxShortLineRatio"/>.</summary>
    [Rule]
    public static Check FewShortLines(in FineWebLines lines, LineList list, double maxShortLineRatio = 0.67, int shortLineLength = 30)
        => Check.AtMost(lines.ShortRatio(list, shortLineLength), maxShortLineRatio);

    /// <summary>Characters of duplicate lines / characters ≤ <paramref name="maxDuplicateCharacterRatio"/>; line ends are not counted.</summary>
    [Rule]
    public static Check FewDuplicateCharacters(in FineWebLines lines, LineList list, DuplicateLines duplicates, double maxDuplicateCharacterRatio = 0.01)
        => Check.AtMost(FineWebRules.DuplicateRatio(lines, list, duplicates), maxDuplicateCharacterRatio);

    /// <summary>Line ends / words ≤ <paramref name="maxNewlineRatio"/>: otherwise the text is a list.</summary>
    [Rule]
    public static Check NotAList(in FineWebLines lines, SegmentedWords<TWords> words, double maxNewlineRatio = 0.3)
        => Check.AtMost(Ratio.Of(lines.Newlines, words.Count), maxNewlineRatio);
}
