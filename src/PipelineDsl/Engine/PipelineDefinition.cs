using System;
using System.Collections.Generic;

namespace PipelineDsl.Engine;

/// <summary>A source of a pipeline.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Pattern">The files to read, relative to the project's folder.</param>
/// <param name="Fields">The fields that some step names.</param>
/// <param name="Lines">Which lines its reader makes records of. Default: the reader does not say.</param>
public sealed record SourceInfo(string Step, string Pattern, FieldMap Fields, LineRecords Lines = LineRecords.None);

/// <summary>A deduplication between two phases.</summary>
/// <param name="Rule">What the ledger calls the documents it drops.</param>
/// <param name="IsRanked">Whether its component ranks documents.</param>
/// <param name="ClusterIdSlot">The slot of the field that gets the cluster's id, or -1.</param>
/// <param name="ClusterSizeSlot">The slot of the field that gets the cluster's size, or -1.</param>
/// <param name="ReadsOutcome">Whether a rule of the component looks at a document's <see cref="DedupOutcome"/>. Default: no.</param>
public sealed record CutInfo(RuleInfo Rule, bool IsRanked = false, int ClusterIdSlot = -1, int ClusterSizeSlot = -1, bool ReadsOutcome = false)
{
    /// <summary>Whether the phase after it must know of clusters. What it need not know, it does not get: then a cluster elsewhere in the corpus changes nothing for a shard.</summary>
    internal bool TellsClusters => TellsClusterIds || ClusterSizeSlot >= 0;

    /// <summary>Whether it must know which cluster is which: ids are numbers of documents, and so change with all that comes before.</summary>
    internal bool TellsClusterIds => ReadsOutcome || ClusterIdSlot >= 0;
}

/// <summary>The options of a step, for people: a plan says with them why something is done again. What a task does with them is in its code.</summary>
/// <param name="Task">The method of the worker that uses them, by <see cref="WorkerLayoutAttribute"/>.</param>
/// <param name="Step">The step's name.</param>
/// <param name="Values">Names and values as in C#: <c>minWords 50, maxWords 100000</c>.</param>
public sealed record StepOptions(string Task, string Step, string Values);

/// <summary>Everything that the engine needs to know of a generated pipeline.</summary>
public sealed class PipelineDefinition
{
    /// <summary>The pipeline's full name, such as <c>Sample.WebCorpus</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The plan, as the doc comment of the generated class shows it.</summary>
    public required string Plan { get; init; }

    /// <summary>The sources, in order.</summary>
    public required IReadOnlyList<SourceInfo> Sources { get; init; }

    /// <summary>The fields by slot (the same slots for every source; names may differ).</summary>
    public required IReadOnlyList<FieldInfo> Fields { get; init; }

    /// <summary>The slot of the id, or -1.</summary>
    public required int IdSlot { get; init; }

    /// <summary>All rules, deduplications included, in the order of the plan; <see cref="RuleInfo.Index"/> is the place.</summary>
    public required IReadOnlyList<RuleInfo> Rules { get; init; }

    /// <summary>The deduplications; there is one phase more than these.</summary>
    public required IReadOnlyList<CutInfo> Cuts { get; init; }

    /// <summary>The names of the output steps that write documents, in order.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>The names of the output steps that write datasets, in order. Default: none.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];

    /// <summary>The options of the steps, by task. Default: none.</summary>
    public IReadOnlyList<StepOptions> Options { get; init; } = [];

    /// <summary>Whether some step takes notes of documents. Default: no.</summary>
    public bool TakesNotes { get; init; }

    /// <summary>Makes a worker.</summary>
    public required Func<PipelineContext, PipelineWorker> CreateWorker { get; init; }
}
