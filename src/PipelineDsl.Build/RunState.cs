using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace PipelineDsl.Build;

/// <summary>What a run depends on: a text file with one fact a line, compared as a whole.</summary>
/// <remarks>
/// Files are told apart by path, length and time of the last write, in either direction: a file that was replaced by an older one counts as changed. A file that was
/// added or removed changes the list.
/// </remarks>
internal sealed class RunState
{
    private readonly string _facts;

    private RunState(string facts) => _facts = facts;

    /// <summary>The present state of options and files.</summary>
    public static RunState Of(IEnumerable<string> options, IEnumerable<string> files)
        => new(string.Concat(options.Concat(files.SelectMany(WithContents).Distinct(StringComparer.Ordinal).OrderBy(static f => f, StringComparer.Ordinal).Select(Fact)).Select(static f => f + "\n")));

    /// <summary>Whether the last run that succeeded depended on the same.</summary>
    public bool Is(string path) => File.Exists(path) && File.ReadAllText(path) == _facts;

    /// <summary>Remembers a run that succeeded.</summary>
    public void Write(string path) => File.WriteAllText(path, _facts, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    /// <summary>A file, or a folder with the files in it: a list may be either.</summary>
    private static IEnumerable<string> WithContents(string path) => Directory.Exists(path) ? Directory.GetFiles(path) : [path];

    private static string Fact(string path)
    {
        FileInfo file = new(path);
        return file.Exists
            ? string.Format(CultureInfo.InvariantCulture, "file {0} {1} {2}", file.Length, file.LastWriteTimeUtc.Ticks, path)
            : "missing " + path;
    }
}
