using System.Globalization;
using System.Text.RegularExpressions;

namespace PipelineDsl.Build;

/// <summary>An error or warning of the runner: <c>file(line,column): error PDSL2001: text</c>, or without a file.</summary>
/// <remarks>
/// MSBuild's own matcher takes "error rate: 0.5" or a quoted document for an error. Here only a line of exactly this form, with one of our ids, is one.
/// </remarks>
internal sealed class RunnerMessage
{
    private static readonly Regex s_form = new(
        @"^((?<file>[^:]+?|[A-Za-z]:[^:]+?|[A-Za-z][A-Za-z0-9+.-]+://[^:]+?)(\((?<line>\d+)(,(?<column>\d+))?\))?\s?: )?(?<severity>error|warning) (?<id>PDSL\d{4}): (?<text>.*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private RunnerMessage(Match match)
    {
        File = match.Groups["file"].Success ? match.Groups["file"].Value : null;
        Line = Number(match.Groups["line"]);
        Column = Number(match.Groups["column"]);
        IsError = match.Groups["severity"].Value == "error";
        Id = match.Groups["id"].Value;
        Text = match.Groups["text"].Value;
    }

    /// <summary>The file, a path or an address, or null.</summary>
    public string? File { get; }

    /// <summary>The line, from 1, or 0.</summary>
    public int Line { get; }

    /// <summary>The column, from 1, or 0.</summary>
    public int Column { get; }

    /// <summary>Whether it is an error; otherwise a warning.</summary>
    public bool IsError { get; }

    /// <summary>The id, <c>PDSL2xxx</c>.</summary>
    public string Id { get; }

    /// <summary>The message.</summary>
    public string Text { get; }

    /// <summary>The page that explains the id.</summary>
    public string HelpLink => $"docs/diagnostics/{Id}.md";

    /// <summary>The message in a line of the runner's output, or null if it is no message.</summary>
    public static RunnerMessage? Parse(string line)
    {
        Match match = s_form.Match(line);
        return match.Success ? new RunnerMessage(match) : null;
    }

    private static int Number(Group group) => int.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : 0;
}
