using System;
using System.Globalization;
using System.IO;
using System.Threading;
using PipelineDsl.Engine;

namespace PipelineDsl.Benchmarks;

/// <summary>The command <c>scale-run</c>: takes a generated corpus through filters, MinHash and tokens within a memory budget, and prints what each stage took.</summary>
internal static class ScaleRunCommand
{
    /// <summary>How it is called.</summary>
    public const string Usage = "scale-run --corpus DIR --output DIR [--store DIR] [--memory SIZE] [--workers N]";

    /// <summary>Runs it.</summary>
    public static int Run(CommandOptions options)
    {
        string output = Path.GetFullPath(options.Required("output"));
        string? store = options.Text("store") is { } directory ? Path.GetFullPath(directory) : null;
        long memory = CommandOptions.Size(options.Text("memory") ?? "2GB");
        StageFigures figures = new([output, .. store is null ? Array.Empty<string>() : [store]]);
        RunOptions run = new()
        {
            ProjectDirectory = Path.GetFullPath(options.Required("corpus")),
            OutputDirectory = output,
            StoreDirectory = store,
            Workers = (int)options.Number("workers", Environment.ProcessorCount),
            DedupMemoryBytes = memory / 2, // the other half: tables of the tokenizer, buffers of the workers, the runtime
            Observer = figures,
        };
        RunSummary summary = ScaleCorpus.RunAsync(run, CancellationToken.None).GetAwaiter().GetResult();
        figures.End("end:");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"read {summary.Read}, kept {summary.Kept}, rejected {summary.Rejected}"));
        foreach ((RuleInfo rule, long count) in summary.Dropped)
        {
            if (count > 0)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {rule}: {count}"));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak memory {figures.PeakBytes / 1e6:F0} MB of {memory / 1e6:F0} MB"));
        return summary.Succeeded && figures.PeakBytes <= memory ? 0 : 1;
    }
}
