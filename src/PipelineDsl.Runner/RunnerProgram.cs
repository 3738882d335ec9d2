using System;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;
using PipelineDsl.Runner.Packages;
using PipelineDsl.Runner.Watching;

namespace PipelineDsl.Runner;

/// <summary>The program <c>pipelinedsl</c>: this assembly's own entry, and what a native program of published pipelines calls.</summary>
public static class RunnerProgram
{
    /// <summary>Runs a command.</summary>
    /// <param name="args">The program's arguments.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using CancellationTokenSource cancel = new();
        bool isTerminated = false;
        using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

        // Unless somebody looks: a switch that is set stays as it is.
        if (!AppContext.TryGetSwitch("PipelineDsl.Metrics", out _))
        {
            AppContext.SetSwitch("PipelineDsl.Metrics", Telemetry.IsWanted);
        }

        CommandContext context = new(Console.Out, Console.Error, cancel)
        {
            IsTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb",
            Width = Console.IsOutputRedirected ? 100 : Math.Clamp(Console.WindowWidth, 60, 120),
        };
        try
        {
            return await CommandList.RunAsync(args, context);
        }
        catch (UsageException exception)
        {
            // Where a build looks too: it wrote the arguments, from what a project says.
            FindingText.Write(Console.Error, new RunFinding(true, "PDSL2012", $"{exception.Message} (pipelinedsl --help)"));
            return ExitCode.WrongArguments;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return isTerminated ? ExitCode.Terminated : ExitCode.Cancelled;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            FindingText.Write(Console.Error, exception);
            return ExitCode.Failed;
        }

        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = true;
            isTerminated = signal.Signal == PosixSignal.SIGTERM;
            cancel.Cancel();
        }
    }
}
