namespace PipelineDsl;

/// <summary>Reads JSON lines (one object a line, UTF-8), plain, <c>.gz</c> or <c>.zst</c>.</summary>
/// <remarks>What counts as JSON, and what becomes of a line that is none, is said at <see cref="JsonLinesReader"/>.</remarks>
public sealed class JsonLinesAttribute : SourceAttribute<JsonLinesReader>
{
    /// <summary>Names the files and fields.</summary>
    /// <param name="pattern">The files to read, relative to the project; <c>*</c> is any part of a name, <c>**</c> any folders.</param>
    /// <param name="text">The field that holds the text, a string. Default: <c>text</c>.</param>
    /// <param name="id">The field that holds the document's id, a string that is unique in the corpus, or null (default) if there is none.</param>
    public JsonLinesAttribute([SourcePattern] string pattern, [TextField] string text = "text", [IdField] string? id = null)
        : base(pattern)
    {
        Text = text;
        Id = id;
    }

    /// <summary>The field that holds the text.</summary>
    public string Text { get; }

    /// <summary>The field that holds the id, or null.</summary>
    public string? Id { get; }
}
