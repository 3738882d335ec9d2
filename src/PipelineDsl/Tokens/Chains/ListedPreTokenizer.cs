using System;

namespace PipelineDsl;

/// <summary>Where a text was cut by the pre-tokenizers of a chain. One per worker.</summary>
internal sealed unsafe class ListedPieces
{
    private int[] _ends = new int[256];
    private int _next;

    /// <summary>The number of pieces.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets all pieces.</summary>
    public void Clear()
    {
        Count = 0;
        _next = 0;
    }

    /// <summary>Adds a piece: it begins where the one before ends.</summary>
    public void Add(int end)
    {
        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, 2 * Count);
        }

        _ends[Count++] = end;
    }

    /// <summary>Where a piece ends.</summary>
    public int End(int piece) => _ends[piece];

    /// <summary>The length of the next piece that nobody asked for yet.</summary>
    public int NextLength()
    {
        int start = _next == 0 ? 0 : _ends[_next - 1];
        return _ends[_next++] - start;
    }
}

/// <summary>Cuts text where a chain of pre-tokenizers already did; to be asked for all pieces from left to right, once.</summary>
internal readonly unsafe struct ListedPreTokenizer(ListedPieces pieces) : IPreTokenizer
{
    /// <inheritdoc/>
    public byte* Next(byte* start, byte* end) => start + pieces.NextLength();

    /// <inheritdoc/>
    public ulong Ends(byte* start, byte* end) => 0;
}
