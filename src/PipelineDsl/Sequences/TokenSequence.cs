using System;

namespace PipelineDsl;

/// <summary>One sequence of a dataset: token ids, padding behind them, and where the documents lie in it. Reused for every sequence.</summary>
public sealed class TokenSequence
{
    /// <summary>The label of a token from which nothing is learned: what PyTorch's cross entropy ignores.</summary>
    public const int IgnoredLabel = -100;

    private int[] _ids = [];
    private byte[] _loss = [];
    private SequencePiece[] _pieces = [];
    private int _length;
    private int _pieceCount;

    /// <summary>Its place in the dataset, from 0.</summary>
    public long Index { get; internal set; }

    /// <summary>The ids, padding included.</summary>
    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, _length);

    /// <summary>The number of tokens without padding.</summary>
    public int TokenCount { get; private set; }

    /// <summary>The number of padding ids at the end.</summary>
    public int PaddingCount => _length - TokenCount;

    /// <summary>Whether some document said of some token that a trainer does not learn from it.</summary>
    public bool HasLoss { get; private set; }

    /// <summary>One byte for each id: 1 where a trainer learns from the token, 0 where it does not and in the padding.</summary>
    public ReadOnlySpan<byte> Loss => _loss.AsSpan(0, _length);

    /// <summary>The documents' pieces, in order; together they are the tokens without padding.</summary>
    public ReadOnlySpan<SequencePiece> Pieces => _pieces.AsSpan(0, _pieceCount);

    /// <summary>Writes each token's place in its piece, counted from 0; 0 in the padding.</summary>
    /// <param name="positions">As many elements as there are ids.</param>
    public void CopyPositionIds(Span<int> positions)
    {
        foreach (ref readonly SequencePiece piece in Pieces)
        {
            for (int i = 0; i < piece.Length; i++)
            {
                positions[piece.Start + i] = i;
            }
        }

        positions[TokenCount.._length].Clear();
    }

    /// <summary>Writes 1 for each token and 0 in the padding.</summary>
    /// <param name="mask">As many elements as there are ids.</param>
    public void CopyAttentionMask(Span<byte> mask)
    {
        mask[..TokenCount].Fill(1);
        mask[TokenCount.._length].Clear();
    }

    /// <summary>Writes the labels: token ids, and <see cref="IgnoredLabel"/> where nothing is learned.</summary>
    /// <param name="labels">As many elements as there are ids.</param>
    /// <param name="alignment">Where the label of a token stands.</param>
    /// <param name="acrossDocuments">Whether the first token of a piece is learned from the piece before it in the sequence.</param>
    public void CopyLabels(Span<int> labels, Labels alignment, bool acrossDocuments)
    {
        int shift = alignment == Labels.Next ? 1 : 0;
        labels[.._length].Fill(IgnoredLabel);
        foreach (ref readonly SequencePiece piece in Pieces)
        {
            // The first token of the sequence has nothing before it; in the aligned form it stands all the same, since the model's own shift drops it.
            bool first = piece.Start > 0 ? acrossDocuments : shift == 0;
            for (int i = first ? piece.Start : piece.Start + 1; i < piece.End; i++)
            {
                if (_loss[i] != 0)
                {
                    labels[i - shift] = _ids[i];
                }
            }
        }
    }

    /// <summary>Forgets everything.</summary>
    internal void Clear()
    {
        _length = 0;
        _pieceCount = 0;
        TokenCount = 0;
        HasLoss = false;
    }

    /// <summary>Appends a piece of a document.</summary>
    /// <param name="document">The document's key.</param>
    /// <param name="ids">The ids.</param>
    /// <param name="loss">Their flags, or empty: every token counts.</param>
    /// <param name="offset">The first id's place in the document.</param>
    /// <param name="endsDocument">Whether the document ends with the piece.</param>
    internal void Append(UInt128 document, ReadOnlySpan<int> ids, ReadOnlySpan<byte> loss, long offset, bool endsDocument)
    {
        Grow(ids.Length);
        ids.CopyTo(_ids.AsSpan(_length));
        if (loss.IsEmpty)
        {
            _loss.AsSpan(_length, ids.Length).Fill(1);
        }
        else
        {
            loss.CopyTo(_loss.AsSpan(_length));
            HasLoss = true;
        }

        if (_pieceCount == _pieces.Length)
        {
            Array.Resize(ref _pieces, Math.Max(16, 2 * _pieceCount));
        }

        _pieces[_pieceCount++] = new SequencePiece(_length, ids.Length, document, offset, endsDocument);
        _length += ids.Length;
        TokenCount = _length;
    }

    /// <summary>Fills up with padding.</summary>
    /// <param name="length">The length to reach.</param>
    /// <param name="id">The padding id.</param>
    internal void Pad(int length, int id)
    {
        int padding = length - _length;
        if (padding > 0)
        {
            Grow(padding);
            _ids.AsSpan(_length, padding).Fill(id);
            _loss.AsSpan(_length, padding).Clear();
            _length = length;
        }
    }

    private void Grow(int count)
    {
        int needed = checked(_length + count);
        if (needed > _ids.Length)
        {
            int room = (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _ids.Length));
            Array.Resize(ref _ids, room);
            Array.Resize(ref _loss, room);
        }
    }
}
