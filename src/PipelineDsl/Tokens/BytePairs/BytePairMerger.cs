using System;

namespace PipelineDsl;

/// <summary>Merges the bytes of a pre-token and looks the ids of the ranks up.</summary>
internal sealed unsafe class BytePairMerger(BytePairModel model) : PreTokenMerger
{
    private readonly PairMerger _merger = new(model.Merges);

    /// <inheritdoc/>
    public override int Merge(byte* bytes, int length, int* output)
    {
        int count = _merger.Merge(bytes, length, output);
        model.ToIds(new Span<int>(output, count));
        return count;
    }

    /// <inheritdoc/>
    public override void Free() => _merger.Free();
}
