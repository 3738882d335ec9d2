using System;

namespace PipelineDsl;

/// <summary>Byte pair encoding of long pre-tokens, such as a megabyte of one letter, in n·log n: a linked list of ids and a heap of the pairs that merge.</summary>
/// <remarks>A pair that no longer stands at its place is skipped when it comes up.</remarks>
internal sealed unsafe class HeapMerger(MergeTable merges)
{
    // What is bigger is freed after use: such pre-tokens are rare, and workers are many.
    private const int KeptLength = 1 << 16;

    private const int Gone = -1;

    private NativeArray<int>? _links;
    private readonly MergeHeap _heap = new();
    private int _length;

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
        while (_heap.TryPop(out int merged, out int left))
        {
            Steps++;
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
        _links = new NativeArray<int>(checked(3 * _length));
    }

    private void Fill(byte* bytes, int length)
    {
        _heap.Begin(length);
        for (int i = 0; i + 1 < length; i++)
        {
            int merged = merges.BytePairs[(bytes[i] << 8) | bytes[i + 1]];
            if (merged != MergeTable.None)
            {
                _heap.Add(merged, i);
            }
        }

        _heap.Order();
    }

    private void Push(int merged, int place)
    {
        if (merged != MergeTable.None)
        {
            _heap.Push(merged, place);
        }
    }
}
