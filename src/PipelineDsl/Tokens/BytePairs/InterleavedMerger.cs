using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PipelineDsl;

/// <summary>Byte pair encoding of many pre-tokens: a merge of one, then a merge of the next, so that none waits for memory.</summary>
/// <remarks>
/// Whether two symbols merge is asked of a table of some megabytes, twice a merge, and what is asked next depends on the answers. So each pre-token that is being merged, a lane, has the two places fetched and looks at
/// them when all the others have had their turn. At both ends of a lane stands a symbol that merges with none: no step depends on where it is.
/// </remarks>
/// <typeparam name="TRules">What merges.</typeparam>
internal sealed unsafe class InterleavedMerger<TRules>
    where TRules : struct, IPairRules
{
    private const int None = PairTable.None;

    // Longer pre-tokens are merged one at a time.
    private const int MaxLength = PreTokenKey.MaxLength;

    // Enough for the third-level cache to have answered; more find no room in the first-level cache.
    private const int LaneCount = 8;

    private readonly PreTokenMerger _others;
    private readonly NativeArray<Lane> _lanes = new(LaneCount);
    private readonly PairTable _pairs;
    private TRules _rules;

    /// <summary>Creates a merger for one thread.</summary>
    /// <param name="rules">What merges.</param>
    /// <param name="others">Merges what is too long for a lane.</param>
    public InterleavedMerger(TRules rules, PreTokenMerger others)
    {
        _rules = rules;
        _pairs = rules.Pairs;
        _others = others;
    }

    /// <summary>Merges pre-tokens.</summary>
    /// <param name="preTokens">The first one; their counts are set.</param>
    /// <param name="count">How many.</param>
    public void Merge(WaitingPreToken* preTokens, int count)
    {
        Lane* lanes = _lanes.Start;
        WaitingPreToken* end = preTokens + count;
        int active = 0;
        while (active < LaneCount && TryBegin(lanes + active, ref preTokens, end))
        {
            active++;
        }

        while (active > 0)
        {
            // Two loops: what the first stores is not read at once.
            for (int i = 0; i < active; i++)
            {
                Join(lanes + i);
            }

            for (int i = 0; i < active; i++)
            {
                Lane* lane = lanes + i;
                if (!TryChoose(lane))
                {
                    Finish(lane);
                    if (!TryBegin(lane, ref preTokens, end))
                    {
                        active--;
                        *lane = lanes[active];
                        i--;
                    }
                }
            }
        }
    }

    /// <summary>Frees the memory.</summary>
    public void Free() => _lanes.Free();

    /// <summary>Begins with the next pre-token in which something merges; the ones before it are done.</summary>
    /// <returns>Whether there is one.</returns>
    private bool TryBegin(Lane* lane, ref WaitingPreToken* next, WaitingPreToken* end)
    {
        while (next < end)
        {
            WaitingPreToken* preToken = next++;
            if (preToken->Length > MaxLength)
            {
                preToken->Count = _others.Merge(preToken->Start, preToken->Length, preToken->Ids);
                continue;
            }

            Vector256<int> none = Vector256.Create(None);
            none.Store(lane->Ranks);
            none.Store(lane->Ranks + 8);
            int count = _rules.Begin(preToken->Start, preToken->Length, lane->Symbols + 1, lane->Ranks + 1);
            lane->Symbols[0] = PairTable.Border;
            lane->Symbols[count + 1] = PairTable.Border;
            lane->Left = (4u << count) - 1;
            lane->PreToken = preToken;
            if (TryChoose(lane))
            {
                return true;
            }

            Finish(lane);
        }

        return false;
    }

    /// <summary>Merges the two of the lowest rank, the leftmost of equals, and has fetched what is asked next.</summary>
    /// <returns>Whether some merge.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryChoose(Lane* lane)
    {
        Vector256<int> low = Vector256.Load(lane->Ranks);
        Vector256<int> high = Vector256.Load(lane->Ranks + 8);
        int best = Minimum(Vector256.Min(low, high));
        if (best == None)
        {
            return false;
        }

        Vector256<int> wanted = Vector256.Create(best);
        int at = BitOperations.TrailingZeroCount(Vector256.Equals(low, wanted).ExtractMostSignificantBits() | (Vector256.Equals(high, wanted).ExtractMostSignificantBits() << 8));
        uint left = lane->Left;
        uint behind = left & (uint)(-2 << at);
        int taken = BitOperations.TrailingZeroCount(behind);
        int after = BitOperations.TrailingZeroCount(behind & (behind - 1));
        int before = 31 - BitOperations.LeadingZeroCount(left & ((1u << at) - 1));
        lane->Left = left ^ (1u << taken);
        int merged = _rules.Merged(best, lane->Symbols[at], lane->Symbols[taken]);
        lane->Symbols[at] = merged;
        lane->At = at;
        lane->Taken = taken;
        lane->Before = before;
        lane->KeyAfter = PairTable.Key(merged, lane->Symbols[after]);
        lane->KeyBefore = PairTable.Key(lane->Symbols[before], merged);
        lane->LineAfter = _pairs.Entries(lane->KeyAfter);
        lane->LineBefore = _pairs.Entries(lane->KeyBefore);
        Prefetch(lane->LineAfter);
        Prefetch(lane->LineBefore);
        _rules.Fetch(merged);
        return true;
    }

    /// <summary>Finds whether the merged symbol merges with its neighbours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Join(Lane* lane)
    {
        int withAfter = _pairs.Find(lane->KeyAfter, lane->LineAfter);
        int withBefore = _pairs.Find(lane->KeyBefore, lane->LineBefore);
        lane->Ranks[lane->Taken] = None;
        lane->Ranks[lane->At] = withAfter;
        lane->Ranks[lane->Before] = withBefore;
    }

    /// <summary>Writes the ids of a lane in which nothing merges any more.</summary>
    private void Finish(Lane* lane)
    {
        int count = 0;
        uint left = lane->Left & (lane->Left - 1); // without the border in front
        for (uint more = left & (left - 1); more != 0; more &= more - 1)
        {
            lane->Symbols[count++] = lane->Symbols[BitOperations.TrailingZeroCount(left)];
            left = more;
        }

        lane->PreToken->Count = _rules.Write(lane->Symbols, count, lane->PreToken->Ids);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(void* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Minimum(Vector256<int> least)
    {
        Vector128<int> four = Vector128.Min(least.GetLower(), least.GetUpper());
        Vector128<int> two = Vector128.Min(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Math.Min(two.ToScalar(), two.GetElement(1));
    }

    /// <summary>A pre-token that is being merged. Its symbols are at the places from 1 on; 0 and the one behind them are the borders.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 192)]
    private struct Lane
    {
        /// <summary>By place: the rank of the symbol there with the next one that is left.</summary>
        public fixed int Ranks[MaxLength + 1];

        /// <summary>By place: the symbol.</summary>
        public fixed int Symbols[MaxLength + 2];

        /// <summary>A bit for each place whose symbol is left.</summary>
        public uint Left;

        /// <summary>Where two have been merged last.</summary>
        public int At;

        /// <summary>Where the right one of them was.</summary>
        public int Taken;

        /// <summary>The place before.</summary>
        public int Before;

        /// <summary>What was merged, with what is behind it: the key of the pair.</summary>
        public ulong KeyAfter;

        /// <summary>What is before it, with what was merged.</summary>
        public ulong KeyBefore;

        /// <summary>Where the table has the first pair.</summary>
        public ulong* LineAfter;

        /// <summary>Where it has the second one.</summary>
        public ulong* LineBefore;

        /// <summary>What is merged.</summary>
        public WaitingPreToken* PreToken;
    }
}
