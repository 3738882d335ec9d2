using System;

namespace PipelineDsl;

/// <summary>No packing: a document is a sequence.</summary>
internal sealed class WholePacker(ISequenceSink sink) : SequencePacker(sink)
{
    /// <inheritdoc/>
    public override void Accept(UInt128 document, ReadOnlySpan<int> ids, ReadOnlySpan<byte> loss)
    {
        Append(document, ids, loss, 0, ids.Length);
        Emit();
    }

    /// <inheritdoc/>
    public override void Finish()
    {
    }
}
