namespace PipelineDsl;

/// <summary>Keeps documents whose RedPajama-v2 signals of bad words, stop words and placeholder text are within bounds. See <see cref="RedPajamaContent"/>.</summary>
/// <remarks>RedPajama-v2 publishes signals, no thresholds: by default nothing is bounded.</remarks>
/// <param name="badWords">The list of bad words and phrases (default: none). They are held against normalised words: without punctuation, in lower case, decomposed (NFD).</param>
/// <param name="maxBadWords">Greatest number of bad words (default: no bound).</param>
/// <param name="stopWords">The list of stop words (default: none). Case counts, and words end at apostrophes.</param>
/// <param name="minStopWordRatio">Least share of stop words (default: no bound).</param>
/// <param name="maxLoremIpsumRatio">Most occurrences of <c>lorem ipsum</c> for each character (default: no bound).</param>
public sealed class RedPajamaContentAttribute(
    string? badWords = null,
    [OptionRange(0, int.MaxValue)] int maxBadWords = int.MaxValue,
    string? stopWords = null,
    [OptionRange(0, 1)] double minStopWordRatio = 0,
    [OptionRange(0, 1)] double maxLoremIpsumRatio = 1) : FilterAttribute<RedPajamaContent>
{
    /// <summary>The list of bad words and phrases.</summary>
    public string? BadWords { get; } = badWords;

    /// <summary>Greatest number of bad words.</summary>
    public int MaxBadWords { get; } = maxBadWords;

    /// <summary>The list of stop words.</summary>
    public string? StopWords { get; } = stopWords;

    /// <summary>Least share of stop words.</summary>
    public double MinStopWordRatio { get; } = minStopWordRatio;

    /// <summary>Most occurrences of <c>lorem ipsum</c> for each character.</summary>
    public double MaxLoremIpsumRatio { get; } = maxLoremIpsumRatio;
}
