namespace PipelineDsl;

/// <summary>Drops documents by the n-grams that they repeat, with the thresholds of NeMo Curator's English configuration. See <see cref="CuratorNGramRules"/>.</summary>
/// <param name="maxTop2Gram">Greatest share of characters in the most frequent pair of words (default 0.2).</param>
/// <param name="maxTop3Gram">Greatest share of characters in the most frequent sequence of three words (default 0.18).</param>
/// <param name="maxTop4Gram">Greatest share of characters in the most frequent sequence of four words (default 0.16).</param>
/// <param name="maxDuplicate5Grams">Greatest share of characters in repeated sequences of five words (default 0.15).</param>
/// <param name="maxDuplicate6Grams">Greatest share of characters in repeated sequences of six words (default 0.14).</param>
/// <param name="maxDuplicate7Grams">Greatest share of characters in repeated sequences of seven words (default 0.13).</param>
/// <param name="maxDuplicate8Grams">Greatest share of characters in repeated sequences of eight words (default 0.12).</param>
/// <param name="maxDuplicate9Grams">Greatest share of characters in repeated sequences of nine words (default 0.11).</param>
/// <param name="maxDuplicate10Grams">Greatest share of characters in repeated sequences of ten words (default 0.1).</param>
public sealed class CuratorNGramRulesAttribute(
    [OptionRange(0, 1)] double maxTop2Gram = 0.2,
    [OptionRange(0, 1)] double maxTop3Gram = 0.18,
    [OptionRange(0, 1)] double maxTop4Gram = 0.16,
    [OptionRange(0, 1)] double maxDuplicate5Grams = 0.15,
    [OptionRange(0, 1)] double maxDuplicate6Grams = 0.14,
    [OptionRange(0, 1)] double maxDuplicate7Grams = 0.13,
    [OptionRange(0, 1)] double maxDuplicate8Grams = 0.12,
    [OptionRange(0, 1)] double maxDuplicate9Grams = 0.11,
    [OptionRange(0, 1)] double maxDuplicate10Grams = 0.1) : FilterAttribute<CuratorNGramRules>
{
    /// <summary>Greatest share of characters in the most frequent pair of words.</summary>
    public double MaxTop2Gram { get; } = maxTop2Gram;

    /// <summary>Greatest share of characters in the most frequent sequence of three words.</summary>
    public double MaxTop3Gram { get; } = maxTop3Gram;

    /// <summary>Greatest share of characters in the most frequent sequence of four words.</summary>
    public double MaxTop4Gram { get; } = maxTop4Gram;

    /// <summary>Greatest share of characters in repeated sequences of five words.</summary>
    public double MaxDuplicate5Grams { get; } = maxDuplicate5Grams;

    /// <summary>Greatest share of characters in repeated sequences of six words.</summary>
    public double MaxDuplicate6Grams { get; } = maxDuplicate6Grams;

    /// <summary>Greatest share of characters in repeated sequences of seven words.</summary>
    public double MaxDuplicate7Grams { get; } = maxDuplicate7Grams;

    /// <summary>Greatest share of characters in repeated sequences of eight words.</summary>
    public double MaxDuplicate8Grams { get; } = maxDuplicate8Grams;

    /// <summary>Greatest share of characters in repeated sequences of nine words.</summary>
    public double MaxDuplicate9Grams { get; } = maxDuplicate9Grams;

    /// <summary>Greatest share of characters in repeated sequences of ten words.</summary>
    public double MaxDuplicate10Grams { get; } = maxDuplicate10Grams;
}
