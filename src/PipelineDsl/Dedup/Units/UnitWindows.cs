using System;

namespace PipelineDsl;

/// <summary>The windows of a text's pieces that take part in a deduplication, with their keys. Reused for every document.</summary>
/// <remarks>
/// A window is so many pieces in a row; what is compared are their units, each normalised, joined with spaces. Windows of nothing but white space take no part, nor do texts with fewer pieces than a window.
/// </remarks>
internal sealed class UnitWindows
{
    private readonly UnitNormalizer _normalizer = new();
    private readonly TextBuffer _compared = new();
    private int[] _ends = new int[256]; // of each piece's normalised unit
    private Window[] _windows = new Window[256];

    private struct Window
    {
        public int Piece;
        public int Start;
        public int Length;
        public UInt128 Key;
    }

    /// <summary>The pieces, which the caller fills.</summary>
    public TextPieces Pieces { get; } = new();

    /// <summary>The number of windows.</summary>
    public int Count { get; private set; }

    /// <summary>The number of the piece with which a window begins.</summary>
    public int PieceOf(int window) => _windows[window].Piece;

    /// <summary>A window's key.</summary>
    public UInt128 KeyOf(int window) => _windows[window].Key;

    /// <summary>What is compared of a window.</summary>
    public ReadOnlySpan<byte> TextOf(int window) => _compared.Bytes.Slice(_windows[window].Start, _windows[window].Length);

    /// <summary>Forgets pieces and windows.</summary>
    public void Clear()
    {
        Pieces.Clear();
        Count = 0;
    }

    /// <summary>Finds the windows of the text that <see cref="Pieces"/> are those of.</summary>
    /// <param name="text">The text.</param>
    /// <param name="normalization">What must be equal.</param>
    /// <param name="size">Pieces of a window.</param>
    /// <param name="minCharacters">Windows of fewer code points, as they are compared, take no part.</param>
    /// <param name="ignoreEmptyEnd">Whether empty pieces at the end are no part of any window.</param>
    public void Find(ReadOnlySpan<byte> text, UnitNormalization normalization, int size, int minCharacters, bool ignoreEmptyEnd)
    {
        Count = 0;
        _compared.Clear();
        ReadOnlySpan<TextPiece> pieces = Pieces.Items;
        while (ignoreEmptyEnd && !pieces.IsEmpty && pieces[^1].IsEmpty)
        {
            pieces = pieces[..^1];
        }

        if (pieces.Length < size)
        {
            return;
        }

        if (_ends.Length < pieces.Length)
        {
            _ends = new int[Math.Max(pieces.Length, 2 * _ends.Length)];
            _windows = new Window[_ends.Length];
        }

        for (int i = 0; i < pieces.Length; i++)
        {
            if (i > 0 && size > 1)
            {
                _compared.Append((byte)' ');
            }

            _normalizer.Append(text[pieces[i].Unit..pieces[i].End], normalization, _compared);
            _ends[i] = _compared.Length;
        }

        ReadOnlySpan<byte> compared = _compared.Bytes;
        int between = size > 1 ? 1 : 0;
        for (int i = 0; i + size <= pieces.Length; i++)
        {
            int start = i == 0 ? 0 : _ends[i - 1] + between;
            ReadOnlySpan<byte> window = compared[start.._ends[i + size - 1]];
            if (!TextSpace.TrimStart(window).IsEmpty && (window.Length >= 4L * minCharacters || window.Length - Utf8Lines.ContinuationBytes(window) >= minCharacters))
            {
                _windows[Count++] = new Window { Piece = i, Start = start, Length = window.Length, Key = DedupKey.Of(window) };
            }
        }
    }
}
