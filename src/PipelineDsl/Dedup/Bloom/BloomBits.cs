using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Where a key's bits are in its block.</summary>
internal static unsafe class BloomBits
{
    /// <summary>The most bits that a key can have.</summary>
    public const int Most = 16;

    /// <summary>How far a product is shifted: its nine upper bits are the position.</summary>
    public const int Shift = 32 - 9;

    /// <summary>Odd multipliers, one for each bit: multiply-shift hashing. They are the first of SplitMix64 from 0 on, with the lowest bit set.</summary>
    private static readonly uint[] s_multipliers = Multipliers();

    /// <summary>The first multiplier.</summary>
    public static uint* Start => (uint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(s_multipliers));

    /// <summary>The position of bit <paramref name="index"/>: even ones come of the lower half of the hash, odd ones of the upper.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Position(ulong hash, int index) => (int)(((uint)(hash >> (32 * (index & 1))) * Start[index]) >> Shift);

    /// <summary>Sets a key's bits.</summary>
    public static void Set(uint* block, ulong hash, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int position = Position(hash, i);
            block[position >> 5] |= 1u << (position & 31);
        }
    }

    private static uint[] Multipliers()
    {
        uint[] multipliers = System.GC.AllocateUninitializedArray<uint>(Most, pinned: true);
        ulong state = 0;
        for (int i = 0; i < Most; i++)
        {
            state += 0x9E3779B97F4A7C15;
            ulong z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            multipliers[i] = (uint)((z ^ (z >> 31)) >> 32) | 1;
        }

        return multipliers;
    }
}
