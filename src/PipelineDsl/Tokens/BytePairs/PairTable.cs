using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PipelineDsl;

/// <summary>A number for each of many pairs of neighbouring symbols: a hash table, immutable once filled.</summary>
/// <remarks>
/// Eight pairs lie in one cache line and are compared at once, whether one of them is found or none: whether two symbols merge cannot be foretold, and a branch that depends on it costs more than
/// all the rest. Only a line that is full makes the search go on to the next.
/// </remarks>
internal sealed unsafe class PairTable
{
    /// <summary>What <see cref="Find"/> gives for a pair that is not in the table: more than any value, and small enough for four bits to be put behind it.</summary>
    public const int None = 1 << 26;

    /// <summary>Symbols have at most so many bits.</summary>
    public const int SymbolBits = 20;

    /// <summary>A symbol that no pair has.</summary>
    public const int Border = (1 << SymbolBits) - 1;

    /// <summary>Values have at most so many bits.</summary>
    public const int ValueBits = 64 - (2 * SymbolBits);

    private const int LineLength = 8;

    private readonly NativeArray<ulong> _pairs; // the key and the value; 0 in an empty place
    private readonly int _shift;
    private readonly uint _mask;

    /// <summary>Creates an empty table.</summary>
    /// <param name="count">The number of pairs that will be added at most.</param>
    public PairTable(int count)
    {
        // Lines are a quarter to a half full.
        int lineBits = BitOperations.Log2((uint)count | 512) - 1;
        _pairs = new NativeArray<ulong>(LineLength << lineBits);
        _shift = 64 - lineBits;
        _mask = (1u << lineBits) - 1;
    }

    /// <summary>The number of places in which pairs may be.</summary>
    public int Capacity => _pairs.Length;

    /// <summary>Adds a pair that is not in the table.</summary>
    /// <returns>Its place.</returns>
    public int Add(int left, int right, int value)
    {
        ulong key = Key(left, right);
        for (uint line = Line(key); ; line = (line + 1) & _mask)
        {
            for (int i = 0; i < LineLength; i++)
            {
                int place = ((int)line * LineLength) + i;
                if (_pairs.Start[place] == 0)
                {
                    _pairs.Start[place] = (key << ValueBits) | (uint)value;
                    return place;
                }
            }
        }
    }

    /// <summary>The value of a pair, or <see cref="None"/>. No symbol is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int left, int right)
    {
        ulong key = Key(left, right);
        ulong* line = _pairs.Start + (LineLength * Line(key));
        ulong found = Compare(line, key);
        int value = (int)line[BitOperations.TrailingZeroCount(found | (1UL << (LineLength - 1)))] & ((1 << ValueBits) - 1);
        long missing = ((long)found - 1) >> 63; // all ones if there is none
        return ((long)line[LineLength - 1] & missing) == 0 ? (value & (int)~missing) | (None & (int)missing) : FindFurther(key);
    }

    /// <summary>The place of a pair that is in the table.</summary>
    public int Place(int left, int right)
    {
        ulong key = Key(left, right);
        for (uint line = Line(key); ; line = (line + 1) & _mask)
        {
            ulong found = Compare(_pairs.Start + (LineLength * line), key);
            if (found != 0)
            {
                return ((int)line * LineLength) + BitOperations.TrailingZeroCount(found);
            }
        }
    }

    /// <summary>Has the line fetched that <see cref="Find"/> will look at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fetch(int left, int right)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(_pairs.Start + (LineLength * Line(Key(left, right))));
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
                return (int)(entries[BitOperations.TrailingZeroCount(found)] & ((1 << ValueBits) - 1));
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
        if (Vector512.IsHardwareAccelerated)
        {
            return Vector512.Equals(Vector512.Load(line) >>> ValueBits, Vector512.Create(key)).ExtractMostSignificantBits();
        }

        Vector256<ulong> wanted = Vector256.Create(key);
        return Vector256.Equals(Vector256.Load(line) >>> ValueBits, wanted).ExtractMostSignificantBits()
            | (Vector256.Equals(Vector256.Load(line + 4) >>> ValueBits, wanted).ExtractMostSignificantBits() << 4);
    }

    /// <summary>Never 0, which is an empty entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Key(int left, int right) => (((ulong)(uint)left << SymbolBits) | (uint)right) + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Line(ulong key) => (uint)(key * 0x9E3779B97F4A7C15UL >> _shift);
}
