using System;

namespace PipelineDsl;

/// <summary>Merges many symbols, such as a megabyte of one letter, in n·log n: a linked list of symbols and a heap of the pairs that merge.</summary>
/// <remarks>
/// A heap entry is the rank in the upper half and the place in the lower one, so that the least entry is the leftmost pair of the lowest rank. Entries are never
/// taken back: one that no longer says the truth of its place is skipped when it comes up.
/// </remarks>
internal sealed unsafe class CharacterPairHeap(CharacterPairModel model)
{
    // What is bigger is freed after use: such texts are rare, and workers are many.
    private const int KeptLength = 1 << 16;

    private const int Gone = int.MinValue;

    private NativeArray<int>? _links;
    private NativeArray<ulong>? _heap;
    private int _length;
    private int _heapCount;

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
        ulong* heap = _heap!.Start;
        int filled = 0;
        for (int i = 0; i < length; i++)
        {
            next[i] = i + 1;
            previous[i] = i - 1;
            int rank = i + 1 < length ? table.Find(symbols[i], symbols[i + 1]) : CharacterPairTable.None;
            if (rank != CharacterPairTable.None)
            {
                heap[filled++] = Entry(rank, i);
            }
        }

        _heapCount = filled;
        for (int i = (filled / 2) - 1; i >= 0; i--)
        {
            SiftDown(heap, i, filled);
        }

        while (_heapCount > 0)
        {
            ulong top = Pop();
            int left = (int)(uint)top;
            int rank = (int)(top >> 32);
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
        _heap?.Free();
        _links = null;
        _heap = null;
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

        // At first one entry for each pair; each merge takes one out and puts at most two in.
        _heap = new NativeArray<ulong>(checked(2 * _length), zeroed: false);
    }

    private static ulong Entry(int rank, int place) => ((ulong)(uint)rank << 32) | (uint)place;

    private void Push(int rank, int place)
    {
        if (rank == CharacterPairTable.None)
        {
            return;
        }

        ulong* heap = _heap!.Start;
        ulong entry = Entry(rank, place);
        int i = _heapCount++;
        while (i > 0 && heap[(i - 1) / 2] > entry)
        {
            heap[i] = heap[(i - 1) / 2];
            i = (i - 1) / 2;
        }

        heap[i] = entry;
    }

    private ulong Pop()
    {
        ulong* heap = _heap!.Start;
        ulong top = heap[0];
        heap[0] = heap[--_heapCount];
        SiftDown(heap, 0, _heapCount);
        return top;
    }

    private static void SiftDown(ulong* heap, int i, int count)
    {
        ulong entry = heap[i];
        while (true)
        {
            int child = (2 * i) + 1;
            if (child >= count)
            {
                break;
            }

            if (child + 1 < count && heap[child + 1] < heap[child])
            {
                child++;
            }

            if (entry <= heap[child])
            {
                break;
            }

            heap[i] = heap[child];
            i = child;
        }

        heap[i] = entry;
    }
}
