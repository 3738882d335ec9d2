namespace PipelineDsl;

/// <summary>Drops documents with words of the list of their own language. See <see cref="PipelineDsl.BadWordsByLanguage"/>.</summary>
/// <param name="words">The folder of the lists, relative to the project: files called as the field has the languages, such as <c>en</c> or <c>de.txt</c>. See <see cref="BadWordLists"/>.</param>
/// <param name="field">The field with the language (default <c>language</c>).</param>
/// <param name="defaultLanguage">The language of documents without the field, of at most 64 bytes (default <c>en</c>).</param>
/// <param name="keepUnlisted">Whether documents of a language without a list are kept (default: yes).</param>
/// <param name="keepFraction">The fraction of the documents with bad words that is kept all the same, chosen by their texts (default 0).</param>
public sealed class BadWordsByLanguageAttribute(
    string words,
    string field = "language",
    string defaultLanguage = "en",
    bool keepUnlisted = true,
    [OptionRange(0, 1)] double keepFraction = 0) : FilterAttribute<BadWordsByLanguage>
{
    /// <summary>The folder of the lists.</summary>
    public string Words { get; } = words;

    /// <summary>The field with the language.</summary>
    public string Field { get; } = field;

    /// <summary>The language of documents without the field.</summary>
    public string DefaultLanguage { get; } = defaultLanguage;

    /// <summary>Whether documents of a language without a list are kept.</summary>
    public bool KeepUnlisted { get; } = keepUnlisted;

    /// <summary>The fraction of the documents with bad words that is kept.</summary>
    public double KeepFraction { get; } = keepFraction;
}
