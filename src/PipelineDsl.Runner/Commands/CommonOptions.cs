using System;
using System.Collections.Generic;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;
using PipelineDsl.Runner.Packages;

namespace PipelineDsl.Runner.Commands;

/// <summary>The options that several commands share: which pipeline, over what, with how much of the machine.</summary>
/// <param name="Assembly">The compiled assembly.</param>
/// <param name="Pipeline">The pipeline's name, or null for the assembly's only one.</param>
/// <param name="ProjectDirectory">What relative patterns and resources are relative to.</param>
/// <param name="Sources">Patterns instead of the pipeline's own.</param>
/// <param name="Store">Where what tasks leave is kept, or null for nowhere.</param>
/// <param name="Work">Where outputs lie until they are uploaded, or null for the store.</param>
/// <param name="Workers">The number of threads.</param>
/// <param name="DedupMemoryBytes">The memory for the records of deduplications.</param>
/// <param name="MaxRejects">How many records may be rejected.</param>
/// <param name="MaxDocumentBytes">The longest text.</param>
internal sealed record CommonOptions(
    string Assembly,
    string? Pipeline,
    string ProjectDirectory,
    IReadOnlyList<string> Sources,
    string? Store,
    string? Work,
    int Workers,
    long DedupMemoryBytes,
    long MaxRejects,
    int MaxDocumentBytes)
{
    private const string What = "What to run";
    private const string How = "How";

    /// <summary>Names the store.</summary>
    public static Option StoreOption { get; } = new("store", "FOLDER", "Where what tasks leave is kept, so that the next run does only what has changed, and one that was killed is taken up again; several runs may share it. Default: PIPELINEDSL_STORE; without it, nothing is kept.") { Group = How };

    /// <summary>Their descriptions.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        new("assembly", "FILE", "The compiled assembly that holds the pipeline. Default: in a folder of published pipelines, the project's.") { Group = What },
        new("pipeline", "NAME", "The pipeline's class, with namespace if the name alone is not unique. Default: the assembly's only pipeline.") { Group = What },
        new("project-directory", "FOLDER", "What relative patterns and resource paths are relative to. Default: the current folder.") { Group = What },
        new("source", "PATTERN", "Files to read instead of those in the attributes, such as '/data/web/**/*.jsonl.gz' or 's3://bucket/web/**/*.jsonl.zst'; one for each source, in order.") { Group = What, Repeats = true },
        StoreOption,
        new("work", "FOLDER", "Where outputs that go to an object storage lie until they are uploaded, with the run's lock. Default: in the store.") { Group = How },
        new("workers", "N", "Threads. The outputs are the same for any number. Default: as many as processors.") { Group = How },
        new("dedup-memory", "SIZE", "Memory for the records of deduplications, such as 512M or 2G; what does not fit goes through the disk, the outputs are the same. Default: 1G.") { Group = How, Aliases = ["dedup-memory-bytes"] },
        new("max-rejects", "N", "How many records may be rejected before the run fails. Default: 0.") { Group = How },
        new("max-document-bytes", "SIZE", "The longest text of a document; a longer one is rejected. Default: 16M.") { Group = How },
    ];

    /// <summary>Reads them.</summary>
    /// <exception cref="UsageException">One is missing or wrong.</exception>
    public static CommonOptions Read(Arguments arguments) => new(
        arguments.Optional("assembly") ?? PipelineAssembly.Published ?? arguments.Required("assembly"),
        arguments.Optional("pipeline"),
        arguments.Optional("project-directory") ?? ".",
        arguments.All("source"),
        StoreOf(arguments),
        arguments.Optional("work"),
        (int)Math.Clamp(arguments.Number("workers", Environment.ProcessorCount), 1, 1024),
        Math.Max(1 << 20, arguments.Size("dedup-memory", 1L << 30)),
        arguments.Number("max-rejects", 0),
        (int)Math.Clamp(arguments.Size("max-document-bytes", 16 << 20), 1, 1 << 30));

    /// <summary>The store that the arguments or else the environment name, or null.</summary>
    public static string? StoreOf(Arguments arguments)
        => arguments.Optional("store") ?? (Environment.GetEnvironmentVariable("PIPELINEDSL_STORE") is { Length: > 0 } store ? store : null);

    /// <summary>Finds the pipeline.</summary>
    /// <exception cref="RunException">There is no such assembly or pipeline.</exception>
    public PipelineDefinition Load() => PipelineAssembly.Find(Assembly, Pipeline);

    /// <summary>How the engine is to run.</summary>
    /// <param name="output">The folder of the outputs.</param>
    /// <param name="observer">Who is told, or null.</param>
    public RunOptions ToRunOptions(string output, IRunObserver? observer) => new()
    {
        OutputDirectory = output,
        ProjectDirectory = ProjectDirectory,
        Sources = Sources,
        StoreDirectory = Store,
        WorkDirectory = Work,
        Storage = new Storages(),
        Workers = Workers,
        MaxRejects = MaxRejects,
        MaxDocumentBytes = MaxDocumentBytes,
        DedupMemoryBytes = DedupMemoryBytes,
        Observer = observer,
    };
}
