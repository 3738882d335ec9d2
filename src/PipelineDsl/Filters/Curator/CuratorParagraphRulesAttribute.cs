namespace PipelineDsl;

/// <summary>Drops documents by their paragraphs, with the thresholds of NeMo Curator. See <see cref="CuratorParagraphRules"/>.</summary>
/// <param name="maxBoilerplateRatio">Greatest share of paragraphs with boilerplate (default 0.4).</param>
/// <param name="minUniqueParagraphRatio">Least share of different paragraphs (default 0.7).</param>
/// <param name="minUniqueParagraphCharacterRatio">Least share of characters in different paragraphs (default 0.8).</param>
public sealed class CuratorParagraphRulesAttribute(
    [OptionRange(0, 1)] double maxBoilerplateRatio = 0.4,
    [OptionRange(0, 1)] double minUniqueParagraphRatio = 0.7,
    [OptionRange(0, 1)] double minUniqueParagraphCharacterRatio = 0.8) : FilterAttribute<CuratorParagraphRules>
{
    /// <summary>Greatest share of paragraphs with boilerplate.</summary>
    public double MaxBoilerplateRatio { get; } = maxBoilerplateRatio;

    /// <summary>Least share of different paragraphs.</summary>
    public double MinUniqueParagraphRatio { get; } = minUniqueParagraphRatio;

    /// <summary>Least share of characters in different paragraphs.</summary>
    public double MinUniqueParagraphCharacterRatio { get; } = minUniqueParagraphCharacterRatio;
}
