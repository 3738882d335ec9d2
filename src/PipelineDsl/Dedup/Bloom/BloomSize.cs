using System;

namespace PipelineDsl;

/// <summary>How large a <see cref="BloomFilter"/> must be, and how many bits a key has in it.</summary>
/// <remarks>
/// A block of B = 512 bits that holds i keys of k bits each says yes to another key with the probability (1 − (1 − 1/B)^(k·i))^k; how many keys a block holds follows Poisson's law (Putze, Sanders and
/// Singler 2007, "Cache-, Hash- and Space-Efficient Bloom Filters"). Only sums, products and quotients are used, so that the numbers are the same on every machine.
/// </remarks>
public static class BloomSize
{
    /// <summary>Bits of a block.</summary>
    internal const int BlockBits = 512;

    /// <summary>The false-positive rate to be expected.</summary>
    /// <param name="bytes">The filter's size, a multiple of 64.</param>
    /// <param name="items">Different keys that it holds.</param>
    /// <param name="hashes">Bits of a key, 1 to 16.</param>
    public static double FalsePositiveRate(long bytes, long items, int hashes) => RateAt(items / (bytes * 8 / (double)BlockBits), hashes);

    /// <summary>The number of bits of a key, 1 to 16, at which the false-positive rate is least.</summary>
    /// <param name="bytes">The filter's size, a multiple of 64.</param>
    /// <param name="items">Different keys that it is to hold.</param>
    public static int BestHashes(long bytes, long items) => BestAt(items / (bytes * 8 / (double)BlockBits));

    /// <summary>The least size, in bytes, at which the false-positive rate is not above a bound.</summary>
    /// <param name="items">Different keys that the filter is to hold.</param>
    /// <param name="falsePositiveRate">The bound, 10⁻¹² to 0.5.</param>
    public static long Bytes(long items, double falsePositiveRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(falsePositiveRate, 1e-12);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(falsePositiveRate, 0.5);
        double low = 0; // keys of a block with which the rate is small enough
        double high = 4096;
        for (int i = 0; i < 50; i++)
        {
            double middle = (low + high) / 2;
            if (RateAt(middle, BestAt(middle)) <= falsePositiveRate)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return checked((long)Math.Ceiling(items / low) * (BlockBits / 8));
    }

    private static int BestAt(double keysOfBlock)
    {
        int best = 1;
        double least = double.PositiveInfinity;
        for (int k = 1; k <= BloomBits.Most; k++)
        {
            double rate = RateAt(keysOfBlock, k);
            if (rate < least)
            {
                (best, least) = (k, rate);
            }
        }

        return best;
    }

    private static double RateAt(double keysOfBlock, int hashes)
    {
        // Poisson's weights, from the most frequent number on in both directions, relative to its own; their sum stands for e^λ.
        int mode = (int)Math.Min(keysOfBlock, 1 << 20);
        double sum = 0;
        double rate = 0;
        double weight = 1;
        for (int i = mode; i >= 0 && weight > 1e-30; i--)
        {
            sum += weight;
            rate += weight * Yes(i, hashes);
            weight *= i / keysOfBlock;
        }

        weight = keysOfBlock / (mode + 1);
        for (int i = mode + 1; weight > 1e-30; i++)
        {
            sum += weight;
            rate += weight * Yes(i, hashes);
            weight *= keysOfBlock / (i + 1);
        }

        return rate / sum;
    }

    private static double Yes(int keys, int hashes) => Power(1 - Power((BlockBits - 1) / (double)BlockBits, (long)keys * hashes), hashes);

    private static double Power(double value, long exponent)
    {
        double power = 1;
        for (; exponent > 0; exponent >>= 1)
        {
            power *= (exponent & 1) != 0 ? value : 1;
            value *= value;
        }

        return power;
    }
}
