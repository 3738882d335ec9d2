using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>The fields in which a benchmark's rows hold what is asked and what answers it.</summary>
internal abstract class BenchmarkSchema
{
    private static readonly BenchmarkSchema[] s_known = [new HumanEvalSchema(), new HellaSwagSchema(), new ArcSchema(), new MmluSchema(), new Gsm8kSchema(), new QueryLabelSchema()];

    /// <summary>The name by which the option <c>schema</c> asks for it.</summary>
    public abstract string Name { get; }

    /// <summary>What a row must have, for messages.</summary>
    public abstract string Needs { get; }

    /// <summary>The names of all schemas, for messages.</summary>
    public static string Names => string.Join(", ", s_known.Select(static s => s.Name));

    /// <summary>The item of a row, or null if the row has not this schema's fields.</summary>
    public abstract BenchmarkItem? Read(in BenchmarkRow row);

    /// <summary>The schema of a name.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static BenchmarkSchema Named(string name)
        => Array.Find(s_known, s => s.Name == name) ?? throw new InvalidDataException($"no benchmark schema is called '{name}'; schemas are {Names}, or leave it out and name the fields by query and label");

    /// <summary>The item of a row by the first schema that it has the fields of.</summary>
    /// <exception cref="InvalidDataException">It has those of none.</exception>
    public static BenchmarkItem ReadAny(in BenchmarkRow row)
    {
        foreach (BenchmarkSchema schema in s_known)
        {
            if (schema.Read(row) is { } item)
            {
                return item;
            }
        }

        throw row.Wrong($"no known benchmark has such rows ({row.Fields}); name the fields of what is asked and what answers it by query and label, such as query: \"{FieldToName(row)}\"");
    }

    /// <summary>The item of a row by this schema.</summary>
    /// <exception cref="InvalidDataException">The row has other fields.</exception>
    public BenchmarkItem ReadOrThrow(in BenchmarkRow row) => Read(row) ?? throw row.Wrong($"the schema {Name} needs {Needs}, but the row has {row.Fields}; correct the row, or choose another schema ({Names})");

    /// <summary>
    /// The right one of several choices: a number names it by its place from 0; a text by one of <paramref name="names"/>, or as it stands, or by its letter, or by its place. An answer that names none is a text of its own; without
    /// an answer all choices count.
    /// </summary>
    protected static IReadOnlyList<string> RightChoice(in BenchmarkRow row, string answerField, IReadOnlyList<string> choices, IReadOnlyList<string>? names = null)
    {
        if (!row.TryFind(answerField, out JsonElement answer) || answer.ValueKind is not (JsonValueKind.Number or JsonValueKind.String))
        {
            return choices;
        }

        if (answer.ValueKind == JsonValueKind.Number)
        {
            return answer.TryGetInt32(out int place) && (uint)place < (uint)choices.Count ? [choices[place]] : [answer.GetRawText()];
        }

        string text = row.Text(answer);
        return text.Length == 0 ? choices : [PlaceOf(text, choices, names) is >= 0 and int index ? choices[index] : text];
    }

    private static int PlaceOf(string answer, IReadOnlyList<string> choices, IReadOnlyList<string>? names)
    {
        for (int i = 0; names is not null && i < names.Count; i++)
        {
            if (names[i] == answer)
            {
                return i;
            }
        }

        for (int i = 0; i < choices.Count; i++)
        {
            if (choices[i] == answer)
            {
                return i;
            }
        }

        int place = answer is [>= 'A' and <= 'Z'] ? answer[0] - 'A' : int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;
        return place < choices.Count ? place : -1;
    }

    private static string FieldToName(in BenchmarkRow row)
        => row.Value.ValueKind == JsonValueKind.Object ? row.Value.EnumerateObject().Where(static p => p.Value.ValueKind == JsonValueKind.String).Select(static p => p.Name).FirstOrDefault("question") : "question";
}
