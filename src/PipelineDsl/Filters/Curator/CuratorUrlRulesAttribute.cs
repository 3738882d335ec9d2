namespace PipelineDsl;

/// <summary>Drops documents by the web addresses in their text, with the thresholds of NeMo Curator. See <see cref="CuratorUrlRules"/>.</summary>
/// <param name="maxUrlRatio">Greatest share of characters in web addresses (default 0.2).</param>
public sealed class CuratorUrlRulesAttribute(
    [OptionRange(0, 1)] double maxUrlRatio = 0.2) : FilterAttribute<CuratorUrlRules>
{
    /// <summary>Greatest share of characters in web addresses.</summary>
    public double MaxUrlRatio { get; } = maxUrlRatio;
}
