using System.Numerics;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>Which two neighbouring symbols merge, when, and into which: a hash table, immutable once filled, shared by all encoders of a model.</summary>
/// <remarks>Unlike in <see cref="MergeTable"/> the rank of a merge is not what it makes: two pieces may have the same score, and two merges may make the same piece.</remarks>
internal sealed unsafe class CharacterPairTable
{
    /// <summary>What <see cref="Find"/> gives for two symbols that do not merge: more than any rank.</summary>
    public const int None = int.MaxValue;

    /// <summary>Symbols have at most so many bits.</summary>
    public const int SymbolBits = 20;

    /// <summary>Ranks have at most so many bits.</summary>
    public const int RankBits = 64 - (2 * SymbolBits);

    private readonly NativeArray<ulong> _filter;
    private readonly NativeArray<ulong> _pairs; // the key and the rank; 0 in an empty place
    private readonly NativeArray<int> _merged; // what the pair at the same place makes
    private readonly int _shift;
    private readonly int _filterShift;
    private readonly uint _mask;

    /// <summary>Creates an empty table.</summary>
    /// <param name="count">The number of pairs that will be added at most.</param>
    public CharacterPairTable(int count)
    {
        int bits = BitOperations.Log2((uint)count | 512) + 2;
        _pairs = new NativeArray<ulong>(1 << bits);
        _merged = new NativeArray<int>(1 << bits);
        _shift = 64 - bits;
        _mask = (1u << bits) - 1;

        // Eight to sixteen bits for each pair.
        _filter = new NativeArray<ulong>(1 << (bits + 2 - 6));
        _filterShift = 32 - (bits + 2);
    }

    /// <summary>Adds a pair that is not in the table.</summary>
    /// <param name="left">The left symbol.</param>
    /// <param name="right">The right symbol.</param>
    /// <param name="rank">When they merge: the least rank first, the leftmost of equal ones.</param>
    /// <param name="merged">The symbol that they merge into.</param>
    /// <returns>Whether it was not in the table.</returns>
    public bool TryAdd(int left, int right, int rank, int merged)
    {
        if (Find(left, right) != None)
        {
            return false;
        }

        ulong key = Key(left, right);
        ulong hash = Hash(key);
        uint bit = (uint)hash >> _filterShift;
        _filter.Start[bit >> 6] |= 1UL << (int)(bit & 63);
        uint i = (uint)(hash >> _shift);
        while (_pairs.Start[i] != 0)
        {
            i = (i + 1) & _mask;
        }

        _pairs.Start[i] = (key << RankBits) | (uint)rank;
        _merged.Start[i] = merged;
        return true;
    }

    /// <summary>The rank of the merge of two symbols, or <see cref="None"/>. Negative symbols never merge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int left, int right)
    {
        if ((left | right) < 0)
        {
            return None;
        }

        ulong key = Key(left, right);
        ulong hash = Hash(key);
        uint bit = (uint)hash >> _filterShift;
        return (_filter.Start[bit >> 6] >> (int)(bit & 63) & 1) == 0 ? None : Search(key, hash);
    }

    /// <summary>What two symbols that merge make.</summary>
    public int Merged(int left, int right)
    {
        ulong key = Key(left, right);
        uint i = (uint)(Hash(key) >> _shift);
        while (_pairs.Start[i] >> RankBits != key)
        {
            i = (i + 1) & _mask;
        }

        return _merged.Start[i];
    }

    private int Search(ulong key, ulong hash)
    {
        ulong* pairs = _pairs.Start;
        for (uint i = (uint)(hash >> _shift); ; i = (i + 1) & _mask)
        {
            ulong entry = pairs[i];
            if (entry >> RankBits == key)
            {
                return (int)(entry & ((1 << RankBits) - 1));
            }

            if (entry == 0)
            {
                return None;
            }
        }
    }

    /// <summary>Never 0, which is an empty entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Key(int left, int right) => (((ulong)(uint)left << SymbolBits) | (uint)right) + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ulong key)
    {
        ulong hash = key * 0x9E3779B97F4A7C15UL;
        return hash ^ (hash >> 32);
    }
}
