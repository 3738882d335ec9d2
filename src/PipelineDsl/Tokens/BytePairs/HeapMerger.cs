using System;

namespace PipelineDsl;

/// <summary>Byte pair encoding of long pre-tokens, such as a megabyte of one letter, in n·log n: a linked list of ids and a heap of the pairs that merge.</summary>
/// <remarks>
/// A heap entry is the rank in the upper half and the place in the lower one, so that the least entry is the leftmost pair of the lowest rank. Entries are never
/// taken back: one that no longer says the truth of its place is skipped when it comes up.
/// </remarks>
internal sealed unsafe class HeapMerger(MergeTable merges)
{
    // What is bigger is freed after use: such pre-tokens are rare, and workers are many.
    private const int KeptLength = 1 << 16;

    private const int Gone = -1;

    private NativeArray<int>? _links;
    private NativeArray<ulong>? _heap;
    private int _length;
    private int _heapCount;

    /// <summary>How many heap entries the last call looked at: what the work goes with, but for a logarithm.</summary>
    public long Steps { get; private set; }

    /// <summary>Merges; see <see cref="PairMerger.Merge"/>.</summary>
    public int Merge(byte* bytes, int length, int* output)
    {
        Reserve(length);
        int* ids = _links!.Start;
        int* next = ids + length;
        int* previous = next + length;
        int* byteRanks = merges.ByteRanks;
        for (int i = 0; i < length; i++)
        {
            ids[i] = byteRanks[bytes[i]];
            next[i] = i + 1;
            previous[i] = i - 1;
        }

        Fill(bytes, length);
        Steps = 0;
        while (_heapCount > 0)
        {
            Steps++;
            ulong top = Pop();
            int left = (int)(uint)top;
            int merged = (int)(top >> 32);
            int right = ids[left] == Gone ? length : next[left];
            if (right >= length || merges.Find(ids[left], ids[right]) != merged)
            {
                continue;
            }

            int after = next[right];
            ids[left] = merged;
            ids[right] = Gone;
            next[left] = after;
            if (after < length)
            {
                previous[after] = left;
                Push(merges.Find(merged, ids[after]), left);
            }

            int before = previous[left];
            if (before >= 0)
            {
                Push(merges.Find(ids[before], merged), before);
            }
        }

        int count = 0;
        for (int i = 0; i < length; i = next[i])
        {
            output[count++] = ids[i];
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
        _links = new NativeArray<int>(checked(3 * _length));

        // At first one entry for each pair; each merge takes one out and puts at most two in.
        _heap = new NativeArray<ulong>(checked(2 * _length));
    }

    private void Fill(byte* bytes, int length)
    {
        ulong* heap = _heap!.Start;
        int count = 0;
        for (int i = 0; i + 1 < length; i++)
        {
            int merged = merges.BytePairs[(bytes[i] << 8) | bytes[i + 1]];
            if (merged != MergeTable.None)
            {
                heap[count++] = Entry(merged, i);
            }
        }

        _heapCount = count;
        for (int i = (count / 2) - 1; i >= 0; i--)
        {
            SiftDown(heap, i, count);
        }
    }

    private static ulong Entry(int merged, int place) => ((ulong)(uint)merged << 32) | (uint)place;

    private void Push(int merged, int place)
    {
        if (merged == MergeTable.None)
        {
            return;
        }

        ulong* heap = _heap!.Start;
        ulong entry = Entry(merged, place);
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
