using System.Numerics;
using System.Runtime.CompilerServices;
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
    /// <summary>Longer pre-tokens, in bytes, are merged one at a time.</summary>
    public const int MaxLength = DeferredMerges.MaxLength;

    private const int None = PairTable.None;

    // Enough for the third-level cache to have answered; more find no room in the first-level cache.
    private const int LaneCount = 8;

    private readonly PreTokenMerger _others;
    private readonly NativeArray<byte> _lanes = new(LaneCount * Lane<Wide>.Size);
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

    /// <summary>How many symbols a lane has room for.</summary>
    private interface IWidth
    {
        /// <summary>The number of vectors of eight that hold the ranks.</summary>
        static abstract int Vectors { get; }

        /// <summary>The longest pre-token: with a symbol for each byte and one in front of them it has as many ranks as the vectors hold.</summary>
        static abstract int MaxLength { get; }
    }

    /// <summary>Merges pre-tokens.</summary>
    /// <param name="preTokens">The first one; their counts are set.</param>
    /// <param name="count">How many.</param>
    public void Merge(WaitingPreToken* preTokens, int count)
    {
        Merge<Narrow>(preTokens, count);
        for (int i = 0; i < count; i++)
        {
            if (preTokens[i].Length > Narrow.MaxLength)
            {
                Merge<Wide>(preTokens + i, count - i);
                break;
            }
        }
    }

    /// <summary>Frees the memory.</summary>
    public void Free() => _lanes.Free();

    /// <summary>Merges those of the pre-tokens that lanes of a width are for.</summary>
    private void Merge<TWidth>(WaitingPreToken* preTokens, int count)
        where TWidth : struct, IWidth
    {
        byte* lanes = _lanes.Start;
        byte* active = lanes; // the end of those at work
        WaitingPreToken* end = preTokens + count;
        while (active < lanes + (LaneCount * Lane<TWidth>.Size) && TryBegin(new Lane<TWidth>(active), ref preTokens, end))
        {
            active += Lane<TWidth>.Size;
        }

        while (active > lanes)
        {
            // Two loops: what the first stores is not read at once.
            for (byte* p = lanes; p < active; p += Lane<TWidth>.Size)
            {
                Join(new Lane<TWidth>(p));
            }

            for (byte* p = lanes; p < active; p += Lane<TWidth>.Size)
            {
                Lane<TWidth> lane = new(p);
                if (!TryChoose(lane))
                {
                    Finish(lane);
                    if (!TryBegin(lane, ref preTokens, end))
                    {
                        active -= Lane<TWidth>.Size;
                        Unsafe.CopyBlock(p, active, (uint)Lane<TWidth>.Size);
                        p -= Lane<TWidth>.Size;
                    }
                }
            }
        }
    }

    /// <summary>Begins with the next pre-token for this width in which something merges; the ones before it are done.</summary>
    /// <returns>Whether there is one.</returns>
    private bool TryBegin<TWidth>(Lane<TWidth> lane, ref WaitingPreToken* next, WaitingPreToken* end)
        where TWidth : struct, IWidth
    {
        while (next < end)
        {
            WaitingPreToken* preToken = next++;
            if (preToken->Length > Narrow.MaxLength != (TWidth.Vectors > Narrow.Vectors))
            {
                continue;
            }

            if (preToken->Length > TWidth.MaxLength)
            {
                preToken->Count = _others.Merge(preToken->Start, preToken->Length, preToken->Ids);
                continue;
            }

            for (int i = 0; i < TWidth.Vectors; i++)
            {
                Vector256.Create(None).Store(lane.Ranks + (8 * i));
            }

            int count = _rules.Begin(preToken->Start, preToken->Length, lane.Symbols + 1, lane.Ranks + 1);
            lane.Symbols[0] = PairTable.Border;
            lane.Symbols[count + 1] = PairTable.Border;
            lane.State->Left = (uint)((4UL << count) - 1);
            lane.State->PreToken = preToken;
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
    private bool TryChoose<TWidth>(Lane<TWidth> lane)
        where TWidth : struct, IWidth
    {
        int* ranks = lane.Ranks;
        Vector256<int> least = Vector256.Min(Vector256.Load(ranks), Vector256.Load(ranks + 8));
        if (TWidth.Vectors > Narrow.Vectors)
        {
            least = Vector256.Min(least, Vector256.Min(Vector256.Load(ranks + 16), Vector256.Load(ranks + 24)));
        }

        int best = Minimum(least);
        if (best == None)
        {
            return false;
        }

        Vector256<int> wanted = Vector256.Create(best);
        uint equal = Equal(ranks, wanted) | (Equal(ranks + 8, wanted) << 8);
        if (TWidth.Vectors > Narrow.Vectors)
        {
            equal |= (Equal(ranks + 16, wanted) << 16) | (Equal(ranks + 24, wanted) << 24);
        }

        int at = BitOperations.TrailingZeroCount(equal);
        int* symbols = lane.Symbols;
        uint left = lane.State->Left;
        uint behind = left & (uint)(-2 << at);
        int taken = BitOperations.TrailingZeroCount(behind);
        int after = BitOperations.TrailingZeroCount(behind & (behind - 1));
        int before = 31 - BitOperations.LeadingZeroCount(left & ((1u << at) - 1));
        lane.State->Left = left ^ (1u << taken);
        int merged = _rules.Merged(best, symbols[at], symbols[taken]);
        symbols[at] = merged;
        lane.State->At = at;
        lane.State->Taken = taken;
        lane.State->Before = before;
        lane.State->KeyAfter = PairTable.Key(merged, symbols[after]);
        lane.State->KeyBefore = PairTable.Key(symbols[before], merged);
        Prefetch(_pairs.Entries(lane.State->KeyAfter));
        Prefetch(_pairs.Entries(lane.State->KeyBefore));
        _rules.Fetch(merged);
        return true;
    }

    /// <summary>Finds whether the merged symbol merges with its neighbours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Join<TWidth>(Lane<TWidth> lane)
        where TWidth : struct, IWidth
    {
        int* ranks = lane.Ranks;
        int withAfter = _pairs.Find(lane.State->KeyAfter);
        int withBefore = _pairs.Find(lane.State->KeyBefore);
        ranks[lane.State->Taken] = None;
        ranks[lane.State->At] = withAfter;
        ranks[lane.State->Before] = withBefore;
    }

    /// <summary>Writes the ids of a lane in which nothing merges any more.</summary>
    private void Finish<TWidth>(Lane<TWidth> lane)
        where TWidth : struct, IWidth
    {
        int* symbols = lane.Symbols;
        int count = 0;
        uint left = lane.State->Left & (lane.State->Left - 1); // without the border in front
        for (uint more = left & (left - 1); more != 0; more &= more - 1)
        {
            symbols[count++] = symbols[BitOperations.TrailingZeroCount(left)];
            left = more;
        }

        lane.State->PreToken->Count = _rules.Write(symbols, count, lane.State->PreToken->Ids);
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
    private static uint Equal(int* ranks, Vector256<int> wanted) => Vector256.Equals(Vector256.Load(ranks), wanted).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Minimum(Vector256<int> least)
    {
        Vector128<int> four = Vector128.Min(least.GetLower(), least.GetUpper());
        Vector128<int> two = Vector128.Min(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Min(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <summary>Lanes for what the cache of short pre-tokens holds.</summary>
    private readonly struct Narrow : IWidth
    {
        /// <inheritdoc/>
        public static int Vectors => 2;

        /// <inheritdoc/>
        public static int MaxLength => PreTokenKey.MaxLength;
    }

    /// <summary>Lanes for longer ones.</summary>
    private readonly struct Wide : IWidth
    {
        /// <inheritdoc/>
        public static int Vectors => 4;

        /// <inheritdoc/>
        public static int MaxLength => InterleavedMerger<TRules>.MaxLength;
    }

    /// <summary>A pre-token that is being merged. Its symbols are at the places from 1 on; 0 and the one behind them are the borders.</summary>
    private readonly struct Lane<TWidth>(byte* start)
        where TWidth : struct, IWidth
    {
        /// <summary>The bytes of a lane.</summary>
        public static int Size => (64 * TWidth.Vectors) + 64;

        /// <summary>By place: the rank of the symbol there with the next one that is left.</summary>
        public int* Ranks => (int*)start;

        /// <summary>By place, two more of them: the symbol.</summary>
        public int* Symbols => (int*)(start + (32 * TWidth.Vectors));

        /// <summary>The rest.</summary>
        public LaneState* State => (LaneState*)(start + (64 * TWidth.Vectors) + 8);
    }

    /// <summary>How far a lane is.</summary>
    private struct LaneState
    {
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

        /// <summary>What is merged.</summary>
        public WaitingPreToken* PreToken;
    }
}
