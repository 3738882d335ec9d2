namespace PipelineDsl;

/// <summary>Keeps documents that pass the word filters of Data-Juicer. See <see cref="DataJuicerWords"/>.</summary>
/// <param name="minWords">Least number of words (default 10).</param>
/// <param name="maxWords">Greatest number of words (default <see cref="int.MaxValue"/>: no bound).</param>
/// <param name="stopWords">The list of stop words, in lower case (default: none, and no bound).</param>
/// <param name="minStopWordRatio">Least share of stop words (default 0.3).</param>
/// <param name="flaggedWords">The list of flagged words, in lower case (default: none).</param>
/// <param name="maxFlaggedWordRatio">Greatest share of flagged words (default 0.045).</param>
/// <param name="repetitionLength">Words of a sequence whose repetition is measured (default 10).</param>
/// <param name="maxWordRepetition">Greatest share of repeated sequences (default 0.5).</param>
public sealed class DataJuicerWordsAttribute(
    [OptionRange(0, int.MaxValue), NotAbove("maxWords")] int minWords = 10,
    [OptionRange(0, int.MaxValue)] int maxWords = int.MaxValue,
    string? stopWords = null,
    [OptionRange(0, 1)] double minStopWordRatio = 0.3,
    string? flaggedWords = null,
    [OptionRange(0, 1)] double maxFlaggedWordRatio = 0.045,
    [OptionRange(2, 1000)] int repetitionLength = 10,
    [OptionRange(0, 1)] double maxWordRepetition = 0.5) : FilterAttribute<DataJuicerWords>
{
    /// <summary>Least number of words.</summary>
    public int MinWords { get; } = minWords;

    /// <summary>Greatest number of words.</summary>
    public int MaxWords { get; } = maxWords;

    /// <summary>The list of stop words.</summary>
    public string? StopWords { get; } = stopWords;

    /// <summary>Least share of stop words.</summary>
    public double MinStopWordRatio { get; } = minStopWordRatio;

    /// <summary>The list of flagged words.</summary>
    public string? FlaggedWords { get; } = flaggedWords;

    /// <summary>Greatest share of flagged words.</summary>
    public double MaxFlaggedWordRatio { get; } = maxFlaggedWordRatio;

    /// <summary>Words of a sequence whose repetition is measured.</summary>
    public int RepetitionLength { get; } = repetitionLength;

    /// <summary>Greatest share of repeated sequences.</summary>
    public double MaxWordRepetition { get; } = maxWordRepetition;
}
