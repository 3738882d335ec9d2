using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PipelineDsl.Engine;

namespace PipelineDsl.Runner.Commands;

/// <summary>Comparisons as JSON, for programs.</summary>
internal static class StatsJson
{
    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a comparison.</summary>
    public static void Write(TextWriter output, ManifestComparison comparison)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, s_options))
        {
            json.WriteStartObject();
            json.WriteBoolean("same"u8, comparison.IsSame);
            WritePair(json, "pipeline", comparison.Before.Pipeline, comparison.After.Pipeline);
            json.WriteStartArray("ledger"u8);
            WriteRow(json, "read", comparison.Before.Read, comparison.After.Read);
            foreach (Difference<long?> row in comparison.Ledger)
            {
                WriteRow(json, row.Name, row.Before, row.After);
            }

            json.WriteEndArray();
            json.WriteStartArray("facts"u8);
            foreach (Difference<string> fact in comparison.Facts)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, fact.Name);
                json.WriteString("before"u8, fact.Before);
                json.WriteString("after"u8, fact.After);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteFiles(json, "inputs", comparison.Inputs, static i => (i.Bytes, i.Hash));
            WriteFiles(json, "outputs", comparison.Outputs, static o => (o.Bytes, o.Hash));
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void WriteRow(Utf8JsonWriter json, string name, long? before, long? after)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        WriteNumber(json, "before", before);
        WriteNumber(json, "after", after);
        json.WriteEndObject();
    }

    private static void WritePair(Utf8JsonWriter json, string name, string before, string after)
    {
        json.WriteStartObject(name);
        json.WriteString("before"u8, before);
        json.WriteString("after"u8, after);
        json.WriteEndObject();
    }

    private static void WriteFiles<T>(Utf8JsonWriter json, string name, IReadOnlyList<Difference<T>> files, Func<T, (long Bytes, string Hash)> facts)
        where T : class
    {
        json.WriteStartArray(name);
        foreach (Difference<T> file in files)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, file.Name);
            WriteFile(json, "before", file.Before is null ? null : facts(file.Before));
            WriteFile(json, "after", file.After is null ? null : facts(file.After));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFile(Utf8JsonWriter json, string name, (long Bytes, string Hash)? file)
    {
        if (file is not { } facts)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("bytes"u8, facts.Bytes);
        json.WriteString("xxh128"u8, facts.Hash);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
