namespace PipelineDsl;

/// <summary>The heuristics of NeMo Curator (2026) on lines: BulletsFilter, PunctuationFilter, EllipsisFilter, RepeatedLinesFilter and RepeatedLinesByCharFilter.</summary>
/// <remarks>
/// Lines are what stands between newlines (U+000A), those of white space only left out. A document at a threshold is kept. A text without lines passes none of the rules.
/// </remarks>
[Filter]
public sealed class CuratorLineRules
{
    /// <summary>Lines that begin with one of twelve bullets (hyphens and asterisks are none) / lines ≤ <paramref name="maxBulletLineRatio"/>.</summary>
    [Rule]
    public static Check FewBullets(CuratorLines lines, double maxBulletLineRatio) => Check.AtMost(CuratorScore.Share(lines.Bullets, lines.Count), maxBulletLineRatio);

    /// <summary>Lines that do not end with one of <c>. ? ! " '</c> / lines ≤ <paramref name="maxUnendedLineRatio"/>.</summary>
    [Rule]
    public static Check LinesEndProperly(CuratorLines lines, double maxUnendedLineRatio)
        => Check.AtMost(CuratorScore.Share(lines.WithoutEndMark, lines.Count), maxUnendedLineRatio);

    /// <summary>Lines that end with an ellipsis or <c>read more</c> / lines ≤ <paramref name="maxEllipsisLineRatio"/>.</summary>
    [Rule]
    public static Check FewEllipsisLines(CuratorLines lines, double maxEllipsisLineRatio)
        => Check.AtMost(CuratorScore.Share(lines.Ellipses, lines.Count), maxEllipsisLineRatio);

    /// <summary>Different lines / lines ≥ <paramref name="minUniqueLineRatio"/>.</summary>
    [Rule]
    public static Check EnoughDifferentLines(CuratorLines lines, double minUniqueLineRatio)
        => Check.AtLeast(Ratio.Of(lines.Count - lines.Duplicates, lines.Count), minUniqueLineRatio);

    /// <summary>Characters of different lines / characters of lines ≥ <paramref name="minUniqueLineCharacterRatio"/>.</summary>
    [Rule]
    public static Check EnoughDifferentLineCharacters(CuratorLines lines, double minUniqueLineCharacterRatio)
        => Check.AtLeast(Ratio.Of(lines.Characters - lines.DuplicateCharacters, lines.Characters), minUniqueLineCharacterRatio);
}
