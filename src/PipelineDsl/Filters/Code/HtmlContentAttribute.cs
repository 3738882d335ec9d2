namespace PipelineDsl;

/// <summary>Keeps HTML files with enough text in them, and all files of other languages. See <see cref="HtmlContent"/>.</summary>
/// <param name="minTextRatio">Share of text that must be exceeded (default 0.2).</param>
/// <param name="minText">Characters of text that must be exceeded (default 100).</param>
/// <param name="languageField">The field with the file's language, which is <c>HTML</c> in any case for those that are judged (default <c>language</c>); null if all files are HTML.</param>
public sealed class HtmlContentAttribute(
    [OptionRange(0, 1)] double minTextRatio = 0.2,
    [OptionRange(0, int.MaxValue)] int minText = 100,
    string? languageField = "language") : FilterAttribute<HtmlContent>
{
    /// <summary>Share of text that must be exceeded.</summary>
    public double MinTextRatio { get; } = minTextRatio;

    /// <summary>Characters of text that must be exceeded.</summary>
    public int MinText { get; } = minText;

    /// <summary>The field with the file's language.</summary>
    public string? LanguageField { get; } = languageField;
}
