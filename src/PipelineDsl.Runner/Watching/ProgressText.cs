using System;
using System.Collections.Generic;
using System.Globalization;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;

namespace PipelineDsl.Runner.Watching;

/// <summary>Progress in words.</summary>
internal static class ProgressText
{
    /// <summary>Which stage, such as <c>phase-0 (1 of 5)</c>.</summary>
    public static string Stage(in RunProgress progress) => string.Create(CultureInfo.InvariantCulture, $"{progress.StageName} ({progress.Stage + 1} of {progress.Stages})");

    /// <summary>A running stage in one line.</summary>
    public static string Running(in RunProgress progress, in ProgressFigures figures)
    {
        List<string> parts = [string.Create(CultureInfo.InvariantCulture, $"{100 * figures.DoneShare:F0} %{(progress.Parts > 0 ? $" of step {progress.Step}" : "")}"), Tasks(progress)];
        AddDocuments(parts, progress, figures);
        if (figures.Left is { } left)
        {
            parts.Add(Time(left) + " left");
        }

        parts.Add(ByteSize.Format(figures.MemoryBytes) + " of memory");
        return string.Join(", ", parts);
    }

    /// <summary>A stage that has ended in one line.</summary>
    public static string Ended(in RunProgress progress, in ProgressFigures figures)
    {
        List<string> parts = [progress.TasksCached == progress.Tasks ? "nothing to do" : "done in " + Time(figures.Elapsed), Tasks(progress)];
        AddDocuments(parts, progress, figures);
        return string.Join(", ", parts);
    }

    /// <summary>A duration: <c>0.8 s</c>, <c>12 s</c>, <c>3:07 min</c>, <c>2:05:11 h</c>, <c>3 d 4 h</c>.</summary>
    public static string Time(TimeSpan time) => time switch
    {
        { TotalSeconds: < 9.95 } => time.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture) + " s",
        { TotalSeconds: < 60 } => $"{time.Seconds} s",
        { TotalHours: < 1 } => time.ToString(@"m\:ss", CultureInfo.InvariantCulture) + " min",
        { TotalDays: < 1 } => time.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) + " h",
        _ => $"{time.Days} d {time.Hours} h",
    };

    /// <summary>A number with its thousands apart.</summary>
    public static string Count(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Tasks(in RunProgress progress)
    {
        string done = progress.TasksDone == progress.Tasks ? Count(progress.Tasks) : $"{Count(progress.TasksDone)} of {Count(progress.Tasks)}";
        return $"{done} {(progress.Tasks == 1 ? "task" : "tasks")}{(progress.TasksCached > 0 ? $" ({Count(progress.TasksCached)} cached)" : "")}";
    }

    private static void AddDocuments(List<string> parts, in RunProgress progress, in ProgressFigures figures)
    {
        if (figures.KeptShare is { } kept)
        {
            parts.Add($"{Count(progress.Documents)} documents");
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{100 * kept:F1} % kept"));
            parts.Add($"{Count(figures.DocumentsPerSecond)}/s");
        }

        if (progress.Bytes > 0)
        {
            parts.Add(ByteSize.Format(figures.BytesPerSecond) + "/s");
        }
    }
}
