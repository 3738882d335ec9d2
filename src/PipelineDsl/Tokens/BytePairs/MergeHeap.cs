using System;

namespace PipelineDsl;

/// <summary>The pairs that may merge, the leftmost of the lowest rank on top: a binary heap in memory that is reused.</summary>
/// <remarks>An entry is the rank in the upper half and the place in the lower one. Entries are never taken back: who pops one asks whether it still says the truth of its place.</remarks>
internal sealed unsafe class MergeHeap
{
    private NativeArray<ulong>? _entries;
    private int _capacity;
    private int _count;

    /// <summary>Empties the heap and makes room for all pairs of so many symbols: at first one entry for each, and each merge takes one out and puts at most two in.</summary>
    public void Begin(int symbols)
    {
        _count = 0;
        if (symbols > _capacity)
        {
            Free();
            _capacity = Math.Max(symbols, 1024);
            _entries = new NativeArray<ulong>(checked(2 * _capacity), zeroed: false);
        }
    }

    /// <summary>Adds a pair before <see cref="Order"/>.</summary>
    public void Add(int rank, int place) => _entries!.Start[_count++] = Entry(rank, place);

    /// <summary>Makes a heap of what was added, in linear time.</summary>
    public void Order()
    {
        for (int i = (_count / 2) - 1; i >= 0; i--)
        {
            SiftDown(i);
        }
    }

    /// <summary>Puts a pair in.</summary>
    public void Push(int rank, int place)
    {
        ulong* heap = _entries!.Start;
        ulong entry = Entry(rank, place);
        int i = _count++;
        while (i > 0 && heap[(i - 1) / 2] > entry)
        {
            heap[i] = heap[(i - 1) / 2];
            i = (i - 1) / 2;
        }

        heap[i] = entry;
    }

    /// <summary>Takes the top out; false if the heap is empty.</summary>
    public bool TryPop(out int rank, out int place)
    {
        if (_count == 0)
        {
            rank = 0;
            place = 0;
            return false;
        }

        ulong* heap = _entries!.Start;
        ulong top = heap[0];
        heap[0] = heap[--_count];
        SiftDown(0);
        rank = (int)(top >> 32);
        place = (int)(uint)top;
        return true;
    }

    /// <summary>Frees the memory.</summary>
    public void Free()
    {
        _entries?.Free();
        _entries = null;
        _capacity = 0;
    }

    private static ulong Entry(int rank, int place) => ((ulong)(uint)rank << 32) | (uint)place;

    private void SiftDown(int i)
    {
        ulong* heap = _entries!.Start;
        int count = _count;
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
