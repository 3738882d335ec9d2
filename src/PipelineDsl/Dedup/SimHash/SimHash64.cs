using System;
using System.Numerics;

namespace PipelineDsl;

/// <summary>Charikar's fingerprint: bit i is set if more than half of the shingles' hashes have it set. Similar texts have fingerprints with a small Hamming distance.</summary>
/// <remarks>
/// Source: Charikar 2002; Manku, Jain, Das Sarma 2007. Shingles weigh as often as they occur. The 64 counters are kept as bit planes and hashes are added to all of them at once: fifteen hashes by
/// carry-save adders to one number of four planes, which then are added to the counters.
/// </remarks>
internal static class SimHash64
{
    /// <summary>The planes of the counters: texts have fewer than 2³² shingles.</summary>
    private const int Planes = 32;

    /// <summary>The fingerprint of a text.</summary>
    /// <param name="shingles">The hashes of its shingles. Without any, the fingerprint is 0.</param>
    public static ulong Of(ReadOnlySpan<ulong> shingles)
    {
        Span<ulong> planes = stackalloc ulong[Planes];
        ReadOnlySpan<ulong> rest = shingles;
        for (; rest.Length >= 15; rest = rest[15..])
        {
            ReadOnlySpan<ulong> h = rest[..15];
            Add(h[0], h[1], h[2], out ulong two0, out ulong one0);
            Add(h[3], h[4], h[5], out ulong two1, out ulong one1);
            Add(h[6], h[7], h[8], out ulong two2, out ulong one2);
            Add(h[9], h[10], h[11], out ulong two3, out ulong one3);
            Add(h[12], h[13], h[14], out ulong two4, out ulong one4);
            Add(one0, one1, one2, out ulong two5, out ulong one5);
            Add(one3, one4, one5, out ulong two6, out ulong one);
            Add(two0, two1, two2, out ulong four0, out ulong two7);
            Add(two3, two4, two5, out ulong four1, out ulong two8);
            Add(two6, two7, two8, out ulong four2, out ulong two);
            Add(four0, four1, four2, out ulong eight, out ulong four);
            Count(planes, 0, one);
            Count(planes, 1, two);
            Count(planes, 2, four);
            Count(planes, 3, eight);
        }

        foreach (ulong hash in rest)
        {
            Count(planes, 0, hash);
        }

        return MoreThan(planes, (uint)shingles.Length / 2);
    }

    /// <summary>The number of bits in which two fingerprints differ.</summary>
    public static int Distance(ulong left, ulong right) => BitOperations.PopCount(left ^ right);

    private static void Add(ulong a, ulong b, ulong c, out ulong carry, out ulong sum)
    {
        ulong half = a ^ b;
        sum = half ^ c;
        carry = (a & b) | (half & c);
    }

    private static void Count(Span<ulong> planes, int plane, ulong bits)
    {
        for (; bits != 0; plane++)
        {
            ulong carry = planes[plane] & bits;
            planes[plane] ^= bits;
            bits = carry;
        }
    }

    /// <summary>Where a counter is above a bound: compared from the highest plane down.</summary>
    private static ulong MoreThan(Span<ulong> planes, uint bound)
    {
        ulong more = 0;
        ulong equal = ulong.MaxValue;
        for (int plane = Planes - 1; plane >= 0; plane--)
        {
            ulong bit = (bound >> plane & 1) == 0 ? 0 : ulong.MaxValue;
            more |= equal & planes[plane] & ~bit;
            equal &= ~(planes[plane] ^ bit);
        }

        return more;
    }
}
