using System;
using System.Numerics;

namespace PipelineDsl;

/// <summary>A pseudo-random order of the numbers from 0 to n - 1 of which any element can be had at once, without memory: a Feistel network of six rounds over the next power of 4, walked until the number is in range.</summary>
/// <remarks>Walking takes less than four steps on average, since the range is more than a quarter of the network's domain. The mixing function is that of SplitMix64 (Steele, Lea, Flood 2014).</remarks>
internal readonly struct KeyedPermutation
{
    private const int Rounds = 6;
    private readonly ulong _count;
    private readonly int _halfBits;
    private readonly ulong _key;

    /// <summary>Creates an order.</summary>
    /// <param name="count">How many numbers.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="epoch">The epoch: each has an order of its own.</param>
    public KeyedPermutation(long count, int seed, long epoch)
    {
        _count = (ulong)count;
        _halfBits = Math.Max(1, (BitOperations.Log2((ulong)Math.Max(1, count - 1)) + 2) / 2);
        _key = Mix(Mix((uint)seed + 0x9E37_79B9_7F4A_7C15) ^ (ulong)epoch);
    }

    /// <summary>The number at a place.</summary>
    public long this[long place]
    {
        get
        {
            ulong value = (ulong)place;
            do
            {
                value = Permute(value);
            }
            while (value >= _count);
            return (long)value;
        }
    }

    private ulong Permute(ulong value)
    {
        ulong mask = (1UL << _halfBits) - 1;
        ulong left = value >> _halfBits;
        ulong right = value & mask;
        for (uint round = 0; round < Rounds; round++)
        {
            (left, right) = (right, left ^ (Mix(right ^ _key ^ ((ulong)round << 58)) & mask));
        }

        return (left << _halfBits) | right;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }
}
