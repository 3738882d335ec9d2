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

    // So many ranks are held in two registers.
    private const int MaxShortCount = 16;

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
        int count = Characters(bytes, length, ids);
        if (count == length)
        {
            int* bytePairs = _merges.BytePairs;
            for (int i = 1; i < length; i++)
            {
                ranks[i - 1] = bytePairs[(bytes[i - 1] << 8) | bytes[i]];
            }
        }
        else
        {
            for (int i = 1; i < count; i++)
            {
                ranks[i - 1] = _merges.Find(ids[i - 1], ids[i]);
            }
        }

        if (count <= MaxShortCount)
        {
            return MergeShort(ids, ranks, count, output);
        }

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

    /// <summary>Writes the ids to start from: those of characters where these may be, else those of bytes.</summary>
    /// <returns>Their number; the length if all are bytes.</returns>
    private int Characters(byte* bytes, int length, int* ids)
    {
        int* byteRanks = _merges.ByteRanks;
        CharacterTokens? characters = _merges.Characters;
        CharacterBorders borders = _merges.Borders;
        int count = 0;
        for (int i = 0; i < length;)
        {
            uint lead = bytes[i];
            if (lead >= 0xC0 && lead < 0xF0 && characters != null)
            {
                int size = lead < 0xE0 ? 2 : 3;
                int end = i + size;
                uint c = size == 2
                    ? ((lead & 0x1F) << 6) | (bytes[i + 1] & 0x3Fu)
                    : ((lead & 0xF) << 12) | ((bytes[i + 1] & 0x3Fu) << 6) | (bytes[i + 2] & 0x3Fu);
                int id = end <= length ? characters.Ids[c] : -1;
                if (id >= 0
                    && (i == 0 || !borders.IsCrossed(bytes[i - 1], lead))
                    && (end == length || !borders.IsCrossed(bytes[end - 1], bytes[end])))
                {
                    ids[count++] = id;
                    i = end;
                    continue;
                }
            }

            ids[count++] = byteRanks[lead];
            i++;
        }

        return count;
    }

    /// <summary>The same as <see cref="MergeAll"/> for what nearly all pre-tokens are: the ranks stay in registers, and nothing is closed up, for a bit mask tells which ids are left.</summary>
    private int MergeShort(int* ids, int* ranks, int count, int* output)
    {
        MergeTable merges = _merges;
        Vector256<int> places = Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7);
        Vector256<int> none = Vector256.Create(MergeTable.None);
        none.Store(ranks + count - 1);
        none.Store(ranks + count + 7);
        Vector256<int> low = Vector256.Load(ranks);
        Vector256<int> high = Vector256.Load(ranks + 8);
        uint left = (uint)((1UL << count) - 1);
        while (true)
        {
            int best = Minimum(Vector256.Min(low, high));
            if (best == MergeTable.None)
            {
                break;
            }

            Vector256<int> wanted = Vector256.Create(best);
            int at = BitOperations.TrailingZeroCount(Vector256.Equals(low, wanted).ExtractMostSignificantBits() | (Vector256.Equals(high, wanted).ExtractMostSignificantBits() << 8));
            uint behind = left & (uint)(-2 << at);
            int next = BitOperations.TrailingZeroCount(behind);
            left ^= 1u << next;
            behind &= behind - 1;
            ids[at] = best;
            int mergedRight = behind != 0 ? merges.Find(best, ids[BitOperations.TrailingZeroCount(behind)]) : MergeTable.None;
            uint before = left & ((1u << at) - 1);
            int previous = 31 - BitOperations.LeadingZeroCount(before);
            int mergedLeft = before != 0 ? merges.Find(ids[previous], best) : MergeTable.None;
            low = With(With(With(low, places, next, MergeTable.None), places, at, mergedRight), places, previous, mergedLeft);
            high = With(With(With(high, places, next - 8, MergeTable.None), places, at - 8, mergedRight), places, previous - 8, mergedLeft);
        }

        int written = 0;
        for (; left != 0; left &= left - 1)
        {
            output[written++] = ids[BitOperations.TrailingZeroCount(left)];
        }

        return written;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> With(Vector256<int> values, Vector256<int> places, int place, int value)
        => Vector256.ConditionalSelect(Vector256.Equals(places, Vector256.Create(place)), Vector256.Create(value), values);

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
        return Math.Min(two.ToScalar(), two.GetElement(1));
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
