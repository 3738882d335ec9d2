using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>Which two adjacent tokens merge into which: an immutable hash table, shared by all encoders of a vocabulary.</summary>
/// <remarks>
/// <para>
/// tiktoken merges two tokens if their bytes together are a token, whichever way these are split. But of all splits of a token only one can ever come to
/// stand side by side while text is merged: what happens inside the token's bytes does not depend on what is around them, so it is the split that merging the token's bytes
/// alone leads to last. The table holds that one for each token (as published lists of merges do), less than half of all splits.
/// </para>
/// <para>A bit filter in front answers most questions, which are about pairs that do not merge, from the second-level cache.</para>
/// </remarks>
internal sealed unsafe class MergeTable
{
    /// <summary>What the look-ups give for two tokens that do not merge: more than any id.</summary>
    public const int None = int.MaxValue;

    /// <summary>Ids have at most so many bits.</summary>
    public const int IdBits = 20;

    private const int FilterBits = 21;

    private readonly NativeArray<int> _byteIds = new(256);
    private readonly NativeArray<int> _bytePairs = new(1 << 16);
    private readonly NativeArray<ulong> _filter = new(1 << (FilterBits - 6));
    private readonly NativeArray<ulong> _pairs;
    private readonly int _shift;
    private readonly uint _mask;

    /// <summary>Builds the table by merging each token's own bytes with the merges of the tokens before it.</summary>
    public MergeTable(TokenVocabulary vocabulary)
    {
        int bits = BitOperations.Log2((uint)Math.Max(vocabulary.OrdinaryCount, 512)) + 2;
        _pairs = new NativeArray<ulong>(1 << bits);
        _shift = 64 - bits;
        _mask = (1u << bits) - 1;
        _byteIds.Span.Fill(None);
        _bytePairs.Span.Fill(None);
        for (int id = 0; id < vocabulary.OrdinaryCount; id++)
        {
            if (vocabulary.Ordinary(id) is [byte only])
            {
                _byteIds.Start[only] = id;
            }
        }

        if (_byteIds.Span.Contains(None) || vocabulary.OrdinaryCount >= 1 << IdBits)
        {
            throw new System.IO.InvalidDataException($"the vocabulary {vocabulary.Name} lacks a token for some byte, or has too many tokens");
        }

        PairMerger merger = new(this);

        // By id: the highest rank of the merges that make it, and whether a merge that it takes part in ranks before that.
        int[] highest = new int[vocabulary.OrdinaryCount];
        bool[] isUnsafe = new bool[vocabulary.OrdinaryCount];
        int[] parts = new int[1024];
        for (int id = 0; id < vocabulary.OrdinaryCount; id++)
        {
            ReadOnlySpan<byte> token = vocabulary.Ordinary(id);
            if (token.Length < 2 || token.Length > parts.Length)
            {
                continue;
            }

            fixed (byte* bytes = token)
            fixed (int* halves = parts)
            {
                // A token that its own merges do not reach is none that text reaches, except as a whole pre-token.
                if (merger.Merge(bytes, token.Length, halves) == 2)
                {
                    Add(halves[0], halves[1], id);
                    highest[id] = Math.Max(id, Math.Max(highest[halves[0]], highest[halves[1]]));
                    isUnsafe[halves[0]] |= id < highest[halves[0]];
                    isUnsafe[halves[1]] |= id < highest[halves[1]];
                    if (token.Length == 2)
                    {
                        _bytePairs.Start[(token[0] << 8) | token[1]] = id;
                    }
                }
            }
        }

        Characters = new CharacterTokens(vocabulary, merger, isUnsafe);
    }

    /// <summary>Which characters need not be merged from their bytes.</summary>
    public CharacterTokens? Characters { get; }

    /// <summary>By byte: its id.</summary>
    public int* ByteIds => _byteIds.Start;

    /// <summary>By two bytes, the first one in the upper half: what their tokens merge into, or <see cref="None"/>.</summary>
    public int* BytePairs => _bytePairs.Start;

    /// <summary>The id that two tokens merge into, which is its rank too, or <see cref="None"/>.</summary>
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

        ulong* pairs = _pairs.Start;
        for (uint i = (uint)(hash >> _shift); ; i = (i + 1) & _mask)
        {
            ulong entry = pairs[i];
            if (entry >> IdBits == key)
            {
                return (int)(entry & ((1 << IdBits) - 1));
            }

            if (entry == 0)
            {
                return None;
            }
        }
    }

    /// <summary>Never 0, which is an empty entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Key(int left, int right) => (((ulong)(uint)left << IdBits) | (uint)right) + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ulong key)
    {
        ulong hash = key * 0x9E3779B97F4A7C15UL;
        return hash ^ (hash >> 32);
    }

    private void Add(int left, int right, int id)
    {
        ulong key = Key(left, right);
        ulong hash = Hash(key);
        uint bit = (uint)hash >> (32 - FilterBits);
        _filter.Start[bit >> 6] |= 1UL << (int)(bit & 63);
        uint i = (uint)(hash >> _shift);
        while (_pairs.Start[i] != 0)
        {
            i = (i + 1) & _mask;
        }

        _pairs.Start[i] = (key << IdBits) | (uint)id;
    }
}
