using System.Collections.Generic;
using System.IO;

namespace PipelineDsl.Conformance;

/// <summary>Compares the library with gold data at a path that the user gives.</summary>
internal interface ISuite
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>One line for the help text.</summary>
    string Usage { get; }

    /// <summary>Runs the comparison: reports to <paramref name="report"/>.</summary>
    void Run(IReadOnlyList<string> arguments, Report report);
}

/// <summary>Counts and prints agreement: <c>SUITE NAME agree/total</c>, and each disagreement.</summary>
internal sealed class Report(TextWriter output, string suite)
{
    /// <summary>Whether every comparison agreed and there was at least one.</summary>
    public bool AllAgree { get; private set; } = true;

    /// <summary>Whether anything was compared.</summary>
    public bool Any { get; private set; }

    /// <summary>Prints one disagreement.</summary>
    public void Disagree(string name, string id, string ours, string theirs, string detail = "")
        => output.WriteLine($"  {name}: {id}: ours {ours}, theirs {theirs}{(detail.Length == 0 ? "" : ", " + detail)}");

    /// <summary>Prints the count of one comparison.</summary>
    public void Total(string name, long agree, long total)
    {
        output.WriteLine($"{suite} {name} {agree}/{total}");
        AllAgree &= agree == total;
        Any |= total > 0;
    }
}
