namespace PipelineDsl;

/// <summary>Keeps source code that passes the rules of RedPajama and StarCoder. See <see cref="CodeQuality"/>.</summary>
/// <param name="maxLineLength">Greatest length of a line in code points (default 1000).</param>
/// <param name="maxMeanLineLength">Greatest mean length of a line in code points (default 100).</param>
/// <param name="minAlphanumericRatio">Least share of letters and numbers (default 0.25).</param>
/// <param name="minLettersPerToken">Least number of letters for each token (default 1.5).</param>
/// <param name="allowXml">Whether files that begin as XML are kept (default no).</param>
/// <param name="minLines">Least number of lines (default 0: no bound; NeMo Curator takes 10).</param>
/// <param name="maxLines">Greatest number of lines (default <see cref="int.MaxValue"/>: no bound; NeMo Curator takes 20,000, StarCoder2 100,000).</param>
/// <param name="minLetterRatio">Least share of letters (default 0: no bound; NeMo Curator's AlphaFilter takes 0.25).</param>
public sealed class CodeQualityAttribute(
    [OptionRange(0, int.MaxValue)] int maxLineLength = 1000,
    [OptionRange(0, double.MaxValue)] double maxMeanLineLength = 100,
    [OptionRange(0, 1)] double minAlphanumericRatio = 0.25,
    [OptionRange(0, double.MaxValue)] double minLettersPerToken = 1.5,
    bool allowXml = false,
    [OptionRange(0, int.MaxValue)] int minLines = 0,
    [OptionRange(0, int.MaxValue)] int maxLines = int.MaxValue,
    [OptionRange(0, 1)] double minLetterRatio = 0) : FilterAttribute<CodeQuality>
{
    /// <summary>Greatest length of a line in code points.</summary>
    public int MaxLineLength { get; } = maxLineLength;

    /// <summary>Greatest mean length of a line in code points.</summary>
    public double MaxMeanLineLength { get; } = maxMeanLineLength;

    /// <summary>Least share of letters and numbers.</summary>
    public double MinAlphanumericRatio { get; } = minAlphanumericRatio;

    /// <summary>Least number of letters for each token.</summary>
    public double MinLettersPerToken { get; } = minLettersPerToken;

    /// <summary>Whether files that begin as XML are kept.</summary>
    public bool AllowXml { get; } = allowXml;

    /// <summary>Least number of lines.</summary>
    public int MinLines { get; } = minLines;

    /// <summary>Greatest number of lines.</summary>
    public int MaxLines { get; } = maxLines;

    /// <summary>Least share of letters.</summary>
    public double MinLetterRatio { get; } = minLetterRatio;
}
