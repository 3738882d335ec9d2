namespace PipelineDsl;

/// <summary>Keeps documents that pass the character and line filters of Data-Juicer. See <see cref="DataJuicerText"/>.</summary>
/// <param name="minAlphanumericRatio">Least share of letters and numbers (default 0.25).</param>
/// <param name="maxAlphanumericRatio">Greatest share of letters and numbers (default 1: no bound).</param>
/// <param name="minMeanLineLength">Least mean length of a line (default 10).</param>
/// <param name="maxMeanLineLength">Greatest mean length of a line (default no bound).</param>
/// <param name="minLongestLine">Least length of the longest line (default 10).</param>
/// <param name="maxLongestLine">Greatest length of the longest line (default <see cref="int.MaxValue"/>: no bound).</param>
/// <param name="minLength">Least length of the text (default 10).</param>
/// <param name="maxLength">Greatest length of the text (default <see cref="int.MaxValue"/>: no bound).</param>
/// <param name="maxCharacterRepetition">Greatest share of frequent runs of ten characters (default 0.5).</param>
/// <param name="minSpecialCharacterRatio">Least share of special characters: ASCII punctuation, digits, white space, emoji and some others (default 0: no bound).</param>
/// <param name="maxSpecialCharacterRatio">Greatest share of special characters (default 0.25).</param>
public sealed class DataJuicerTextAttribute(
    [OptionRange(0, 1)] double minAlphanumericRatio = 0.25,
    [OptionRange(0, 1)] double maxAlphanumericRatio = 1,
    [OptionRange(0, double.MaxValue)] double minMeanLineLength = 10,
    double maxMeanLineLength = double.PositiveInfinity,
    [OptionRange(0, int.MaxValue)] int minLongestLine = 10,
    [OptionRange(0, int.MaxValue)] int maxLongestLine = int.MaxValue,
    [OptionRange(0, int.MaxValue)] int minLength = 10,
    [OptionRange(0, int.MaxValue)] int maxLength = int.MaxValue,
    [OptionRange(0, 1)] double maxCharacterRepetition = 0.5,
    [OptionRange(0, 1), NotAbove("maxSpecialCharacterRatio")] double minSpecialCharacterRatio = 0,
    [OptionRange(0, 1)] double maxSpecialCharacterRatio = 0.25) : FilterAttribute<DataJuicerText>
{
    /// <summary>Least share of letters and numbers.</summary>
    public double MinAlphanumericRatio { get; } = minAlphanumericRatio;

    /// <summary>Greatest share of letters and numbers.</summary>
    public double MaxAlphanumericRatio { get; } = maxAlphanumericRatio;

    /// <summary>Least mean length of a line.</summary>
    public double MinMeanLineLength { get; } = minMeanLineLength;

    /// <summary>Greatest mean length of a line.</summary>
    public double MaxMeanLineLength { get; } = maxMeanLineLength;

    /// <summary>Least length of the longest line.</summary>
    public int MinLongestLine { get; } = minLongestLine;

    /// <summary>Greatest length of the longest line.</summary>
    public int MaxLongestLine { get; } = maxLongestLine;

    /// <summary>Least length of the text.</summary>
    public int MinLength { get; } = minLength;

    /// <summary>Greatest length of the text.</summary>
    public int MaxLength { get; } = maxLength;

    /// <summary>Greatest share of frequent runs of ten characters.</summary>
    public double MaxCharacterRepetition { get; } = maxCharacterRepetition;

    /// <summary>Least share of special characters.</summary>
    public double MinSpecialCharacterRatio { get; } = minSpecialCharacterRatio;

    /// <summary>Greatest share of special characters.</summary>
    public double MaxSpecialCharacterRatio { get; } = maxSpecialCharacterRatio;
}
