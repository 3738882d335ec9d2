using System;

namespace PipelineDsl;

/// <summary>Hashes of all windows of n units (words, characters, token ids), from the units' own hashes: no string is built.</summary>
/// <remarks>
/// The hash of a window is the polynomial h₀·Kⁿ⁻¹ + … + hₙ₋₁ modulo 2⁶⁴, mixed. With the polynomials P of all beginnings of the text, that of the window at i is P(i+n) − P(i)·Kⁿ: two
/// multiplications whatever n is. The order of the units counts. Two different windows have the same hash with a chance of about 2⁻⁶⁴.
/// </remarks>
internal static unsafe class ShingleHashes
{
    private const ulong Base = 0x9E37_79B9_7F4A_7C15;

    private const ulong Mixer = 0xFF51_AFD7_ED55_8CCD;

    /// <summary>The number of windows that a text has.</summary>
    /// <param name="units">The number of units.</param>
    /// <param name="n">The units of a window, 1 or more.</param>
    /// <param name="whole">Whether a text with fewer units than <paramref name="n"/>, but one at least, is a window as a whole.</param>
    public static int CountOf(int units, int n, bool whole) => units >= n ? units - n + 1 : whole && units > 0 ? 1 : 0;

    /// <summary>Writes the hash of each window.</summary>
    /// <param name="units">The hashes of the units.</param>
    /// <param name="n">The units of a window, 1 or more.</param>
    /// <param name="whole">Whether a text with fewer units than <paramref name="n"/>, but one at least, is a window as a whole.</param>
    /// <param name="prefixes">Room for one value more than there are units.</param>
    /// <param name="output">Room for <see cref="CountOf"/> values.</param>
    /// <returns>The number of windows.</returns>
    public static int Write(ReadOnlySpan<ulong> units, int n, bool whole, ulong* prefixes, ulong* output)
    {
        int count = CountOf(units.Length, n, whole);
        if (count == 0)
        {
            return 0;
        }

        n = Math.Min(n, units.Length);
        ulong power = Power(n);
        ulong prefix = 0;
        prefixes[0] = 0;
        fixed (ulong* unit = units)
        {
            int i = 0;
            for (; i < n - 1; i++)
            {
                prefix = (prefix * Base) + unit[i];
                prefixes[i + 1] = prefix;
            }

            ulong* first = prefixes; // the prefix before the window
            for (; i < units.Length; i++)
            {
                prefix = (prefix * Base) + unit[i];
                prefixes[i + 1] = prefix;
                *output++ = Mix(prefix - (*first++ * power));
            }
        }

        return count;
    }

    /// <summary>The hash of one window: of all the units given.</summary>
    public static ulong Of(ReadOnlySpan<ulong> units)
    {
        ulong hash = 0;
        foreach (ulong unit in units)
        {
            hash = (hash * Base) + unit;
        }

        return Mix(hash);
    }

    private static ulong Power(int n)
    {
        ulong power = 1;
        for (int i = 0; i < n; i++)
        {
            power *= Base;
        }

        return power;
    }

    private static ulong Mix(ulong hash)
    {
        hash ^= hash >> 32;
        hash *= Mixer;
        return hash ^ (hash >> 29);
    }
}
