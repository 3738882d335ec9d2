using System;
using System.Collections.Generic;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;
using PipelineDsl.Runner.Packages;

namespace PipelineDsl.Runner.Commands;

/// <summary>The options of commands that work on a plan, and the plan.</summary>
internal static class OpenedPlan
{
    /// <summary>Names the plan.</summary>
    public static Option File { get; } = new("plan", "FILE", "The plan, as 'pipelinedsl plan --plan FILE' wrote it.") { Group = "What to run" };

    /// <summary>The descriptions of the options.</summary>
    public static IReadOnlyList<Option> Options { get; } =
    [
        File with { IsRequired = true },
        new("assembly", "FILE", "The compiled assembly, if it is not where the plan says.") { Group = "What to run" },
        new("workers", "N", "Threads. The outputs are the same for any number. Default: as many as processors.") { Group = "How" },
        new("dedup-memory", "SIZE", "Memory for the records of deduplications, such as 512M or 2G; what does not fit goes through the disk. Default: 1G.") { Group = "How" },
    ];

    /// <summary>Opens the plan that the arguments name.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="observer">Who is told, or null.</param>
    /// <exception cref="RunException">It is no plan, or was made for other code.</exception>
    public static PlannedRun Open(Arguments arguments, IRunObserver? observer = null)
    {
        return PlannedRun.Open(arguments.Required("plan"), Find, new RunOptions
        {
            OutputDirectory = "", // the plan's
            Workers = (int)Math.Clamp(arguments.Number("workers", Environment.ProcessorCount), 1, 1024),
            DedupMemoryBytes = Math.Max(1 << 20, arguments.Size("dedup-memory", 1L << 30)),
            Storage = new Storages(),
            Observer = observer,
        });

        PipelineDefinition Find(string name, string? assembly)
        {
            string path = arguments.Optional("assembly") ?? PipelineAssembly.Published ?? assembly ?? throw new UsageException("the plan does not say in which assembly its pipeline is; give --assembly FILE");
            return PipelineAssembly.Find(path, name);
        }
    }
}
