using System;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using PipelineDsl.Engine;
using PipelineDsl.Runner;
using PipelineDsl.Runner.CommandLine;
using PipelineDsl.Runner.Watching;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using CancellationTokenSource cancel = new();
bool isTerminated = false;
using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

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
