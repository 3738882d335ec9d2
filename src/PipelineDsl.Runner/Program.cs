using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Threading;
using PipelineDsl.Engine;
using PipelineDsl.Runner;

// Exit codes: 0 the outputs are published, 1 they are not (an error says why), 2 wrong arguments, 130 cancelled.
const int Published = 0;
const int Failed = 1;
const int WrongArguments = 2;
const int Cancelled = 130;

Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using CancellationTokenSource cancel = new();
using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

RunnerArguments arguments;
ConsoleObserver observer;
RunOptions options;
try
{
    arguments = new RunnerArguments(args);
    observer = new ConsoleObserver(Console.Out, arguments.Required("pipeline"));
    options = new RunOptions
    {
        OutputDirectory = arguments.Required("output"),
        ProjectDirectory = arguments.Required("project-directory"),
        Sources = arguments.All("source"),
        Workers = (int)Math.Clamp(arguments.Number("workers", Environment.ProcessorCount), 1, 1024),
        MaxRejects = arguments.Number("max-rejects", 0),
        MaxDocumentBytes = (int)Math.Clamp(arguments.Number("max-document-bytes", 16 << 20), 1, 1 << 30),
        DedupMemoryBytes = Math.Max(1 << 20, arguments.Number("dedup-memory-bytes", 1L << 30)),
        Observer = observer,
    };
}
catch (FormatException exception)
{
    Console.WriteLine($"error PDSL2012: {exception.Message}");
    return WrongArguments;
}

if (arguments.All("parent") is { Count: > 0 } parents)
{
    BuildWatch.Start([.. parents.Select(static p => int.Parse(p, CultureInfo.InvariantCulture))], arguments.Optional("cancel"), cancel.Cancel);
}

try
{
    PipelineDefinition pipeline = FindPipeline(arguments.Required("assembly"), arguments.Required("pipeline"));
    if (arguments.Optional("explain") is { } document)
    {
        return Explain(pipeline, document);
    }

    RunSummary summary = await PipelineHost.RunAsync(pipeline, options, cancel.Token);
    if (!summary.Succeeded)
    {
        return Failed;
    }

    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{pipeline.Name}: {summary.Kept} of {summary.Read} documents kept, {summary.Rejected} rejected: {Path.GetFullPath(options.OutputDirectory)}"));
    if (arguments.Optional("report") is { } report)
    {
        File.WriteAllLines(
            report,
            [
                .. summary.Files.Select(static f => "output " + f),
                .. pipeline.Sources.Select(static s => "pattern " + s.Pattern),
                .. summary.Resources.Select(static r => "resource " + r),
            ]);
    }

    return Published;
}
catch (OperationCanceledException)
{
    return Cancelled;
}
catch (RunException exception)
{
    observer.Print(new RunFinding(true, exception.Id, exception.Message, exception.File));
    return Failed;
}
catch (Exception exception) when (exception is not OutOfMemoryException)
{
    Exception cause = exception is TypeInitializationException or TargetInvocationException ? exception.InnerException ?? exception : exception;
    Console.WriteLine(exception.ToString());
    observer.Print(new RunFinding(true, "PDSL2000", $"{cause.GetType().Name}: {cause.Message}; the stack trace stands before this line, nothing was published"));
    return Failed;
}

int Explain(PipelineDefinition pipeline, string document)
{
    if (PipelineHost.Explain(pipeline, options, document, cancel.Token) is { } explanation)
    {
        Console.Write(explanation.ToString());
        return Published;
    }

    observer.Print(new RunFinding(true, "PDSL2013", $"no record of {pipeline.Name} is called '{document}'; write its id, or FILE#N for the N-th record of a file, as samples.jsonl does"));
    return Failed;
}

void Cancel(PosixSignalContext context)
{
    context.Cancel = true;
    cancel.Cancel();
}

static PipelineDefinition FindPipeline(string assemblyPath, string name)
{
    // The project's packages are found through its deps.json; assemblies of referenced projects lie beside its own.
    string folder = Path.GetDirectoryName(assemblyPath)!;
    AssemblyLoadContext.Default.Resolving += (context, wanted) =>
    {
        string path = Path.Combine(folder, wanted.Name + ".dll");
        return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    };

    Assembly assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(assemblyPath);
    RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
    PipelineDefinition[] found = [.. PipelineRegistry.All.Where(p => p.Name == name || p.Name.EndsWith("." + name, StringComparison.Ordinal))];
    return found switch
    {
        [var pipeline] => pipeline,
        [] => throw new RunException(
            "PDSL2010",
            $"there is no pipeline '{name}' in {Path.GetFileName(assemblyPath)}; it has: {string.Join(", ", PipelineRegistry.All.Select(static p => p.Name).DefaultIfEmpty("none"))}"),
        _ => throw new RunException("PDSL2010", $"'{name}' names several pipelines: {string.Join(", ", found.Select(static p => p.Name))}; write one name in full"),
    };
}
