using System;
using System.Collections.Generic;

namespace PipelineDsl.Engine;

/// <summary>How to run a pipeline.</summary>
public sealed record RunOptions
{
    /// <summary>Where the outputs go, a folder or an address in an object storage: the files of the output steps, <c>manifest.json</c>, <c>summary.txt</c>, <c>samples.jsonl</c> and <c>rejects.jsonl</c>.</summary>
    public required string OutputDirectory { get; init; }

    /// <summary>What relative patterns and resource paths are relative to. Default: the current directory.</summary>
    public string ProjectDirectory { get; init; } = ".";

    /// <summary>Patterns instead of the sources' own, in the sources' order; with one source, several patterns may stand for it. Empty (default): the sources' own.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The number of workers. Default: the number of processors. The output is the same for any number.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>How many records may be rejected before the run fails. Default: 0.</summary>
    public long MaxRejects { get; init; }

    /// <summary>The longest text of a document in bytes; a longer one is rejected. Default: 16 MiB.</summary>
    public int MaxDocumentBytes { get; init; } = 16 << 20;

    /// <summary>How many of the documents that a rule drops are shown in <c>samples.jsonl</c>, the same ones on every run. Default: 5; 0 leaves the file out.</summary>
    public int SamplesPerRule { get; init; } = 5;

    /// <summary>How much memory a shuffle may take for tokens, in bytes; what does not fit goes through the disk once more. The order is the same for any value. Default: 256 MiB.</summary>
    public int ShuffleMemoryBytes { get; init; } = 256 << 20;

    /// <summary>How much memory the deduplications' records may take, of all workers together, in bytes; what does not fit goes through the disk. Results are the same for any value. Default: 1 GiB.</summary>
    public long DedupMemoryBytes { get; init; } = 1L << 30;

    /// <summary>The length at which a file of lines is cut into slices. Only tests have another.</summary>
    internal long SliceBytes { get; init; } = InputCatalog.SliceBytes;

    /// <summary>
    /// Where what tasks leave is kept, so that the next run redoes only what has changed and a run that was killed is taken up again. Several runs may share it, of several pipelines too.
    /// Default: null; nothing is kept.
    /// </summary>
    public string? StoreDirectory { get; init; }

    /// <summary>
    /// Where outputs that go to an object storage lie until they are uploaded, with the lock of the run: runs into one address must name one folder, and it needs as much room as the outputs. Outputs that go to a folder need no other.
    /// Default: null; a folder in the store.
    /// </summary>
    public string? WorkDirectory { get; init; }

    /// <summary>Knows the object storages in which sources and outputs may lie. Default: null; there are only files.</summary>
    public IObjectStorageProvider? Storage { get; init; }

    /// <summary>Takes progress and findings. Default: none.</summary>
    public IRunObserver? Observer { get; init; }
}

/// <summary>Follows a run; called from any of its threads, one call at a time.</summary>
public interface IRunObserver
{
    /// <summary>How far the run is: told when a stage begins, when a task of it ends, once a second, and when the stage ends.</summary>
    void OnProgress(in RunProgress progress);

    /// <summary>Something that the user should know: a rejected record, an exceeded budget.</summary>
    void OnFinding(RunFinding finding);

    /// <summary>A line for whoever watches: what a run expects to take, and what a deduplication came to.</summary>
    void OnNote(string text)
    {
    }
}

/// <summary>A finding of a run.</summary>
/// <param name="IsError">Whether the run fails because of it.</param>
/// <param name="Id">Its id, <c>PDSL2xxx</c>.</param>
/// <param name="Message">What and what to do.</param>
/// <param name="File">The file, as an absolute path or an address, or null.</param>
/// <param name="Line">The line, from 1, or 0.</param>
public sealed record RunFinding(bool IsError, string Id, string Message, string? File = null, long Line = 0);

/// <summary>What a run came to.</summary>
/// <param name="Succeeded">Whether the outputs were published.</param>
/// <param name="Read">Records read.</param>
/// <param name="Kept">Documents kept.</param>
/// <param name="Rejected">Records rejected.</param>
/// <param name="Dropped">Documents dropped, by rule.</param>
/// <param name="Files">The published files, absolute or as addresses, in a fixed order.</param>
/// <param name="Inputs">The files read, absolute or as addresses, in a fixed order.</param>
public sealed record RunSummary(
    bool Succeeded,
    long Read,
    long Kept,
    long Rejected,
    IReadOnlyList<KeyValuePair<RuleInfo, long>> Dropped,
    IReadOnlyList<string> Files,
    IReadOnlyList<string> Inputs)
{
    /// <summary>The files that services were loaded from, absolute, in a fixed order.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>Tasks that this run did.</summary>
    public int TasksDone { get; init; }

    /// <summary>Tasks that an earlier run had done, found in the store.</summary>
    public int TasksFound { get; init; }
}
