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

    /// <summary>What the deduplication before the present phase says, or null in the first phase.</summary>
    public CutResult? Cut { get; set; }

    /// <summary>What deduplications told, in the order of the plan.</summary>
    public List<CutReport> CutReports { get; } = [];

    /// <summary>The files that deduplications wrote.</summary>
    public List<OutputFile> CutFiles { get; } = [];

    /// <summary>The document that is to be explained, or null in a real run.</summary>
    public DocumentWatch? Watch { get; init; }
}
