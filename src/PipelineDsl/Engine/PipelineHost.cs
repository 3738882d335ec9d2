using System;
using System.Threading;
using System.Threading.Tasks;

namespace PipelineDsl.Engine;

/// <summary>Runs generated pipelines: over a corpus, or over one document for tests.</summary>
public static class PipelineHost
{
    /// <summary>Runs a pipeline over its sources and publishes the outputs.</summary>
    public static Task<RunSummary> RunAsync(PipelineDefinition pipeline, RunOptions options, CancellationToken cancellationToken)
        => throw new NotImplementedException();

    /// <summary>Judges one document as if it were the only one.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="fields">Further fields by name; those not given are as if missing and optional.</param>
    public static Verdict Judge(PipelineDefinition pipeline, ReadOnlySpan<byte> text, params ReadOnlySpan<(string Name, string Value)> fields)
        => throw new NotImplementedException();

    /// <summary>What every rule says of one document.</summary>
    public static Audit Audit(PipelineDefinition pipeline, ReadOnlySpan<byte> text, params ReadOnlySpan<(string Name, string Value)> fields) => throw new NotImplementedException();
}
