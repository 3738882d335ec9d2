using System.Collections.Generic;

namespace PipelineDsl.Engine;

/// <summary>What all tasks of a run share.</summary>
internal sealed class RunState(PipelineDefinition pipeline, RunOptions options, IReadOnlyList<Shard> shards, WorkFolder work)
{
    /// <summary>The pipeline.</summary>
    public PipelineDefinition Pipeline { get; } = pipeline;

    /// <summary>How it is run.</summary>
    public RunOptions Options { get; } = options;

    /// <summary>The corpus.</summary>
    public IReadOnlyList<Shard> Shards { get; } = shards;

    /// <summary>Where tasks write.</summary>
    public WorkFolder Work { get; } = work;

    /// <summary>For each shard, which of the documents that the last phase kept the deduplication drops, by their place among them.</summary>
    public IReadOnlyList<HashSet<long>> Duplicates { get; set; } = [];
}
