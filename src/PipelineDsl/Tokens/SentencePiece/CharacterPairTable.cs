using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>Which two neighbouring symbols merge, when, and into which: a hash table, immutable once filled, shared by all encoders of a model.</summary>
/// <remarks>
/// <para>Unlike in <see cref="MergeTable"/> the rank of a merge is not what it makes: two pieces may have the same score, and two merges may make the same piece.</para>
/// <para>
/// Eight pairs lie in one cache line and are compared at once, whether one of them is found or none: whether two symbols merge cannot be foretold, and a branch that depends on it costs more than
/// all the rest. Only a line that is full makes the search go on to the next.
/// </para>
/// </remarks>
internal sealed unsafe class CharacterPairTable
{
    /// <summary>What <see cref="Find"/> gives for two symbols that do not merge: more than any rank, and small enough for four bits to be put behind it.</summary>
    public const int None = 1 << 26;

    /// <summary>Symbols have at most so many bits.</summary>
    public const int SymbolBits = 20;

    /// <summary>A symbol that merges with none.</summary>
    public const int Border = (1 << SymbolBits) - 1;

    /// <summary>Ranks have at most so many bits.</summary>
    public const int RankBits = 64 - (2 * SymbolBits);

    private const int LineLength = 8;

    private readonly NativeArray<ulong> _pairs; // the key and the rank; 0 in an empty place
    private readonly NativeArray<int> _merged; // what the pair at the same place makes
    private readonly int _shift;
    private readonly uint _mask;

    /// <summary>Creates an empty table.</summary>
    /// <param name="count">The number of pairs that will be added at most.</param>
    public CharacterPairTable(int count)
    {
        // Lines are a quarter to a half full.
        int lineBits = BitOperations.Log2((uint)count | 512) - 1;
        _pairs = new NativeArray<ulong>(LineLength << lineBits);
        _merged = new NativeArray<int>(LineLength << lineBits);
        _shift = 64 - lineBits;
        _mask = (1u << lineBits) - 1;
    }

    /// <summary>Adds a pair, if it is not in the table.</summary>
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
        for (uint line = Line(key); ; line = (line + 1) & _mask)
        {
            for (int i = 0; i < LineLength; i++)
            {
                int place = ((int)line * LineLength) + i;
                if (_pairs.Start[place] == 0)
                {
                    _pairs.Start[place] = (key << RankBits) | (uint)rank;
                    _merged.Start[place] = merged;
                    return true;
                }
            }
        }
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
        ulong* line = _pairs.Start + (LineLength * Line(key));
        ulong found = Compare(line, key);
        int rank = (int)line[BitOperations.TrailingZeroCount(found | (1UL << (LineLength - 1)))] & ((1 << RankBits) - 1);
        long missing = ((long)found - 1) >> 63; // all ones if there is none
        return ((long)line[LineLength - 1] & missing) == 0 ? (rank & (int)~missing) | (None & (int)missing) : FindFurther(key);
    }

    /// <summary>What two symbols that merge make.</summary>
    public int Merged(int left, int right)
    {
        ulong key = Key(left, right);
        for (uint line = Line(key); ; line = (line + 1) & _mask)
        {
            ulong found = Compare(_pairs.Start + (LineLength * line), key);
            if (found != 0)
            {
                return _merged.Start[((int)line * LineLength) + BitOperations.TrailingZeroCount(found)];
            }
        }
    }

    private int FindFurther(ulong key)
    {
        for (uint line = (Line(key) + 1) & _mask; ; line = (line + 1) & _mask)
        {
            ulong* entries = _pairs.Start + (LineLength * line);
            ulong found = Compare(entries, key);
            if (found != 0)
            {
                return (int)(entries[BitOperations.TrailingZeroCount(found)] & ((1 << RankBits) - 1));
            }

            if (entries[LineLength - 1] == 0)
            {
                return None;
            }
        }
    }

    /// <summary>One bit for each entry of a line that has a key: at most one is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Compare(ulong* line, ulong key)
    {
        ulong wanted = key << RankBits;
        if (Vector512.IsHardwareAccelerated)
        {
            return Vector512.LessThan(Vector512.Load(line) ^ Vector512.Create(wanted), Vector512.Create(1UL << RankBits)).ExtractMostSignificantBits();
        }

        Vector256<ulong> limit = Vector256.Create(1UL << RankBits);
        return Vector256.LessThan(Vector256.Load(line) ^ Vector256.Create(wanted), limit).ExtractMostSignificantBits()
            | (Vector256.LessThan(Vector256.Load(line + 4) ^ Vector256.Create(wanted), limit).ExtractMostSignificantBits() << 4);
    }

    /// <summary>Never 0, which is an empty entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Key(int left, int right) => (((ulong)(uint)left << SymbolBits) | (uint)right) + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Line(ulong key) => (uint)(key * 0x9E3779B97F4A7C15UL >> _shift);
}
