using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>Rows whose fields the user names: paths of names with dots between them (<c>doc.question</c>), several with commas between them.</summary>
/// <remarks>The texts of several query fields are joined by a line end; each label field is a label of its own, and so is each string of an array. A row may lack some of the fields, but not all.</remarks>
internal sealed class NamedFieldsSchema(string? query, string? label) : BenchmarkSchema
{
    private readonly string[] _query = Split(query);
    private readonly string[] _label = Split(label);

    /// <inheritdoc/>
    public override string Name => "of the fields named";

    /// <inheritdoc/>
    public override string Needs => string.Join(" or ", (IEnumerable<string>)[.. _query, .. _label]);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">A field holds something else than text.</exception>
    public override BenchmarkItem? Read(in BenchmarkRow row)
    {
        List<string> queries = Texts(row, _query, out bool asked);
        List<string> labels = Texts(row, _label, out bool answered);
        return asked | answered ? row.Item(string.Join('\n', queries), labels) : null;
    }

    private static string[] Split(string? paths) => paths?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static List<string> Texts(in BenchmarkRow row, string[] paths, out bool any)
    {
        any = false;
        List<string> texts = [];
        foreach (string path in paths)
        {
            if (row.TryFind(path, out JsonElement value) && value.ValueKind != JsonValueKind.Null)
            {
                any = true;
                Add(row, path, value, texts);
            }
        }

        return texts;
    }

    private static void Add(in BenchmarkRow row, string path, JsonElement value, List<string> texts)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                texts.Add(row.Text(value));
                break;
            case JsonValueKind.Number:
                texts.Add(value.GetRawText());
                break;
            case JsonValueKind.Array:
                foreach (JsonElement element in value.EnumerateArray())
                {
                    Add(row, path, element, texts);
                }

                break;
            default:
                throw row.Wrong($"the field {path} is {value.ValueKind}, not text; name a field inside it, such as {path}.text");
        }
    }
}
