using System;
using System.IO;
using PipelineDsl.Engine;

namespace PipelineDsl.Benchmarks;

/// <summary>A pipeline's fused code without the engine: one thread reads one file after the other, and writes what is kept to one file.</summary>
internal sealed class BareLoop : IRecordSink, IDisposable
{
    private const int FlushAt = 1 << 18;
    private readonly PipelineDefinition _pipeline;
    private readonly PipelineWorker _code;
    private readonly Document _document;
    private readonly OutputWriter _writer;
    private readonly TextBuffer _output = new(1 << 19);
    private readonly InputBuffer _input = new(RecordInput.DefaultBufferBytes);
    private readonly FileStream _file;
    private OutputTotals _totals;

    /// <summary>Makes the pipeline's worker, with its tables and caches.</summary>
    /// <param name="pipeline">A pipeline of one phase with one source and one output.</param>
    /// <param name="output">The file to write.</param>
    public BareLoop(PipelineDefinition pipeline, string output)
    {
        _pipeline = pipeline;
        _code = pipeline.CreateWorker(new PipelineContext(AppContext.BaseDirectory));
        _document = new Document(pipeline.Fields.Count);
        _writer = _code.Open(0, new OutputContext(pipeline.Fields, pipeline.IdSlot, _code.Packing));
        _file = new FileStream(output, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
    }

    /// <summary>The number of documents that were kept.</summary>
    public long Kept => _totals.Documents;

    /// <summary>Reads a file.</summary>
    public void Read(string path)
    {
        using RecordInput input = RecordInput.Open(path, Path.GetFileName(path), 16 << 20, _input);
        _code.Read(0, input, new Record(input, _pipeline.Sources[0].Fields, _document, this));
    }

    /// <inheritdoc/>
    public void Accept(Document document)
    {
        if (!_code.Run(0, document).Kept)
        {
            return;
        }

        _writer.Write(document, _output);
        _totals = _totals with { Documents = _totals.Documents + 1, Tokens = _totals.Tokens + document.Tokens.Count };
        if (_output.Length >= FlushAt)
        {
            Flush();
        }
    }

    /// <inheritdoc/>
    public void Reject(Rejection rejection, ReadOnlySpan<byte> raw) => throw new InvalidDataException(rejection.Detail);

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Finish(_totals, _output);
        Flush();
        _file.Dispose();
    }

    private void Flush()
    {
        _file.Write(_output.Bytes);
        _output.Clear();
    }
}
