using System;

namespace PipelineDsl;

/// <summary>Documents one after the other, cut every context length.</summary>
internal sealed class ConcatenatingPacker(int contextLength, ISequenceSink sink) : SequencePacker(sink)
{
    /// <inheritdoc/>
    public override void Accept(UInt128 document, ReadOnlySpan<int> ids, ReadOnlySpan<byte> loss)
    {
        for (int start = 0; start < ids.Length;)
        {
            int length = Math.Min(contextLength - Current.TokenCount, ids.Length - start);
            Append(document, ids, loss, start, length);
            start += length;
            if (Current.TokenCount == contextLength)
            {
                Emit();
            }
        }
    }

    /// <inheritdoc/>
    public override void Finish()
    {
        if (Current.TokenCount > 0)
        {
            Emit();
        }
    }
}
