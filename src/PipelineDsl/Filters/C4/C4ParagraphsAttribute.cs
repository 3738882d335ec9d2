namespace PipelineDsl;

/// <summary>Keeps documents with enough long lines, as mC4 does. See <see cref="C4Paragraphs"/>.</summary>
/// <param name="minParagraphs">Least number of long lines (default 3).</param>
/// <param name="minCharacters">Least length of a long line in code points (default 200).</param>
public sealed class C4ParagraphsAttribute(
    [OptionRange(0, int.MaxValue)] int minParagraphs = 3,
    [OptionRange(0, int.MaxValue)] int minCharacters = 200) : FilterAttribute<C4Paragraphs>
{
    /// <summary>Least number of long lines.</summary>
    public int MinParagraphs { get; } = minParagraphs;

    /// <summary>Least length of a long line in code points.</summary>
    public int MinCharacters { get; } = minCharacters;
}
