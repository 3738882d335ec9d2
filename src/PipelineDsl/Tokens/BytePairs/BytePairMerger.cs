using System;

namespace PipelineDsl;

/// <summary>Merges the bytes of a pre-token and looks the ids of the ranks up.</summary>
internal sealed unsafe class BytePairMerger(BytePairModel model) : PreTokenMerger
{
    private readonly PairMerger _merger = new(model.Merges);
    private readonly TextBuffer? _known = model.Merges.MissesBytes ? new TextBuffer() : null;

    /// <inheritdoc/>
    public override int Merge(byte* bytes, int length, int* output)
    {
        if (_known is not null)
        {
            PaddedText known = Known(new ReadOnlySpan<byte>(bytes, length));
            bytes = known.Start;
            length = known.Length;
            if (length == 0)
            {
                return 0;
            }
        }

        int count = _merger.Merge(bytes, length, output);
        model.ToIds(new Span<int>(output, count));
        return count;
    }

    /// <inheritdoc/>
    public override void Free() => _merger.Free();

    /// <summary>The bytes that have a token.</summary>
    private PaddedText Known(ReadOnlySpan<byte> bytes)
    {
        _known!.Clear();
        foreach (byte value in bytes)
        {
            if (model.Merges.ByteRanks[value] != MergeTable.None)
            {
                _known.Append(value);
            }
        }

        return _known.Text;
    }
}
