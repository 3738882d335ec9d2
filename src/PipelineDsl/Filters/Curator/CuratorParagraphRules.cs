namespace PipelineDsl;

/// <summary>The heuristics of NeMo Curator (2026) on paragraphs: BoilerPlateStringFilter, RepeatedParagraphsFilter and RepeatedParagraphsByCharFilter.</summary>
/// <remarks>
/// Paragraphs are the pieces between pairs of newlines, empty ones included. A document at a threshold is kept.
/// </remarks>
[Filter]
public sealed class CuratorParagraphRules
{
    /// <summary>Paragraphs with a phrase about cookies, privacy or terms of use / paragraphs ≤ <paramref name="maxBoilerplateRatio"/>; 1 if <c>lorem ipsum</c> occurs.</summary>
    [Rule]
    public static Check LittleBoilerplate(CuratorParagraphs paragraphs, double maxBoilerplateRatio)
        => Check.AtMost(paragraphs.HasLoremIpsum ? 1 : Ratio.Of(paragraphs.Boilerplate, paragraphs.Count), maxBoilerplateRatio);

    /// <summary>Different paragraphs / paragraphs ≥ <paramref name="minUniqueParagraphRatio"/>; a text of white space only has 0.</summary>
    [Rule]
    public static Check EnoughDifferentParagraphs(CuratorParagraphs paragraphs, CuratorLines lines, double minUniqueParagraphRatio)
        => Check.AtLeast(lines.Count == 0 ? 0 : Ratio.Of(paragraphs.Count - paragraphs.Duplicates, paragraphs.Count), minUniqueParagraphRatio);

    /// <summary>Characters of different paragraphs / characters of paragraphs ≥ <paramref name="minUniqueParagraphCharacterRatio"/>.</summary>
    [Rule]
    public static Check EnoughDifferentParagraphCharacters(CuratorParagraphs paragraphs, double minUniqueParagraphCharacterRatio)
        => Check.AtLeast(Ratio.Of(paragraphs.Characters - paragraphs.DuplicateCharacters, paragraphs.Characters), minUniqueParagraphCharacterRatio);
}
