using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace PipelineDsl.Build;

/// <summary>What a run depended on and what it published: a text file with one fact a line, compared as a whole.</summary>
/// <remarks>
/// Files are told apart by path, length and time of the last write, in either direction: a file that was replaced by an older one counts as changed. A file that was
/// added or removed changes the list.
/// </remarks>
internal sealed class RunState
{
    private const string OutputKey = "output ";
    private const string PatternKey = "pattern ";

    private RunState(IEnumerable<string> facts, IEnumerable<string> outputs)
    {
        Facts = [.. facts];
        Outputs = [.. outputs];
    }

    /// <summary>The options and files that the run depends on.</summary>
    public IReadOnlyList<string> Facts { get; }

    /// <summary>The files that the run published.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>The present state of options and files.</summary>
    public static RunState Of(IEnumerable<string> options, IEnumerable<string> files)
        => new(options.Concat(files.Distinct(StringComparer.Ordinal).OrderBy(static f => f, StringComparer.Ordinal).Select(Fact)), []);

    /// <summary>The state of the last run that succeeded, or null.</summary>
    public static RunState? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        string[] lines = File.ReadAllLines(path);
        return new RunState(
            lines.Where(static l => !l.StartsWith(OutputKey, StringComparison.Ordinal) && !l.StartsWith(PatternKey, StringComparison.Ordinal)),
            lines.Where(static l => l.StartsWith(OutputKey, StringComparison.Ordinal)).Select(static l => l.Substring(OutputKey.Length)));
    }

    /// <summary>Whether nothing changed since this run: the same facts, and all that it published is still there.</summary>
    public bool IsCurrent(RunState now) => Facts.SequenceEqual(now.Facts, StringComparer.Ordinal) && Outputs.Count > 0 && Outputs.All(File.Exists);

    /// <summary>Remembers a run that succeeded.</summary>
    /// <param name="path">Where.</param>
    /// <param name="outputs">What it published.</param>
    /// <param name="patterns">The patterns of its sources, relative to the project: the next build looks for new files with them.</param>
    public void Write(string path, IEnumerable<string> outputs, IEnumerable<string> patterns)
        => File.WriteAllText(
            path,
            string.Concat(Facts.Concat(outputs.Select(static o => OutputKey + o)).Concat(patterns.Select(static p => PatternKey + p)).Select(static l => l + "\n")),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    private static string Fact(string path)
    {
        FileInfo file = new(path);
        return file.Exists
            ? string.Format(CultureInfo.InvariantCulture, "file {0} {1} {2}", file.Length, file.LastWriteTimeUtc.Ticks, path)
            : "missing " + path;
    }
}
