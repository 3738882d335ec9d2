namespace PipelineDsl;

/// <summary>Keeps source files in Python, Java and JavaScript with some comments, but not too many, and all files of other languages. See <see cref="CodeComments"/>.</summary>
/// <param name="minRatio">Share of characters that must be exceeded (default 0.01).</param>
/// <param name="maxRatio">Share of characters that must not be reached (default 0.8; NeMo Curator takes 0.85).</param>
/// <param name="languageField">The field with the file's language, in any case (default <c>language</c>).</param>
/// <param name="language">The language of all files, in place of the field: <c>python</c>, <c>java</c> or <c>javascript</c> (default: the field's).</param>
public sealed class CodeCommentsAttribute(
    [OptionRange(0, 1), NotAbove("maxRatio")] double minRatio = 0.01,
    [OptionRange(0, 2)] double maxRatio = 0.8,
    string? languageField = "language",
    string? language = null) : FilterAttribute<CodeComments>
{
    /// <summary>Share of characters that must be exceeded.</summary>
    public double MinRatio { get; } = minRatio;

    /// <summary>Share of characters that must not be reached.</summary>
    public double MaxRatio { get; } = maxRatio;

    /// <summary>The field with the file's language.</summary>
    public string? LanguageField { get; } = languageField;

    /// <summary>The language of all files.</summary>
    public string? Language { get; } = language;
}
