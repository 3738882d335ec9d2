using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace PipelineDsl.Runner;

/// <summary>The runner's arguments: <c>--name=value</c>, on the command line or one a line in a response file (<c>@file</c>).</summary>
internal sealed class RunnerArguments
{
    private static readonly string[] s_names =
        ["assembly", "pipeline", "project-directory", "output", "source", "max-rejects", "max-document-bytes", "workers", "dedup-memory-bytes", "report", "parent", "cancel", "explain"];

    private readonly List<(string Name, string Value)> _values = [];

    /// <summary>Parses the arguments.</summary>
    /// <exception cref="FormatException">An argument is unknown or not of this form.</exception>
    public RunnerArguments(IEnumerable<string> arguments)
    {
        foreach (string argument in arguments.SelectMany(static a => a.StartsWith('@') ? File.ReadAllLines(a[1..]) : [a]).Where(static a => a.Length > 0))
        {
            int equals = argument.IndexOf('=', StringComparison.Ordinal);
            string name = equals > 2 && argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..equals] : "";
            if (!s_names.Contains(name))
            {
                throw new FormatException($"'{argument}' is no argument of the runner; write --name=value with one of: {string.Join(", ", s_names)}");
            }

            _values.Add((name, argument[(equals + 1)..]));
        }
    }

    /// <summary>The value of an argument that must be there.</summary>
    public string Required(string name) => Optional(name) ?? throw new FormatException($"--{name}= is missing");

    /// <summary>The value of an argument, or null.</summary>
    public string? Optional(string name) => _values.LastOrDefault(v => v.Name == name).Value;

    /// <summary>All values of an argument.</summary>
    public IReadOnlyList<string> All(string name) => [.. _values.Where(v => v.Name == name).Select(static v => v.Value)];

    /// <summary>The value of a number that must be positive or 0, or the default.</summary>
    public long Number(string name, long otherwise)
        => Optional(name) is not { } text ? otherwise
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value
            : throw new FormatException($"--{name}={text}: a number, 0 or more, is wanted");
}
