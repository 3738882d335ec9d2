namespace PipelineDsl;

/// <summary>Keeps documents whose RedPajama-v2 signals are within bounds. See <see cref="RedPajamaSignals"/>.</summary>
/// <remarks>RedPajama-v2 publishes signals, no thresholds: by default nothing is bounded.</remarks>
/// <param name="minWords">Least number of words (default: no bound).</param>
/// <param name="maxWords">Greatest number of words (default: no bound).</param>
/// <param name="minMeanWordLength">Least mean length of a word (default: no bound).</param>
/// <param name="maxMeanWordLength">Greatest mean length of a word (default: no bound).</param>
/// <param name="minUniqueWordRatio">Least share of different words (default: no bound).</param>
/// <param name="minUnigramEntropy">Least entropy of the words, in nats (default: no bound).</param>
/// <param name="minSentences">Least number of sentences (default: no bound).</param>
/// <param name="maxSymbolRatio">Most symbols for each word (default: no bound).</param>
/// <param name="maxEllipsisLineRatio">Greatest share of lines that end with an ellipsis (default: no bound).</param>
/// <param name="maxNoLetterWordRatio">Greatest share of words without Latin letters (default: no bound).</param>
/// <param name="maxAllCapsWordRatio">Greatest share of words in upper case (default: no bound).</param>
/// <param name="maxCurlyBracketRatio">Greatest share of curly brackets (default: no bound).</param>
/// <param name="minTerminalLineRatio">Least share of lines that end with terminal punctuation (default: no bound).</param>
/// <param name="maxBulletLineRatio">Greatest share of lines that begin with a bullet (default: no bound).</param>
/// <param name="profile">Whose rules: null (default) those above, or <c>redpajama-v2</c>, the example of RedPajama-v2 (<see cref="RedPajamaGopherRules"/>), to which the other options mean nothing.</param>
[StepProfile("redpajama-v2", typeof(RedPajamaGopherRules))]
public sealed class RedPajamaSignalsAttribute(
    [OptionRange(0, int.MaxValue)] int minWords = 0,
    [OptionRange(0, int.MaxValue)] int maxWords = int.MaxValue,
    [OptionRange(0, double.MaxValue)] double minMeanWordLength = 0,
    double maxMeanWordLength = double.PositiveInfinity,
    [OptionRange(0, double.MaxValue)] double minUniqueWordRatio = 0,
    [OptionRange(0, double.MaxValue)] double minUnigramEntropy = 0,
    [OptionRange(0, int.MaxValue)] int minSentences = 0,
    double maxSymbolRatio = double.PositiveInfinity,
    [OptionRange(0, 1)] double maxEllipsisLineRatio = 1,
    [OptionRange(0, 1)] double maxNoLetterWordRatio = 1,
    [OptionRange(0, 1)] double maxAllCapsWordRatio = 1,
    [OptionRange(0, 1)] double maxCurlyBracketRatio = 1,
    [OptionRange(0, double.MaxValue)] double minTerminalLineRatio = 0,
    [OptionRange(0, 1)] double maxBulletLineRatio = 1,
    [Profile] string? profile = null) : FilterAttribute<RedPajamaSignals>
{
    /// <summary>Least number of words.</summary>
    public int MinWords { get; } = minWords;

    /// <summary>Greatest number of words.</summary>
    public int MaxWords { get; } = maxWords;

    /// <summary>Least mean length of a word.</summary>
    public double MinMeanWordLength { get; } = minMeanWordLength;

    /// <summary>Greatest mean length of a word.</summary>
    public double MaxMeanWordLength { get; } = maxMeanWordLength;

    /// <summary>Least share of different words.</summary>
    public double MinUniqueWordRatio { get; } = minUniqueWordRatio;

    /// <summary>Least entropy of the words, in nats.</summary>
    public double MinUnigramEntropy { get; } = minUnigramEntropy;

    /// <summary>Least number of sentences.</summary>
    public int MinSentences { get; } = minSentences;

    /// <summary>Most symbols for each word.</summary>
    public double MaxSymbolRatio { get; } = maxSymbolRatio;

    /// <summary>Greatest share of lines that end with an ellipsis.</summary>
    public double MaxEllipsisLineRatio { get; } = maxEllipsisLineRatio;

    /// <summary>Greatest share of words without Latin letters.</summary>
    public double MaxNoLetterWordRatio { get; } = maxNoLetterWordRatio;

    /// <summary>Greatest share of words in upper case.</summary>
    public double MaxAllCapsWordRatio { get; } = maxAllCapsWordRatio;

    /// <summary>Greatest share of curly brackets.</summary>
    public double MaxCurlyBracketRatio { get; } = maxCurlyBracketRatio;

    /// <summary>Least share of lines that end with terminal punctuation.</summary>
    public double MinTerminalLineRatio { get; } = minTerminalLineRatio;

    /// <summary>Greatest share of lines that begin with a bullet.</summary>
    public double MaxBulletLineRatio { get; } = maxBulletLineRatio;

    /// <summary>Whose rules.</summary>
    public string? Profile { get; } = profile;
}
