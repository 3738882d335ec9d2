using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PipelineDsl.Engine;

/// <summary>The manifest of an output folder: what went in, what became of it, what came out. Holds no path, time or machine.</summary>
internal static class Manifest
{
    /// <summary>The manifest's file name.</summary>
    public const string FileName = "manifest.json";

    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the manifest.</summary>
    public static byte[] Build(RunState run, IReadOnlyList<ShardResult> first, RunLedger ledger, IReadOnlyList<OutputFile> files, IReadOnlyList<SplitResult> splits)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, s_options))
        {
            json.WriteStartObject();
            json.WriteNumber("format"u8, 1);
            json.WriteString("pipeline"u8, run.Pipeline.Name);
            json.WriteStartArray("inputs"u8);
            foreach (IGrouping<(int Source, string Path), Shard> file in run.Shards.GroupBy(static s => (s.Source, s.Path)))
            {
                Shard shard = file.First();
                json.WriteStartObject();
                json.WriteString("source"u8, run.Pipeline.Sources[shard.Source].Step);
                json.WriteString("file"u8, shard.Name);
                json.WriteNumber("bytes"u8, shard.FileBytes);
                json.WriteString(file.Skip(1).Any() ? "slicesXxh128"u8 : first[shard.Index].InputIsRanged ? "rangesXxh128"u8 : "xxh128"u8, Hex(first[shard.Index].InputHash ?? shard.FileHash));
                json.WriteNumber("records"u8, file.Sum(s => first[s.Index].Ledger.Read));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("ledger"u8);
            json.WriteNumber("read"u8, ledger.Read);
            json.WriteNumber("kept"u8, ledger.Kept);
            if (ledger.Repeated > 0)
            {
                json.WriteNumber("repeated"u8, ledger.Repeated);
            }

            json.WriteNumber("rejected"u8, ledger.Rejected);
            json.WriteStartArray("dropped"u8);
            foreach ((RuleInfo rule, long count) in ledger.Dropped)
            {
                json.WriteStartObject();
                json.WriteString("step"u8, rule.Step);
                json.WriteString("rule"u8, rule.Name);
                json.WriteNumber("documents"u8, count);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            if (run.Pipeline.Cuts.Count > 0)
            {
                WriteCuts(json, run);
            }

            if (run.Pipeline.TakesNotes)
            {
                WriteNotes(json, ledger.Notes);
            }

            if (run.Tokens is { } packing)
            {
                json.WriteStartObject("tokenizer"u8);
                json.WriteString("name"u8, packing.Tokenizer);
                json.WriteNumber("vocabularySize"u8, packing.VocabularySize);
                json.WriteString("vocabularyXxh128"u8, packing.VocabularyHash);
                json.WriteNumber("beginOfText"u8, packing.BeginOfText);
                json.WriteNumber("endOfText"u8, packing.EndOfText);
                json.WriteNumber("contextLength"u8, packing.ContextLength);
                json.WriteEndObject();
            }

            if (run.Sequences is { } sequences)
            {
                WriteSequences(json, sequences, splits);
            }

            json.WriteStartArray("outputs"u8);
            foreach (OutputFile file in files)
            {
                json.WriteStartObject();
                json.WriteString("file"u8, file.Name);
                json.WriteNumber("bytes"u8, file.Bytes);
                json.WriteString("xxh128"u8, Hex(file.Hash));
                foreach ((string name, string value) in file.Facts)
                {
                    WriteFact(json, name, value);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>The files that an earlier run's manifest lists; none if there is no manifest or it cannot be read.</summary>
    public static string[] ReadFiles(string path)
    {
        try
        {
            return FilesIn(File.ReadAllBytes(path));
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>The files that a manifest lists; none if it is not one.</summary>
    public static string[] FilesIn(byte[] content)
    {
        try
        {
            using JsonDocument manifest = JsonDocument.Parse(content);
            return [.. manifest.RootElement.GetProperty("outputs").EnumerateArray().Select(static f => f.GetProperty("file").GetString()!)];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [];
        }
    }

    private static void WriteCuts(Utf8JsonWriter json, RunState run)
    {
        json.WriteStartArray("deduplications"u8);
        for (int cut = 0; cut < run.Pipeline.Cuts.Count; cut++)
        {
            json.WriteStartObject();
            json.WriteString("step"u8, run.Pipeline.Cuts[cut].Rule.Step);
            foreach ((string name, string value) in run.ResultOf(cut).Facts)
            {
                WriteFact(json, name, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNotes(Utf8JsonWriter json, NoteFigures notes)
    {
        json.WriteStartArray("notes"u8);
        foreach (IGrouping<string, (string Step, string Name, long Value)> step in notes.Steps)
        {
            json.WriteStartObject();
            json.WriteString("step"u8, step.Key);
            foreach ((_, string name, long value) in step)
            {
                json.WriteNumber(name, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSequences(Utf8JsonWriter json, SequenceOptions options, IReadOnlyList<SplitResult> splits)
    {
        json.WriteStartObject("sequences"u8);
        json.WriteNumber("contextLength"u8, options.ContextLength);
        json.WriteString("packing"u8, options.ContextLength == 0 ? "none" : options.Packing.ToString());
        json.WriteString("shuffle"u8, options.Shuffle.ToString());
        json.WriteNumber("seed"u8, options.Seed);
        json.WriteNumber("validation"u8, options.Validation);
        json.WriteNumber("window"u8, options.Window);
        json.WriteStartArray("splits"u8);
        foreach (SplitResult split in splits)
        {
            json.WriteStartObject();
            json.WriteString("split"u8, split.Name);
            foreach ((string name, long count) in split.Counts)
            {
                json.WriteNumber(name, count);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFact(Utf8JsonWriter json, string name, string value)
    {
        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteString(name, value);
        }
    }

    private static string Hex(Hash128 hash) => hash.ToString();
}
