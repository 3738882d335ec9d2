using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>Which two adjacent tokens merge into which, all by rank: an immutable hash table, shared by all encoders of a vocabulary.</summary>
/// <remarks>
/// <para>
/// tiktoken merges two tokens if their bytes together are a token, whichever way these are split. But of all splits of a token only one can ever come to
/// stand side by side while text is merged: what happens inside the token's bytes does not depend on what is around them, so it is the split that merging the token's bytes
/// alone leads to last. The table holds that one for each token, less than half of all splits. Where a file lists merges, those that it does not list do not count.
/// </para>
/// <para>
/// A bit filter in front answers most questions, which are about pairs that do not merge, from the second-level cache. Behind it a slot is four bytes: the merge and a part of the hash. What the merge's parts are
/// is only looked at to be sure: the processor goes on with the rank before they have come.
/// </para>
/// </remarks>
internal sealed unsafe class MergeTable
{
    /// <summary>What the look-ups give for two tokens that do not merge: more than any rank.</summary>
    public const int None = int.MaxValue;

    /// <summary>Ranks have at most so many bits.</summary>
    public const int RankBits = 20;

    private const int FilterBits = 21;

    // A slot: twelve bits of the hash, and the place of the merge plus 1.
    private const int TagShift = RankBits;
    private const uint PlaceMask = (1u << TagShift) - 1;

    private readonly NativeArray<int> _byteRanks = new(256);
    private readonly NativeArray<int> _bytePairs = new(1 << 16);
    private readonly bool[] _reached;
    private readonly NativeArray<ulong> _filter = new(1 << (FilterBits - 6));
    private readonly NativeArray<uint> _slots;
    private readonly NativeArray<ulong> _parts; // by rank
    private readonly List<(ulong Parts, int Merged)> _late = []; // further merges of a token that has one already
    private readonly int _count;
    private readonly int _shift;
    private readonly uint _mask;

    /// <summary>Builds the table by merging each token's own bytes with the merges that there are when its parts are.</summary>
    /// <param name="model">The tokens by rank.</param>
    /// <param name="listed">The merges that a file lists, as ranks; null if all splits of a token merge.</param>
    /// <exception cref="InvalidDataException">Some byte has no token and no merges are listed, or there are too many tokens.</exception>
    public MergeTable(BytePairModel model, IReadOnlySet<(int Left, int Right, int Merged)>? listed)
    {
        int count = model.Count;
        int bits = BitOperations.Log2((uint)Math.Max(Math.Max(count, listed?.Count ?? 0), 512)) + 2;
        _count = count;
        _slots = new NativeArray<uint>(1 << bits);
        _parts = new NativeArray<ulong>(count);
        _shift = 64 - bits;
        _mask = (1u << bits) - 1;
        _byteRanks.Span.Fill(None);
        _bytePairs.Span.Fill(None);
        _reached = new bool[count];
        for (int rank = 0; rank < count; rank++)
        {
            if (model.Token(rank) is [byte only])
            {
                _byteRanks.Start[only] = rank;
                _reached[rank] = true;
            }
        }

        MissesBytes = _byteRanks.Span.Contains(None);
        if (listed is null && _byteRanks.Span.IndexOf(None) is >= 0 and int missing)
        {
            throw new InvalidDataException($"the vocabulary has no token for the byte 0x{missing:X2}");
        }

        if (count >= 1 << RankBits)
        {
            throw new InvalidDataException($"the vocabulary has {count} tokens; at most {(1 << RankBits) - 1} are possible");
        }

        Borders = new CharacterBorders(model);
        PairMerger merger = new(this);
        TokenSplits splits = new(model, merger, listed);
        List<int> unreached = [];
        for (int rank = 0; rank < count; rank++)
        {
            if (!TryReach(splits, rank))
            {
                unreached.Add(rank);
            }
        }

        if (listed is not null)
        {
            AddLate(listed, [.. unreached], splits.IsUnsafe);
        }
        else if (unreached.Exists(splits.Find))
        {
            ReachAgain(splits);
        }

        Characters = new CharacterTokens(merger, splits.IsUnsafe);
    }

    /// <summary>Between which characters no token reaches.</summary>
    public CharacterBorders Borders { get; }

    /// <summary>Which characters need not be merged from their bytes.</summary>
    public CharacterTokens? Characters { get; }

    /// <summary>Whether some byte has no token: Hugging Face's BPE then leaves it out, and merges what stands on both sides of it.</summary>
    public bool MissesBytes { get; }

    /// <summary>By byte: its rank, or <see cref="None"/>.</summary>
    public int* ByteRanks => _byteRanks.Start;

    /// <summary>By two bytes, the first one in the upper half: what their tokens merge into, or <see cref="None"/>.</summary>
    public int* BytePairs => _bytePairs.Start;

    /// <summary>Whether merging a token's bytes gives the token.</summary>
    public bool Reaches(int rank) => _reached[rank];

    /// <summary>The rank that two tokens merge into, or <see cref="None"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int left, int right)
    {
        ulong key = Key(left, right);
        ulong hash = Hash(key);
        uint bit = (uint)hash >> (32 - FilterBits);
        if ((_filter.Start[bit >> 6] >> (int)(bit & 63) & 1) == 0)
        {
            return None;
        }

        uint* slots = _slots.Start;
        uint tag = (uint)hash >> TagShift;
        for (uint i = (uint)(hash >> _shift); ; i = (i + 1) & _mask)
        {
            uint slot = slots[i];
            if (slot == 0)
            {
                return None;
            }

            if (slot >> TagShift == tag)
            {
                uint place = (slot & PlaceMask) - 1;
                if (place >= (uint)_count)
                {
                    (ulong Parts, int Merged) late = _late[(int)place - _count];
                    if (late.Parts == key)
                    {
                        return late.Merged;
                    }
                }
                else if (_parts.Start[place] == key)
                {
                    return (int)place;
                }
            }
        }
    }

    /// <summary>Never 0, which no merge has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Key(int left, int right) => (((ulong)(uint)left << RankBits) | (uint)right) + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ulong key)
    {
        ulong hash = key * 0x9E3779B97F4A7C15UL;
        return hash ^ (hash >> 32);
    }

    private void Add(int left, int right, int rank)
    {
        ulong key = Key(left, right);
        int place = rank;
        if (_parts.Start[rank] == 0)
        {
            _parts.Start[rank] = key;
        }
        else
        {
            place = _count + _late.Count;
            _late.Add((key, rank));
            if (place + 1 > PlaceMask)
            {
                throw new InvalidDataException($"the vocabulary lists more merges than the {PlaceMask} that are possible");
            }
        }

        ulong hash = Hash(key);
        uint bit = (uint)hash >> (32 - FilterBits);
        _filter.Start[bit >> 6] |= 1UL << (int)(bit & 63);
        uint i = (uint)(hash >> _shift);
        while (_slots.Start[i] != 0)
        {
            i = (i + 1) & _mask;
        }

        _slots.Start[i] = ((uint)hash >> TagShift << TagShift) | (uint)(place + 1);
    }

    /// <summary>Adds the merge that makes a token, if the merges that there are leave two parts of it.</summary>
    private bool TryReach(TokenSplits splits, int rank)
    {
        ReadOnlySpan<byte> token = splits.Model.Token(rank);
        if (token.Length < 2)
        {
            return true;
        }

        // A token that its own merges do not reach is none that text reaches, except as a whole pre-token.
        if (!splits.Find(rank))
        {
            return false;
        }

        Add(splits.Left, splits.Right, rank);
        _reached[rank] = true;
        splits.Reached(rank);
        if (token.Length == 2)
        {
            _bytePairs.Start[(token[0] << 8) | token[1]] = rank;
        }

        return true;
    }

    /// <summary>
    /// Builds the table anew where a part of some token ranks behind the token itself, as in no vocabulary that was learned by merging: such a token is reached when its last part is, and takes part in
    /// whatever comes then. What merges have come by then are just those that merging its bytes with all of them makes use of, since a merge of a higher rank waits for them.
    /// </summary>
    private void ReachAgain(TokenSplits splits)
    {
        _slots.Span.Clear();
        _filter.Span.Clear();
        _parts.Span.Clear();
        _bytePairs.Span.Fill(None);
        splits.Begin();
        List<int> waiting = [];
        Queue<int> reached = [];
        for (int rank = 0; rank < _count; rank++)
        {
            if (splits.Model.Token(rank).Length < 2)
            {
                continue;
            }

            _reached[rank] = false;
            if (!TryReach(splits, rank))
            {
                waiting.Add(rank);
                continue;
            }

            reached.Enqueue(rank);
            while (reached.TryDequeue(out int part))
            {
                for (int i = 0; i < waiting.Count; i++)
                {
                    if (splits.Model.Token(waiting[i]).IndexOf(splits.Model.Token(part)) >= 0 && TryReach(splits, waiting[i]))
                    {
                        // Others may wait for this one.
                        reached.Enqueue(waiting[i]);
                        waiting.RemoveAt(i--);
                    }
                }
            }
        }
    }

    /// <summary>Adds the listed merges of tokens whose bytes did not reach them at their own rank: a merge that makes one of their parts ranks behind them, or none does.</summary>
    private void AddLate(IReadOnlySet<(int Left, int Right, int Merged)> listed, HashSet<int> late, Span<bool> isUnsafe)
    {
        foreach ((int left, int right, int merged) in listed)
        {
            if (late.Contains(merged) && (left > merged || right > merged))
            {
                Add(left, right, merged);
                _reached[merged] = true;
                isUnsafe[left] = true;
                isUnsafe[right] = true;
            }
        }
    }
}
