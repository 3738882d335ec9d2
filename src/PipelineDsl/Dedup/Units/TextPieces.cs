using System;

namespace PipelineDsl;

/// <summary>The pieces of a text, in order. Reused for every document.</summary>
internal sealed class TextPieces
{
    private TextPiece[] _items = new TextPiece[256];

    /// <summary>The number of pieces.</summary>
    public int Count { get; private set; }

    /// <summary>The pieces.</summary>
    public ReadOnlySpan<TextPiece> Items => _items.AsSpan(0, Count);

    /// <summary>Forgets all pieces.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a piece behind the others.</summary>
    public void Add(in TextPiece piece)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, 2 * Count);
        }

        _items[Count++] = piece;
    }

    /// <summary>Counts the words of each unit: runs of characters that are not white space.</summary>
    public void CountWords(ReadOnlySpan<byte> text)
    {
        foreach (ref TextPiece piece in _items.AsSpan(0, Count))
        {
            piece = piece with { Words = Utf8Lines.Words(text[piece.Unit..piece.End]) };
        }
    }
}
