namespace PipelineDsl;

/// <summary>Keeps source files by thresholds for each language and extension. See <see cref="CodeByExtension"/>.</summary>
/// <param name="thresholds">The CSV file of thresholds, relative to the project. See <see cref="CodeThresholds"/>.</param>
/// <param name="languageField">The field with the language (default <c>language</c>).</param>
/// <param name="extensionField">The field with the extension, without a full stop (default <c>ext</c>); a file without one has the empty one.</param>
public sealed class CodeByExtensionAttribute(string thresholds, string languageField = "language", string extensionField = "ext") : FilterAttribute<CodeByExtension>
{
    /// <summary>The CSV file of thresholds.</summary>
    public string Thresholds { get; } = thresholds;

    /// <summary>The field with the language.</summary>
    public string LanguageField { get; } = languageField;

    /// <summary>The field with the extension.</summary>
    public string ExtensionField { get; } = extensionField;
}
