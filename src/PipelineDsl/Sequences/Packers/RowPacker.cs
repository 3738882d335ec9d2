using System;

namespace PipelineDsl;

/// <summary>One document a sequence; what is longer than the context takes several, in order.</summary>
internal sealed class RowPacker(int contextLength, ISequenceSink sink) : SequencePacker(sink)
{
    /// <inheritdoc/>
    public override void Accept(UInt128 document, ReadOnlySpan<int> ids, ReadOnlySpan<byte> loss)
    {
        for (int start = 0; start < ids.Length; start += contextLength)
        {
            Append(document, ids, loss, start, Math.Min(contextLength, ids.Length - start));
            Emit();
        }
    }

    /// <inheritdoc/>
    public override void Finish()
    {
    }
}
