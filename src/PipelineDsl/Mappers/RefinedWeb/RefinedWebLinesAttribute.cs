namespace PipelineDsl;

/// <summary>Removes lines that are no prose, and drops documents that lose more than a few words by it. See <see cref="RefinedWebLines"/>.</summary>
/// <param name="maxUppercaseRatio">Greatest share of upper-case characters in a line (default 0.5).</param>
/// <param name="maxDigitRatio">Greatest share of digits in a line (default 0.999999: lines of nothing else go).</param>
/// <param name="minLineWords">Least number of words in a line that is not empty (default 2).</param>
/// <param name="maxPhraseLineWords">In lines of at most so many words, known phrases are taken out (default 10).</param>
/// <param name="maxRemovedWordRatio">Greatest share of a document's words that may be removed (default 0.05).</param>
/// <param name="profile">Whose rules: null (default) those of DCLM, or <c>olmo3-alldressed</c> (<see cref="Olmo3Lines"/>), which takes no options.</param>
[StepProfile("olmo3-alldressed", typeof(Olmo3Lines))]
public sealed class RefinedWebLinesAttribute(
    [OptionRange(0, 1)] double maxUppercaseRatio = 0.5,
    [OptionRange(0, 1)] double maxDigitRatio = 0.999999,
    [OptionRange(0, 1000)] int minLineWords = 2,
    [OptionRange(0, 1000)] int maxPhraseLineWords = 10,
    [OptionRange(0, 1)] double maxRemovedWordRatio = 0.05,
    [Profile] string? profile = null) : MapAttribute<RefinedWebLines>
{
    /// <summary>Greatest share of upper-case characters in a line.</summary>
    public double MaxUppercaseRatio { get; } = maxUppercaseRatio;

    /// <summary>Greatest share of digits in a line.</summary>
    public double MaxDigitRatio { get; } = maxDigitRatio;

    /// <summary>Least number of words in a line that is not empty.</summary>
    public int MinLineWords { get; } = minLineWords;

    /// <summary>In lines of at most so many words, known phrases are taken out.</summary>
    public int MaxPhraseLineWords { get; } = maxPhraseLineWords;

    /// <summary>Greatest share of a document's words that may be removed.</summary>
    public double MaxRemovedWordRatio { get; } = maxRemovedWordRatio;

    /// <summary>Whose rules.</summary>
    public string? Profile { get; } = profile;
}
