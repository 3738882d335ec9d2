using System;

namespace PipelineDsl;

/// <summary>Makes sequences of documents. Every token of every document goes into one sequence, and none into two.</summary>
/// <param name="sink">Takes the sequences, which are not padded yet.</param>
internal abstract class SequencePacker(ISequenceSink sink) : IDocumentSink
{
    /// <summary>The sequence that is being filled.</summary>
    protected TokenSequence Current { get; } = new();

    /// <summary>The packer for some options.</summary>
    public static SequencePacker Create(SequenceOptions options, ISequenceSink sink) => options switch
    {
        { ContextLength: 0 } => new WholePacker(sink),
        { Packing: Packing.BestFit } => new BestFitPacker(options.ContextLength, options.Window, sink),
        { Packing: Packing.OnePerRow } => new RowPacker(options.ContextLength, sink),
        _ => new ConcatenatingPacker(options.ContextLength, sink),
    };

    /// <inheritdoc/>
    public abstract void Accept(UInt128 document, ReadOnlySpan<int> ids, ReadOnlySpan<byte> loss);

    /// <summary>Passes on what is left after the last document.</summary>
    public abstract void Finish();

    /// <summary>Passes the current sequence on and begins another.</summary>
    protected void Emit()
    {
        sink.Accept(Current);
        Current.Clear();
    }

    /// <summary>Appends a part of a document to the current sequence.</summary>
    protected void Append(UInt128 document, ReadOnlySpan<int> ids, ReadOnlySpan<byte> loss, int start, int length)
        => Current.Append(document, ids.Slice(start, length), loss.IsEmpty ? default : loss.Slice(start, length), start, start + length == ids.Length);
}
