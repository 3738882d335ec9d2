using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl.Engine;

/// <summary>What one thread of a run owns: the fused code, a document, and the writers.</summary>
internal sealed class WorkerSlot
{
    private readonly Lazy<OutputWriter[]> _writers;
    private readonly Lazy<TextBuffer[]> _buffers;

    /// <summary>Creates the thread's own objects.</summary>
    public WorkerSlot(PipelineDefinition pipeline, PipelineContext context, int samplesPerRule)
    {
        Samples = new DropSamples(pipeline.Rules.Count, samplesPerRule);
        Code = pipeline.CreateWorker(context);
        Document = new Document(pipeline.Fields.Count);
        _writers = new(() =>
        {
            OutputContext output = new(pipeline.Fields, pipeline.IdSlot, Code.Packing);
            return [.. Enumerable.Range(0, pipeline.Outputs.Count).Select(i => Code.Open(i, output))];
        });
        _buffers = new(() => [.. Writers.Select(static _ => new TextBuffer(1 << 19))]);
    }

    /// <summary>The fused code.</summary>
    public PipelineWorker Code { get; }

    /// <summary>The document, reused for every record.</summary>
    public Document Document { get; }

    /// <summary>Some of the documents of the present shard that rules dropped.</summary>
    public DropSamples Samples { get; }

    /// <summary>Counts what the present task does.</summary>
    public TaskMeter? Meter { get; set; }

    /// <summary>What files are read into, one after the other.</summary>
    public InputBuffer Input { get; } = new(RecordInput.DefaultBufferBytes);

    /// <summary>The record of the file that is being read.</summary>
    public Record? CurrentRecord { get; set; }

    /// <summary>What a text becomes from which a deduplication cuts.</summary>
    public TextBuffer CutText { get; } = new();

    /// <summary>The writers, in the order of the output steps.</summary>
    public IReadOnlyList<OutputWriter> Writers => _writers.Value;

    /// <summary>Opens a shard's part of every output.</summary>
    public OutputPart[] OpenParts(ActionAttempt attempt)
    {
        OutputPart[] parts = new OutputPart[Writers.Count];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = new OutputPart(Writers[i], _buffers.Value[i], CompressedOutput.Wrap(attempt.Create(ShardFiles.Part(i)), Writers[i].FileName));
        }

        return parts;
    }
}
