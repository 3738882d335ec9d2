using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace PipelineDsl.Engine;

/// <summary>Remembers in the store which actions the last run of a pipeline into an output folder consisted of, so that a plan can say what has changed since.</summary>
internal static class LastRun
{
    /// <summary>Writes down the actions of a run that has succeeded: one line each, its key and its title.</summary>
    public static void Write(RunState run, string store)
    {
        StringBuilder text = new();
        foreach (Stage stage in run.Stages)
        {
            Seal seal = run.Sealed(stage.Name);
            for (int task = 0; task < seal.Count; task++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{seal.Entries[task].Key} {stage.TitleOf(task)}\n");
            }
        }

        string path = PathOf(run, store);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string written = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllText(written, text.ToString());
        File.Move(written, path, overwrite: true);
    }

    /// <summary>The keys of the last run's actions by title; empty if there was none.</summary>
    public static Dictionary<string, Hash128> Read(RunState run, string store)
    {
        string path = PathOf(run, store);
        return !File.Exists(path) ? [] : File.ReadLines(path)
            .Where(static line => line.Length > 33)
            .DistinctBy(static line => line[33..])
            .ToDictionary(static line => line[33..], static line => Hash128.Parse(line.AsSpan(0, 32)), StringComparer.Ordinal);
    }

    private static string PathOf(RunState run, string store)
    {
        byte[] identity = Encoding.UTF8.GetBytes($"{run.Pipeline.Name}\n{OutputPlace.NameOf(run.Options.OutputDirectory)}");
        return Path.Combine(store, "last", Hash128.Of(identity).ToString());
    }
}
