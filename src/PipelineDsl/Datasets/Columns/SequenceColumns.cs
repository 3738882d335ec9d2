using System;

namespace PipelineDsl;

/// <summary>The columns of fine-tuning and pretraining tables: <c>input_ids</c>, <c>labels</c>, <c>attention_mask</c>, <c>position_ids</c>, of one sequence.</summary>
/// <param name="alignment">Where the label of a token stands.</param>
/// <param name="acrossDocuments">Whether the first token of a piece is learned from the piece before it.</param>
internal sealed class SequenceColumns(Labels alignment, bool acrossDocuments)
{
    private int[] _labels = [];
    private int[] _positions = [];
    private byte[] _mask = [];
    private int _length;

    /// <summary>The labels; -100 where nothing is learned.</summary>
    public ReadOnlySpan<int> Labels => _labels.AsSpan(0, _length);

    /// <summary>1 for a token, 0 for padding.</summary>
    public ReadOnlySpan<byte> Mask => _mask.AsSpan(0, _length);

    /// <summary>Each token's place in its piece.</summary>
    public ReadOnlySpan<int> Positions => _positions.AsSpan(0, _length);

    /// <summary>Takes the columns of a sequence.</summary>
    public void Take(TokenSequence sequence)
    {
        _length = sequence.Ids.Length;
        _labels = ScratchRow.Of(_labels, _length);
        _positions = ScratchRow.Of(_positions, _length);
        _mask = ScratchRow.Of(_mask, _length);
        sequence.CopyLabels(_labels.AsSpan(0, _length), alignment, acrossDocuments);
        sequence.CopyPositionIds(_positions.AsSpan(0, _length));
        sequence.CopyAttentionMask(_mask.AsSpan(0, _length));
    }
}
