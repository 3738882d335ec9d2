namespace PipelineDsl;

/// <summary>Keeps documents that pass FineWeb's own filter with the words of <typeparamref name="TWords"/> and datatrove's defaults. See <see cref="FineWebQuality"/>.</summary>
/// <typeparam name="TWords">What cuts the text into words.</typeparam>
/// <param name="minPunctuatedRatio">Least share of lines that end with a stop character (default 0.12; 0 or less: no bound).</param>
/// <param name="maxShortLineRatio">Greatest share of lines that are short (default 0.67).</param>
/// <param name="shortLineLength">Greatest length of a short line in code points (default 30).</param>
/// <param name="maxDuplicateCharacterRatio">Greatest share of characters in duplicate lines (default 0.01).</param>
/// <param name="maxNewlineRatio">Most line ends per word (default 0.3).</param>
/// <param name="stopCharacters">The stop characters, one after the other (default: none given, which stands for the terminal punctuation marks of all scripts).</param>
/// <param name="excludeZero">Whether a text without any line that ends with a stop character passes that rule (default: no).</param>
public sealed class FineWebQualityAttribute<TWords>(
    [OptionRange(-1, 1)] double minPunctuatedRatio = 0.12,
    [OptionRange(0, double.MaxValue)] double maxShortLineRatio = 0.67,
    [OptionRange(0, int.MaxValue)] int shortLineLength = 30,
    [OptionRange(0, double.MaxValue)] double maxDuplicateCharacterRatio = 0.01,
    [OptionRange(0, double.MaxValue)] double maxNewlineRatio = 0.3,
    string stopCharacters = "",
    bool excludeZero = false) : FilterAttribute<FineWebQuality<TWords>>
    where TWords : class, ISegmenter, new()
{
    /// <summary>Least share of lines that end with a stop character.</summary>
    public double MinPunctuatedRatio { get; } = minPunctuatedRatio;

    /// <summary>Greatest share of short lines.</summary>
    public double MaxShortLineRatio { get; } = maxShortLineRatio;

    /// <summary>Greatest length of a short line in code points.</summary>
    public int ShortLineLength { get; } = shortLineLength;

    /// <summary>Greatest share of characters in duplicate lines.</summary>
    public double MaxDuplicateCharacterRatio { get; } = maxDuplicateCharacterRatio;

    /// <summary>Most line ends per word.</summary>
    public double MaxNewlineRatio { get; } = maxNewlineRatio;

    /// <summary>The stop characters, or none.</summary>
    public string StopCharacters { get; } = stopCharacters;

    /// <summary>Whether a text without any line that ends with a stop character passes that rule.</summary>
    public bool ExcludeZero { get; } = excludeZero;
}
