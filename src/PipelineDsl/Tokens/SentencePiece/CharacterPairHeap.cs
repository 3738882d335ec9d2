using System;

namespace PipelineDsl;

/// <summary>Merges many symbols, such as a megabyte of one letter, in n·log n: a linked list of symbols and a heap of the pairs that merge.</summary>
/// <remarks>A pair that no longer stands at its place is skipped when it comes up.</remarks>
internal sealed unsafe class CharacterPairHeap(CharacterPairModel model)
{
    // What is bigger is freed after use: such texts are rare, and workers are many.
    private const int KeptLength = 1 << 16;

    private const int Gone = int.MinValue;

    private NativeArray<int>? _links;
    private readonly MergeHeap _heap = new();
    private int _length;

    /// <summary>Merges symbols in place.</summary>
    /// <param name="symbols">The symbols.</param>
    /// <param name="length">Their number.</param>
    /// <param name="lastRank">The rank of the last merge, or -1.</param>
    /// <returns>The number of symbols that are left.</returns>
    public int Merge(int* symbols, int length, out int lastRank)
    {
        CharacterPairTable table = model.Table;
        lastRank = -1;
        Reserve(length);
        int* next = _links!.Start;
        int* previous = next + length;
        _heap.Begin(length);
        for (int i = 0; i < length; i++)
        {
            next[i] = i + 1;
            previous[i] = i - 1;
            int rank = i + 1 < length ? table.Find(symbols[i], symbols[i + 1]) : CharacterPairTable.None;
            if (rank != CharacterPairTable.None)
            {
                _heap.Add(rank, i);
            }
        }

        _heap.Order();
        while (_heap.TryPop(out int rank, out int left))
        {
            int right = symbols[left] == Gone ? length : next[left];
            if (right >= length || table.Find(symbols[left], symbols[right]) != rank)
            {
                continue;
            }

            int after = next[right];
            int merged = model.Merged(rank, symbols[left], symbols[right]);
            lastRank = rank;
            symbols[left] = merged;
            symbols[right] = Gone;
            next[left] = after;
            if (after < length)
            {
                previous[after] = left;
                Push(table.Find(merged, symbols[after]), left);
            }

            int before = previous[left];
            if (before >= 0)
            {
                Push(table.Find(symbols[before], merged), before);
            }
        }

        int count = 0;
        for (int i = 0; i < length; i = next[i])
        {
            symbols[count++] = symbols[i];
        }

        if (_length > KeptLength)
        {
            Free();
        }

        return count;
    }

    /// <summary>Frees the memory.</summary>
    public void Free()
    {
        _links?.Free();
        _heap.Free();
        _links = null;
        _length = 0;
    }

    private void Reserve(int length)
    {
        if (length <= _length)
        {
            return;
        }

        Free();
        _length = Math.Max(length, 1024);
        _links = new NativeArray<int>(checked(2 * _length), zeroed: false);
    }

    private void Push(int rank, int place)
    {
        if (rank != CharacterPairTable.None)
        {
            _heap.Push(rank, place);
        }
    }
}
