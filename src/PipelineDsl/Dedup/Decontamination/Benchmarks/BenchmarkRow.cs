using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>A row of a benchmark file: an object of JSON, or the cells of a row of CSV without header as an array of strings.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Value">The row.</param>
internal readonly record struct BenchmarkRow(string File, int Line, JsonElement Value)
{
    private static readonly string[] s_names = ["benchmark", "task"];
    private static readonly string[] s_ids = ["id", "task_id", "question_id", "ind"];

    /// <summary>The benchmark's name.</summary>
    public string Benchmark => First(s_names) ?? NameOf(File);

    /// <summary>The item's id.</summary>
    public string Id => First(s_ids) ?? string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}");

    /// <summary>The names of the fields, for messages.</summary>
    public string Fields => Value.ValueKind == JsonValueKind.Object
        ? string.Join(", ", Value.EnumerateObject().Select(static p => p.Name))
        : string.Create(CultureInfo.InvariantCulture, $"{Value.GetArrayLength()} cells without names");

    /// <summary>A field of an object, by a path of names with dots between them; a name that has dots itself is found too.</summary>
    public bool TryFind(string path, out JsonElement value) => TryFind(Value, path, out value);

    /// <summary>A field that is a string.</summary>
    public bool TryString(string path, out string value)
    {
        bool found = TryFind(path, out JsonElement element) && element.ValueKind == JsonValueKind.String;
        value = found ? Text(element) : "";
        return found;
    }

    /// <summary>A field that is an array of strings.</summary>
    public bool TryStrings(string path, out IReadOnlyList<string> values)
    {
        bool found = TryFind(path, out JsonElement element) && element.ValueKind == JsonValueKind.Array && element.EnumerateArray().All(static e => e.ValueKind == JsonValueKind.String);
        values = [];
        if (found)
        {
            List<string> texts = [];
            foreach (JsonElement text in element.EnumerateArray())
            {
                texts.Add(Text(text));
            }

            values = texts;
        }

        return found;
    }

    /// <summary>The string that an element holds.</summary>
    /// <exception cref="InvalidDataException">It holds an unpaired surrogate.</exception>
    public string Text(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong("a string holds an unpaired surrogate; write the character itself, or remove the row");
        }
    }

    /// <summary>What is wrong with the row, and what to do about it.</summary>
    public InvalidDataException Wrong(string what) => Wrong(File, Line, what);

    /// <summary>The same for a row that could not be read.</summary>
    public static InvalidDataException Wrong(string file, int line, string what) => new(string.Create(CultureInfo.InvariantCulture, $"{file}, line {line}: {what}"));

    /// <summary>The item of this row.</summary>
    public BenchmarkItem Item(string query, params IReadOnlyList<string> labels) => new(Benchmark, Id, File, Line, query, labels);

    private static bool TryFind(JsonElement element, string path, out JsonElement value)
    {
        value = default;
        if (element.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        if (element.TryGetProperty(path, out value))
        {
            return true;
        }

        for (int dot = path.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = path.IndexOf('.', dot + 1))
        {
            if (element.TryGetProperty(path[..dot], out JsonElement inner) && TryFind(inner, path[(dot + 1)..], out value))
            {
                return true;
            }
        }

        return false;
    }

    private string? First(string[] names)
    {
        foreach (string name in names)
        {
            if (TryFind(name, out JsonElement value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            {
                return value.ValueKind == JsonValueKind.String ? Text(value) : value.GetRawText();
            }
        }

        return null;
    }

    private static string NameOf(string file)
    {
        string name = Path.GetFileName(file);
        int dot = name.IndexOf('.', 1);
        return dot < 0 ? name : name[..dot];
    }
}
