using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>Byte pair encoding of one pre-token: merges the two neighbours of the lowest rank, the leftmost of equals, until none merge.</summary>
/// <remarks>For short pre-tokens: ranks lie in an array, whose minimum and whose closing-up are a few vector operations. Longer ones go to <see cref="HeapMerger"/>.</remarks>
internal sealed unsafe class PairMerger
{
    /// <summary>The longest pre-token in bytes that is merged here: about where a heap becomes faster.</summary>
    public const int MaxLength = 128;

    // Whole vectors are read from any place up to the end, and one element further on.
    private const int Padding = 32;

    private readonly MergeTable _merges;
    private readonly NativeArray<int> _ids = new(MaxLength + Padding);
    private readonly NativeArray<int> _ranks = new(MaxLength + Padding);
    private readonly HeapMerger _heap;

    /// <summary>Creates a merger for one thread.</summary>
    public PairMerger(MergeTable merges)
    {
        _merges = merges;
        _heap = new HeapMerger(merges);
    }

    /// <summary>Merges.</summary>
    /// <param name="bytes">The pre-token.</param>
    /// <param name="length">Its length, at least 1.</param>
    /// <param name="output">Room for as many ids.</param>
    /// <returns>The number of ids.</returns>
    public int Merge(byte* bytes, int length, int* output)
    {
        if (length > MaxLength)
        {
            return _heap.Merge(bytes, length, output);
        }

        int* ids = _ids.Start;
        int* ranks = _ranks.Start;
        int count = _merges.Begin(bytes, length, ids, ranks);
        count = MergeAll(ids, ranks, count);
        new ReadOnlySpan<int>(ids, count).CopyTo(new Span<int>(output, count));
        return count;
    }

    /// <summary>Frees the memory.</summary>
    public void Free()
    {
        _ids.Free();
        _ranks.Free();
        _heap.Free();
    }

    /// <summary>Merges until no pair merges; <paramref name="ranks"/> holds for each id but the last what it merges into with the next.</summary>
    private int MergeAll(int* ids, int* ranks, int count)
    {
        MergeTable merges = _merges;
        Vector256<int> none = Vector256.Create(MergeTable.None);
        none.Store(ranks + count - 1);
        none.Store(ranks + count + 7);
        while (count > 1)
        {
            int best = Minimum(ranks, count - 1);
            if (best == MergeTable.None)
            {
                break;
            }

            int at = IndexOf(ranks, best);
            count--;
            ids[at] = best;
            for (int k = at; k < count; k += 8)
            {
                Vector256.Load(ids + k + 2).Store(ids + k + 1);
                Vector256.Load(ranks + k + 1).Store(ranks + k);
            }

            ranks[at] = at + 1 < count ? merges.Find(best, ids[at + 1]) : MergeTable.None;
            if (at > 0)
            {
                ranks[at - 1] = merges.Find(ids[at - 1], best);
            }
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Minimum(int* values, int count)
    {
        Vector256<int> least = Vector256.Load(values);
        for (int i = 8; i < count; i += 8)
        {
            least = Vector256.Min(least, Vector256.Load(values + i));
        }

        return Minimum(least);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Minimum(Vector256<int> least)
    {
        Vector128<int> four = Vector128.Min(least.GetLower(), least.GetUpper());
        Vector128<int> two = Vector128.Min(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Min(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IndexOf(int* values, int value)
    {
        Vector256<int> wanted = Vector256.Create(value);
        for (int i = 0; ; i += 8)
        {
            uint equal = Vector256.Equals(Vector256.Load(values + i), wanted).ExtractMostSignificantBits();
            if (equal != 0)
            {
                return i + BitOperations.TrailingZeroCount(equal);
            }
        }
    }
}
