namespace PipelineDsl;

/// <summary>Drops documents by shares of characters, with the thresholds of NeMo Curator. See <see cref="CuratorCharacterRules"/>.</summary>
/// <param name="maxSymbolRatio">Greatest share of characters that are no ASCII letters, digits, newlines or one of <c>? ! , .</c> (default 0.25).</param>
/// <param name="maxDigitRatio">Greatest share of decimal digits (default 0.15).</param>
/// <param name="maxSpaceRatio">Greatest share of white space (default 0.25).</param>
/// <param name="maxBracketRatio">Greatest share of brackets (default 0.1).</param>
public sealed class CuratorCharacterRulesAttribute(
    [OptionRange(0, 1)] double maxSymbolRatio = 0.25,
    [OptionRange(0, 1)] double maxDigitRatio = 0.15,
    [OptionRange(0, 1)] double maxSpaceRatio = 0.25,
    [OptionRange(0, 1)] double maxBracketRatio = 0.1) : FilterAttribute<CuratorCharacterRules>
{
    /// <summary>Greatest share of characters that are no ASCII letters, digits, newlines or one of <c>? ! , .</c>.</summary>
    public double MaxSymbolRatio { get; } = maxSymbolRatio;

    /// <summary>Greatest share of decimal digits.</summary>
    public double MaxDigitRatio { get; } = maxDigitRatio;

    /// <summary>Greatest share of white space.</summary>
    public double MaxSpaceRatio { get; } = maxSpaceRatio;

    /// <summary>Greatest share of brackets.</summary>
    public double MaxBracketRatio { get; } = maxBracketRatio;
}
