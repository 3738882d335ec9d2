namespace PipelineDsl;

/// <summary>Reads the rows of Parquet files.</summary>
/// <remarks>What of the format is read, and what becomes of files that are damaged, is said at <see cref="ParquetRowsReader"/>.</remarks>
public sealed class ParquetRowsAttribute : SourceAttribute<ParquetRowsReader>
{
    /// <summary>Names the files and columns.</summary>
    /// <param name="pattern">The files to read, relative to the project; <c>*</c> is any part of a name, <c>**</c> any folders.</param>
    /// <param name="text">The column that holds the text, a string. Default: <c>text</c>.</param>
    /// <param name="id">The column that holds the document's id, a string that is unique in the corpus, or null (default) if there is none.</param>
    public ParquetRowsAttribute([SourcePattern] string pattern, [TextField] string text = "text", [IdField] string? id = null)
        : base(pattern)
    {
        Text = text;
        Id = id;
    }

    /// <summary>The column that holds the text.</summary>
    public string Text { get; }

    /// <summary>The column that holds the id, or null.</summary>
    public string? Id { get; }
}
