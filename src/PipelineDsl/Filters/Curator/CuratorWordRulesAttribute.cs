namespace PipelineDsl;

/// <summary>Drops documents by their words, with the thresholds of NeMo Curator. See <see cref="CuratorWordRules"/>.</summary>
/// <param name="minWords">Least number of words (default 50).</param>
/// <param name="maxWords">Greatest number of words (default 100,000).</param>
/// <param name="minMeanWordLength">Least mean length of a word in code points (default 3).</param>
/// <param name="maxMeanWordLength">Greatest mean length of a word in code points (default 10).</param>
/// <param name="maxWordLength">Greatest length of a word in code points (default 1000).</param>
/// <param name="maxSymbolWordRatio">Greatest share of words that are an ellipsis or mostly <c>#</c> (default 0.1).</param>
/// <param name="minLetterWordRatio">Least share of words that hold a letter (default 0.8).</param>
/// <param name="minCommonWords">Least number of occurrences of <c>the be to of and that have with</c> (default 2).</param>
public sealed class CuratorWordRulesAttribute(
    [OptionRange(0, int.MaxValue)] int minWords = 50,
    [OptionRange(0, int.MaxValue)] int maxWords = 100_000,
    [OptionRange(0, double.MaxValue)] double minMeanWordLength = 3,
    [OptionRange(0, double.MaxValue)] double maxMeanWordLength = 10,
    [OptionRange(1, int.MaxValue)] int maxWordLength = 1000,
    [OptionRange(0, 1)] double maxSymbolWordRatio = 0.1,
    [OptionRange(0, 1)] double minLetterWordRatio = 0.8,
    [OptionRange(0, int.MaxValue)] int minCommonWords = 2) : FilterAttribute<CuratorWordRules>
{
    /// <summary>Least number of words.</summary>
    public int MinWords { get; } = minWords;

    /// <summary>Greatest number of words.</summary>
    public int MaxWords { get; } = maxWords;

    /// <summary>Least mean length of a word in code points.</summary>
    public double MinMeanWordLength { get; } = minMeanWordLength;

    /// <summary>Greatest mean length of a word in code points.</summary>
    public double MaxMeanWordLength { get; } = maxMeanWordLength;

    /// <summary>Greatest length of a word in code points.</summary>
    public int MaxWordLength { get; } = maxWordLength;

    /// <summary>Greatest share of words that are an ellipsis or mostly <c>#</c>.</summary>
    public double MaxSymbolWordRatio { get; } = maxSymbolWordRatio;

    /// <summary>Least share of words that hold a letter.</summary>
    public double MinLetterWordRatio { get; } = minLetterWordRatio;

    /// <summary>Least number of occurrences of <c>the be to of and that have with</c>.</summary>
    public int MinCommonWords { get; } = minCommonWords;
}
