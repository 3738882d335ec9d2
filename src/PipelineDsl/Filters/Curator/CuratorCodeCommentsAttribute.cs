namespace PipelineDsl;

/// <summary>Keeps source files with some comments, but not too many, with the thresholds of NeMo Curator, and all files of languages that it does not know. See <see cref="CuratorCodeComments"/>.</summary>
/// <param name="minRatio">Least share of characters (default 0.01).</param>
/// <param name="maxRatio">Greatest share of characters (default 0.85).</param>
/// <param name="languageField">The field with the file's language, in any case (default <c>language</c>).</param>
/// <param name="language">
/// The language of all files, in place of the field: <c>c</c>, <c>c++</c> (or <c>cpp</c>), <c>c#</c> (or <c>c-sharp</c>), <c>objective-c</c>, <c>go</c>, <c>html</c>, <c>java</c>, <c>javascript</c>, <c>ruby</c>, <c>shell</c> or <c>xml</c>, or one of the MIME
/// types that comment_parser knows, such as <c>text/x-c</c> (default: the field's).
/// </param>
public sealed class CuratorCodeCommentsAttribute(
    [OptionRange(0, 1), NotAbove("maxRatio")] double minRatio = 0.01,
    [OptionRange(0, 1)] double maxRatio = 0.85,
    string? languageField = "language",
    string? language = null) : FilterAttribute<CuratorCodeComments>
{
    /// <summary>Least share of characters.</summary>
    public double MinRatio { get; } = minRatio;

    /// <summary>Greatest share of characters.</summary>
    public double MaxRatio { get; } = maxRatio;

    /// <summary>The field with the file's language.</summary>
    public string? LanguageField { get; } = languageField;

    /// <summary>The language of all files.</summary>
    public string? Language { get; } = language;
}
