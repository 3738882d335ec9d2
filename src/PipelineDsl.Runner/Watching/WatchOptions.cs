using PipelineDsl.Runner.CommandLine;

namespace PipelineDsl.Runner.Watching;

/// <summary>How a run is watched.</summary>
/// <param name="Form">How progress is shown: <c>auto</c>, <c>live</c>, <c>plain</c>, <c>json</c> or <c>none</c>.</param>
/// <param name="File">A file that takes everything as JSON lines, or null.</param>
internal sealed record WatchOptions(string Form, string? File)
{
    /// <summary>Reads <c>--progress</c> and <c>--progress-file</c>.</summary>
    /// <exception cref="UsageException">One is wrong.</exception>
    public static WatchOptions Read(Arguments arguments)
        => new(arguments.Choice("progress", "auto", "auto", "live", "plain", "json", "none"), arguments.Optional("progress-file"));
}
