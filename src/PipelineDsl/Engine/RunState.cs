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

    /// <summary>How the tokens become the sequences of the pipeline's datasets, or null if it has none.</summary>
    public SequenceOptions? Sequences { get; set; }

    /// <summary>How the pipeline makes tokens, or null if it makes none.</summary>
    public TokenPacking? Tokens { get; set; }

    /// <summary>Where tasks write.</summary>
    public WorkFolder Work { get; } = work;

    /// <summary>For each shard, which of the documents that the last phase kept the deduplication drops, by their place among them.</summary>
    public IReadOnlyList<HashSet<long>> Duplicates { get; set; } = [];
}
