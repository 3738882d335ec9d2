using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;
using PipelineDsl.Runner.Packages;
using PipelineDsl.Runner.Watching;

namespace PipelineDsl.Runner.Commands;

/// <summary>Runs a pipeline.</summary>
internal sealed class RunCommand : Command
{
    private const string See = "See it";

    private static readonly Option[] s_options =
    [
        .. CommonOptions.All,
        new("output", "FOLDER", "Where the outputs go, a folder or an address such as s3://bucket/corpus/: the files of the output steps, manifest.json, summary.txt, samples.jsonl, rejects.jsonl.") { Group = "What to run", IsRequired = true },
        .. PlanTask.Options,
        new("progress", "FORM", "How progress is shown on the error stream: live (a terminal), plain (lines for a log, every 10 seconds), json (an object a line, every second), none. Default: live on a terminal, else plain.") { Group = See },
        new("progress-file", "FILE", "Writes progress, findings and the result to a file too, as JSON lines.") { Group = See },
        new("report", "FILE", "Writes what was published and read, a line each.") { IsHidden = true },
        new("parent", "ID", "A process whose end is the end of the run.") { IsHidden = true, Repeats = true },
        new("cancel", "FILE", "A file whose appearance is the end of the run.") { IsHidden = true },
        new("explain", "DOCUMENT", "Explains a document instead of running.") { IsHidden = true },
    ];

    /// <inheritdoc/>
    public override string Name => "run";

    /// <inheritdoc/>
    public override string Summary => "Run a pipeline and publish its outputs";

    /// <inheritdoc/>
    public override string Description
        => "Runs a pipeline over its sources and publishes the outputs, the manifest last. If it fails or is cancelled, the outputs of the last run stay as they are.\n"
            + "Metrics and traces go to an OpenTelemetry collector if OTEL_EXPORTER_OTLP_ENDPOINT names one.";

    /// <inheritdoc/>
    public override IReadOnlyList<Option> Options => s_options;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "run --assembly bin/Release/net10.0/Corpus.dll --output out",
        "run --assembly Corpus.dll --pipeline WebCorpus --source '/data/web/**/*.jsonl.gz' --output out --workers 8",
        "run --plan /shared/plan.json --stage phase-0 --task 17 --of 400",
        "run @corpus.args --progress json 2> progress.jsonl",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes => TaskExitCode.Meanings;

    /// <inheritdoc/>
    public override async Task<int> RunAsync(Arguments arguments, CommandContext context)
    {
        arguments.TakeOperands(0);
        if (arguments.Optional("plan") is not null)
        {
            return PlanTask.Run(arguments, context, Environment.GetEnvironmentVariable);
        }

        CommonOptions common = CommonOptions.Read(arguments);
        WatchOptions watch = WatchOptions.Read(arguments);
        IReadOnlyList<string> parents = arguments.All("parent");
        if (parents.Count > 0)
        {
            // One stream for everything, so that a build's log has it in the order in which it was said.
            context = context with { Error = context.Output, IsTerminal = false };
            BuildWatch.Start([.. parents.Select(static p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : throw new UsageException($"--parent={p}: the id of a process is wanted"))], arguments.Optional("cancel"), context.Cancel);
        }

        if (arguments.Optional("explain") is { } document)
        {
            return Explain(common, document, context);
        }

        string output = arguments.Required("output");
        using IDisposable? telemetry = Telemetry.StartIfWanted(Name);
        using Watchers watchers = Watchers.Open(watch, context, common.Pipeline ?? Path.GetFileNameWithoutExtension(common.Assembly));
        try
        {
            PipelineDefinition pipeline = common.Load();
            RunSummary summary = await PipelineHost.RunAsync(pipeline, common.ToRunOptions(output, watchers), context.Token);
            watchers.End(summary);
            if (!summary.Succeeded)
            {
                return ExitCode.Failed;
            }

            await context.Output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{pipeline.Name}: {summary.Kept} of {summary.Read} documents kept, {summary.Rejected} rejected: {(ObjectAddress.IsAddress(output) ? output : Path.GetFullPath(output))}"));
            if (arguments.Optional("report") is { } report)
            {
                WriteReport(report, pipeline, summary);
            }

            return ExitCode.Done;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            watchers.Fail(exception);
            return ExitCode.Failed;
        }
    }

    private static int Explain(CommonOptions common, string document, CommandContext context)
    {
        try
        {
            return ExplainCommand.Explain(common.Load(), common, document, context);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            FindingText.Write(context.Error, exception);
            return ExitCode.Failed;
        }
    }

    /// <summary>Tells the build what to look at before it runs the pipeline again.</summary>
    private static void WriteReport(string path, PipelineDefinition pipeline, RunSummary summary) => File.WriteAllLines(
        path,
        [
            .. summary.Files.Select(static f => "output " + f),
            .. pipeline.Sources.Select(static s => "pattern " + s.Pattern),
            .. summary.Resources.Select(static r => "resource " + r),
        ]);
}
