namespace PipelineDsl;

/// <summary>Drops documents by their lines, with the thresholds of NeMo Curator. See <see cref="CuratorLineRules"/>.</summary>
/// <param name="maxBulletLineRatio">Greatest share of lines that begin with a bullet (default 0.9).</param>
/// <param name="maxUnendedLineRatio">Greatest share of lines that end without an end mark (default 0.85).</param>
/// <param name="maxEllipsisLineRatio">Greatest share of lines that end with an ellipsis (default 0.3).</param>
/// <param name="minUniqueLineRatio">Least share of different lines (default 0.7).</param>
/// <param name="minUniqueLineCharacterRatio">Least share of characters in different lines (default 0.8).</param>
public sealed class CuratorLineRulesAttribute(
    [OptionRange(0, 1)] double maxBulletLineRatio = 0.9,
    [OptionRange(0, 1)] double maxUnendedLineRatio = 0.85,
    [OptionRange(0, 1)] double maxEllipsisLineRatio = 0.3,
    [OptionRange(0, 1)] double minUniqueLineRatio = 0.7,
    [OptionRange(0, 1)] double minUniqueLineCharacterRatio = 0.8) : FilterAttribute<CuratorLineRules>
{
    /// <summary>Greatest share of lines that begin with a bullet.</summary>
    public double MaxBulletLineRatio { get; } = maxBulletLineRatio;

    /// <summary>Greatest share of lines that end without an end mark.</summary>
    public double MaxUnendedLineRatio { get; } = maxUnendedLineRatio;

    /// <summary>Greatest share of lines that end with an ellipsis.</summary>
    public double MaxEllipsisLineRatio { get; } = maxEllipsisLineRatio;

    /// <summary>Least share of different lines.</summary>
    public double MinUniqueLineRatio { get; } = minUniqueLineRatio;

    /// <summary>Least share of characters in different lines.</summary>
    public double MinUniqueLineCharacterRatio { get; } = minUniqueLineCharacterRatio;
}
