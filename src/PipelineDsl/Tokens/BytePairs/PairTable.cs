using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>A number for each of many pairs of neighbouring symbols: a hash table, immutable once filled.</summary>
/// <remarks>
/// Eight pairs lie in one cache line and are compared at once, whether one of them is found or none: whether two symbols merge cannot be foretold, and a branch that depends on it costs more than
/// all the rest. Only a line that is full makes the search go on to the next.
/// </remarks>
internal sealed unsafe class PairTable
{
    /// <summary>What <see cref="Find(int, int)"/> gives for a pair that is not in the table: more than any value.</summary>
    public const int None = 1 << 26;

    /// <summary>Symbols have at most so many bits.</summary>
    public const int SymbolBits = 20;

    /// <summary>A symbol that no pair has.</summary>
    public const int Border = (1 << SymbolBits) - 1;

    /// <summary>Values have at most so many bits.</summary>
    public const int ValueBits = 64 - (2 * SymbolBits);

    private const int LineLength = 8;

    // No pair has this key: a border is beside a symbol, never beside another border.
    private const ulong Empty = ulong.MaxValue;

    private readonly NativeArray<ulong> _pairs; // the key and the value, or Empty
    private readonly ulong* _lines;
    private readonly int _shift;
    private readonly uint _mask;

    /// <summary>Creates an empty table.</summary>
    /// <param name="count">The number of pairs that will be added at most.</param>
    public PairTable(int count)
    {
        // Lines are a quarter to a half full.
        int lineBits = BitOperations.Log2((uint)count | 512) - 1;
        _pairs = new NativeArray<ulong>(LineLength << lineBits, zeroed: false);
        _pairs.Span.Fill(Empty);
        _lines = _pairs.Start;
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
                if (_lines[place] == Empty)
                {
                    _lines[place] = (key << ValueBits) | (uint)value;
                    return place;
                }
            }
        }
    }

    /// <summary>What a pair is looked up by. Of a negative symbol it is one that no pair in the table has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Key(int left, int right)
    {
        long signed = right; // so that a negative one fills the upper bits
        return ((ulong)(uint)left << SymbolBits) | (ulong)signed;
    }

    /// <summary>The value of a pair, or <see cref="None"/>, as for every pair with a negative symbol.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int left, int right)
        => Find(Key(left, right));

    /// <summary>The value of the pair with a key, or <see cref="None"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong key)
    {
        ulong* line = Entries(key);
        ulong found = Compare(line, key);
        int value = (int)line[BitOperations.TrailingZeroCount(found | (1UL << (LineLength - 1)))] & ((1 << ValueBits) - 1);
        long missing = ((long)found - 1) >> 63; // all ones if there is none
        return (~(long)line[LineLength - 1] & missing) == 0 ? (value & (int)~missing) | (None & (int)missing) : FindFurther(key);
    }

    /// <summary>The line in which the pair with a key is looked for at first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong* Entries(ulong key) => _lines + (LineLength * Line(key));

    /// <summary>The place of a pair that is in the table.</summary>
    public int Place(int left, int right)
    {
        ulong key = Key(left, right);
        for (uint line = Line(key); ; line = (line + 1) & _mask)
        {
            ulong found = Compare(_lines + (LineLength * line), key);
            if (found != 0)
            {
                return ((int)line * LineLength) + BitOperations.TrailingZeroCount(found);
            }
        }
    }

    private int FindFurther(ulong key)
    {
        for (uint line = (Line(key) + 1) & _mask; ; line = (line + 1) & _mask)
        {
            ulong* entries = _lines + (LineLength * line);
            ulong found = Compare(entries, key);
            if (found != 0)
            {
                return (int)(entries[BitOperations.TrailingZeroCount(found)] & ((1 << ValueBits) - 1));
            }

            if (entries[LineLength - 1] == Empty)
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Line(ulong key) => (uint)(key * 0x9E3779B97F4A7C15UL >> _shift);
}
