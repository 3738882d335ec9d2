using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>The different pieces of a text seen so far. Exact: pieces of the same hash are compared byte for byte.</summary>
/// <remarks>
/// A piece is first looked up under a hash of its ends, which costs the same for any length. If the piece that stands there is another one, the hash of all bytes decides where to
/// look, so that pieces which differ in the middle only (the rows of a table) are found in constant time too.
/// </remarks>
internal sealed unsafe class TextSet
{
    private readonly ScratchArray<int> _slots = new(); // the piece's number + 1, or 0
    private readonly ScratchArray<Piece> _pieces = new();
    private int* _slot;
    private Piece* _piece;
    private int _count;
    private int _shift;

    private struct Piece
    {
        public ulong Hash;
        public byte* Text;
        public int Length;
        public int Occurrences;
    }

    /// <summary>How many pieces equal the last one that was there already, it included: 2 if it is the first copy.</summary>
    public int Occurrences { get; private set; }

    /// <summary>Forgets all pieces; at most <paramref name="most"/> will be added.</summary>
    public void Begin(int most)
    {
        _slots.Begin();
        _pieces.Begin();
        int slots = (int)BitOperations.RoundUpToPowerOf2((uint)(2 * most) | 16);
        _slot = _slots.TakeCleared(slots);
        _piece = _pieces.Take(most);
        _shift = 64 - BitOperations.Log2((uint)slots);
        _count = 0;
    }

    /// <summary>Adds a piece; false if an equal one is there already. Up to 16 bytes behind it are read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(byte* text, int length)
    {
        ulong hash = TextHash.OfEnds(text, length);
        int* slot = _slot + (hash >> _shift);
        if (*slot == 0)
        {
            Put(slot, hash, text, length);
            return true;
        }

        return AddOccupied(slot, hash, text, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(int* slot, ulong hash, byte* text, int length)
    {
        _piece[_count] = new Piece { Hash = hash, Text = text, Length = length, Occurrences = 1 };
        *slot = ++_count;
    }

    private bool AddOccupied(int* slot, ulong hash, byte* text, int length)
    {
        bool whole = false;
        int* end = _slot + (1L << (64 - _shift));
        for (; *slot != 0; slot = slot + 1 == end ? _slot : slot + 1)
        {
            ref Piece other = ref _piece[*slot - 1];
            if (other.Hash != hash || other.Length != length)
            {
                continue;
            }

            if (new ReadOnlySpan<byte>(other.Text, length).SequenceEqual(new ReadOnlySpan<byte>(text, length)))
            {
                Occurrences = ++other.Occurrences;
                return false;
            }

            if (!whole)
            {
                whole = true;
                hash = TextHash.Of(text, length);
                slot = _slot + (hash >> _shift);
                slot = slot == _slot ? end - 1 : slot - 1; // the loop goes one on
            }
        }

        Put(slot, hash, text, length);
        return true;
    }
}
