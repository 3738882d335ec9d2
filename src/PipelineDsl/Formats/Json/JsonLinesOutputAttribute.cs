namespace PipelineDsl;

/// <summary>Writes the kept documents as JSON lines, plain, <c>.gz</c> or <c>.zst</c>; see <see cref="JsonLinesFile"/>.</summary>
public sealed class JsonLinesOutputAttribute : OutputAttribute<JsonLinesFile>
{
    /// <summary>Writes a file of JSON lines.</summary>
    /// <param name="file">The file's name, relative to the output folder; its ending says how it is compressed (default: <c>documents.jsonl</c>).</param>
    /// <param name="fields">Fields to write beside id and text, separated by commas; a record that lacks one is written without it. Default: none.</param>
    public JsonLinesOutputAttribute(string file = "documents.jsonl", [CarriedFields] string? fields = null)
    {
        File = file;
        Fields = fields;
    }

    /// <summary>The file's name, relative to the output folder.</summary>
    public string File { get; }

    /// <summary>The further fields, or null.</summary>
    public string? Fields { get; }
}
