using System;

namespace PipelineDsl;

/// <summary>Merges the bytes of a pre-token and looks the ids of the ranks up.</summary>
internal sealed unsafe class BytePairMerger : PreTokenMerger
{
    private readonly BytePairModel _model;
    private readonly PairMerger _merger;
    private readonly InterleavedMerger<MergeRules> _interleaved;
    private readonly TextBuffer? _known;

    /// <summary>Creates a merger for one thread.</summary>
    public BytePairMerger(BytePairModel model)
    {
        _model = model;
        _merger = new PairMerger(model.Merges);
        _interleaved = new InterleavedMerger<MergeRules>(new MergeRules(model), this);
        _known = model.Merges.MissesBytes ? new TextBuffer() : null;
    }

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
        _model.ToIds(new Span<int>(output, count));
        return count;
    }

    /// <inheritdoc/>
    public override void Merge(WaitingPreToken* preTokens, int count)
    {
        if (_known is not null)
        {
            base.Merge(preTokens, count);
            return;
        }

        _interleaved.Merge(preTokens, count);
    }

    /// <inheritdoc/>
    public override void Free()
    {
        _merger.Free();
        _interleaved.Free();
    }

    /// <summary>The bytes that have a token.</summary>
    private PaddedText Known(ReadOnlySpan<byte> bytes)
    {
        _known!.Clear();
        foreach (byte value in bytes)
        {
            if (_model.Merges.ByteRanks[value] != MergeTable.NoToken)
            {
                _known.Append(value);
            }
        }

        return _known.Text;
    }
}
