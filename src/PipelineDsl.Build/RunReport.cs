using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PipelineDsl.Build;

/// <summary>What a run says of itself, one fact a line: what it published, and what it read beside the options.</summary>
internal sealed class RunReport
{
    /// <summary>A report of nothing.</summary>
    public static readonly RunReport Empty = new([]);

    private readonly string[] _lines;

    private RunReport(string[] lines) => _lines = lines;

    /// <summary>The published files, absolute.</summary>
    public IEnumerable<string> Outputs => Values("output ");

    /// <summary>The patterns of the pipeline's own sources, relative to the project.</summary>
    public IEnumerable<string> Patterns => Values("pattern ");

    /// <summary>The files that services loaded, absolute.</summary>
    public IEnumerable<string> Resources => Values("resource ");

    /// <summary>Reads a report, or the empty one if there is none.</summary>
    public static RunReport Read(string path) => File.Exists(path) ? new RunReport(File.ReadAllLines(path)) : Empty;

    /// <summary>Whether another run read by the same patterns the same resources.</summary>
    public bool ReadsAs(RunReport other) => Patterns.SequenceEqual(other.Patterns) && Resources.SequenceEqual(other.Resources);

    private IEnumerable<string> Values(string key) => _lines.Where(l => l.StartsWith(key, StringComparison.Ordinal)).Select(l => l.Substring(key.Length));
}
