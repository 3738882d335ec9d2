namespace PipelineDsl;

/// <summary>Keeps documents whose RedPajama-v2 signals of lines are within bounds. See <see cref="RedPajamaLineRules"/>; shares of lines with end marks and bullets are among the options of <see cref="RedPajamaSignalsAttribute"/>.</summary>
/// <remarks>RedPajama-v2 publishes signals, no thresholds: by default nothing is bounded.</remarks>
/// <param name="maxJavaScriptWords">Greatest number of words <c>javascript</c> (default: no bound).</param>
/// <param name="minMeanWords">Least mean number of words in a line (default: no bound).</param>
/// <param name="maxMeanUpperRatio">Greatest mean share of upper-case characters in a line (default: no bound).</param>
/// <param name="maxMeanNumericRatio">Greatest mean share of numeric characters in a line (default: no bound).</param>
public sealed class RedPajamaLineRulesAttribute(
    [OptionRange(0, int.MaxValue)] int maxJavaScriptWords = int.MaxValue,
    [OptionRange(0, double.MaxValue)] double minMeanWords = 0,
    [OptionRange(0, 1)] double maxMeanUpperRatio = 1,
    [OptionRange(0, 1)] double maxMeanNumericRatio = 1) : FilterAttribute<RedPajamaLineRules>
{
    /// <summary>Greatest number of words <c>javascript</c>.</summary>
    public int MaxJavaScriptWords { get; } = maxJavaScriptWords;

    /// <summary>Least mean number of words in a line.</summary>
    public double MinMeanWords { get; } = minMeanWords;

    /// <summary>Greatest mean share of upper-case characters in a line.</summary>
    public double MaxMeanUpperRatio { get; } = maxMeanUpperRatio;

    /// <summary>Greatest mean share of numeric characters in a line.</summary>
    public double MaxMeanNumericRatio { get; } = maxMeanNumericRatio;
}
