using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using PipelineDsl.Engine;

namespace PipelineDsl.Runner.Submit;

/// <summary>What a scheduler needs to know of a plan: its stages in the order of execution.</summary>
/// <param name="File">The plan's file, as an absolute path: jobs start in folders of their own.</param>
/// <param name="Hash">The plan's hash in hexadecimal; part of the names of jobs.</param>
/// <param name="Store">The store's folder, as an absolute path.</param>
/// <param name="Stages">The stages; each may start when the one before it is sealed.</param>
internal sealed record SubmitPlan(string File, string Hash, string Store, IReadOnlyList<SubmitStage> Stages)
{
    /// <summary>The first of the hash's characters: enough to tell the jobs of one user's plans apart, few enough for the limits of names.</summary>
    public string ShortHash => Hash[..Math.Min(12, Hash.Length)].ToLowerInvariant();

    /// <summary>Reads a plan.</summary>
    /// <exception cref="RunException">PDSL2050: it is not there, or no plan.</exception>
    public static SubmitPlan Read(string file)
    {
        string path = Path.GetFullPath(file);
        try
        {
            using JsonDocument document = JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            string hash = root.GetProperty("planHash").GetString()!;
            string store = Path.GetFullPath(root.GetProperty("store").GetString()!, Path.GetDirectoryName(path)!);
            SubmitStage[] stages = [.. root.GetProperty("stages").EnumerateArray().Select(ReadStage)];
            if (hash.Length == 0 || stages.Length == 0 || stages.DistinctBy(static s => s.Name).Count() < stages.Length)
            {
                throw new FormatException("a hash and at least one stage, each with a name of its own, are wanted");
            }

            return new SubmitPlan(path, hash, store, stages);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new RunException("PDSL2050", $"this is no plan that can be submitted: {exception.Message}; make it with 'pipelinedsl plan'", path);
        }
    }

    private static SubmitStage ReadStage(JsonElement stage)
    {
        string name = stage.GetProperty("name").GetString()!;
        int tasks = stage.GetProperty("tasks").GetInt32();
        long[] bytes = stage.TryGetProperty("bytes", out JsonElement sizes) ? [.. sizes.EnumerateArray().Select(static s => s.GetInt64())] : [];

        // The name becomes part of files, jobs and shell words.
        if (name.Length == 0 || !name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            throw new FormatException($"'{name}' is no name of a stage");
        }

        return tasks > 0 && (bytes.Length == 0 || bytes.Length == tasks)
            ? new SubmitStage(name, tasks, bytes)
            : throw new FormatException($"stage {name} has {tasks} tasks and {bytes.Length} sizes");
    }
}
