using System.IO;
using System.Threading;

namespace PipelineDsl.Runner.CommandLine;

/// <summary>Where a command runs.</summary>
/// <param name="Output">Takes what was asked for.</param>
/// <param name="Error">Takes progress and findings.</param>
/// <param name="Cancellation">Cancelled by SIGINT, SIGTERM and <see cref="Cancel"/>.</param>
internal sealed record CommandContext(TextWriter Output, TextWriter Error, CancellationTokenSource Cancellation)
{
    /// <summary>Ends the command when it can.</summary>
    public CancellationToken Token => Cancellation.Token;

    /// <summary>Whether progress is shown to a person: the error stream is a terminal that can move its cursor.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>The terminal's width in characters; help is no wider.</summary>
    public int Width { get; init; } = 100;

    /// <summary>Cancels the command.</summary>
    public void Cancel() => Cancellation.Cancel();
}
