using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PipelineDsl.Engine;

/// <summary>What a run on several machines must agree on: the corpus in shards, the options, the code, and the stages. Made once, never changed.</summary>
internal sealed record RunPlan
{
    /// <summary>The version of the form.</summary>
    public const int Format = 1;

    private static readonly JsonWriterOptions s_json = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The assembly that holds the pipeline, absolute; null if whoever runs the plan knows it.</summary>
    public string? Assembly { get; init; }

    /// <summary>The pipeline's full name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>How it is run; the store is set.</summary>
    public required RunOptions Options { get; init; }

    /// <summary>The corpus.</summary>
    public required IReadOnlyList<Shard> Shards { get; init; }

    /// <summary>The parts of the keys of all stages that are code.</summary>
    public required Hash128 Code { get; init; }

    /// <summary>The stages in the order of execution, with about how many bytes each task reads (0 where that is not known yet).</summary>
    public required IReadOnlyList<StagePlan> Stages { get; init; }

    /// <summary>The hash of what decides the outcome: pipeline, options, corpus and code; not of places.</summary>
    public Hash128 Hash
    {
        get
        {
            List<KeyPart> parts = new(Shards.Count + 2)
            {
                KeyText.Of("plan", Format, Pipeline, Options.MaxRejects, Options.MaxDocumentBytes, Options.SamplesPerRule),
                new KeyPart("code", Code),
            };
            foreach (Shard s in Shards)
            {
                parts.Add(KeyText.Of("shard", s.Source, s.Name, s.Offset, s.Length, s.FirstLine, s.FirstRecord, s.Hash));
            }

            return ActionKey.Combine(parts);
        }
    }

    /// <summary>The stage of a name.</summary>
    /// <exception cref="RunException">There is none.</exception>
    public StagePlan Stage(string name) => Stages.FirstOrDefault(s => s.Name == name)
        ?? throw new RunException("PDSL2041", $"the plan has no stage '{name}'; it has {string.Join(", ", Stages.Select(static s => s.Name))}");

    /// <summary>Writes the plan.</summary>
    public void Save(string path)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, s_json))
        {
            Write(json);
        }

        stream.WriteByte((byte)'\n');
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string written = $"{full}.{Guid.NewGuid():N}";
        File.WriteAllBytes(written, stream.ToArray());
        File.Move(written, full, overwrite: true);
    }

    /// <summary>Reads a plan.</summary>
    /// <exception cref="RunException">It is no plan.</exception>
    public static RunPlan Load(string path)
    {
        try
        {
            return PlanReader.Read(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or FormatException)
        {
            throw new RunException("PDSL2041", $"cannot read the plan: {exception.Message}; make it with 'pipelinedsl plan'", Path.GetFullPath(path));
        }
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("format"u8, Format);
        json.WriteString("planHash"u8, Hex(Hash));
        json.WriteString("pipeline"u8, Pipeline);
        json.WriteString("code"u8, Hex(Code));
        if (Assembly is not null)
        {
            json.WriteString("assembly"u8, Assembly);
        }

        json.WriteString("store"u8, Options.StoreDirectory);
        json.WriteString("output"u8, Options.OutputDirectory);
        if (Options.WorkDirectory is not null)
        {
            json.WriteString("work"u8, Options.WorkDirectory);
        }

        json.WriteString("projectDirectory"u8, Options.ProjectDirectory);
        json.WriteNumber("maxRejects"u8, Options.MaxRejects);
        json.WriteNumber("maxDocumentBytes"u8, Options.MaxDocumentBytes);
        json.WriteNumber("samplesPerRule"u8, Options.SamplesPerRule);
        json.WriteStartArray("stages"u8);
        foreach (StagePlan stage in Stages)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, stage.Name);
            json.WriteNumber("tasks"u8, stage.Tasks);
            json.WriteStartArray("bytes"u8);
            foreach (long bytes in stage.Bytes)
            {
                json.WriteNumberValue(bytes);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("shards"u8);
        foreach (Shard shard in Shards)
        {
            json.WriteStartObject();
            json.WriteNumber("source"u8, shard.Source);
            json.WriteString("path"u8, shard.Path);
            json.WriteString("name"u8, shard.Name);
            json.WriteNumber("offset"u8, shard.Offset);
            json.WriteNumber("length"u8, shard.Length);
            json.WriteNumber("firstLine"u8, shard.FirstLine);
            json.WriteNumber("firstRecord"u8, shard.FirstRecord);
            json.WriteNumber("records"u8, shard.Records);
            json.WriteString("hash"u8, Hex(shard.Hash));
            json.WriteString("fileHash"u8, Hex(shard.FileHash));
            json.WriteNumber("fileBytes"u8, shard.FileBytes);
            if (shard.Version is not null)
            {
                json.WriteString("version"u8, shard.Version);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Hex(Hash128 hash) => hash.ToString();
}

/// <summary>A stage of a plan.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Tasks">The number of its tasks.</param>
/// <param name="Bytes">About how many bytes each task reads; 0 where that is not known before the stages before it have run.</param>
public sealed record StagePlan(string Name, int Tasks, IReadOnlyList<long> Bytes);
