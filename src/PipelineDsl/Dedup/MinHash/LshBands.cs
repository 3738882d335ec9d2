using System;

namespace PipelineDsl;

/// <summary>How the minima of a signature are cut into bands of rows. Two documents are candidates if a whole band of theirs is equal: with Jaccard's index s, with a chance of 1 - (1 - sʳ)ᵇ.</summary>
/// <param name="Bands">The number of bands, b.</param>
/// <param name="Rows">The minima of a band, r.</param>
internal readonly record struct LshBands(int Bands, int Rows)
{
    /// <summary>Steps of the integrals of <see cref="BestFor"/>, even.</summary>
    private const int Steps = 1000;

    /// <summary>The chance that two documents with the given Jaccard index are candidates.</summary>
    public double ChanceOf(double jaccard) => 1 - Power(1 - Power(jaccard, Rows), Bands);

    /// <summary>
    /// The split for which false positives and false negatives weigh least: the integrals of the chance below the threshold and of the chance to be missed above it, half and half, as datasketch has
    /// them (<c>_optimal_param</c>). Of equal ones, that with fewer bands.
    /// </summary>
    /// <param name="jaccard">The threshold, above 0 and below 1.</param>
    /// <param name="permutations">The most minima that may be used.</param>
    public static LshBands BestFor(double jaccard, int permutations)
    {
        LshBands best = default;
        double least = double.MaxValue;
        for (int bands = 1; bands <= permutations; bands++)
        {
            for (int rows = 1; rows <= permutations / bands; rows++)
            {
                LshBands split = new(bands, rows);
                double error = (split.Integral(0, jaccard) + (1 - jaccard - split.Integral(jaccard, 1))) / 2;
                if (error < least)
                {
                    least = error;
                    best = split;
                }
            }
        }

        return best;
    }

    /// <summary>The integral of <see cref="ChanceOf"/>, by Simpson's rule.</summary>
    private double Integral(double from, double to)
    {
        double step = (to - from) / Steps;
        double sum = ChanceOf(from) + ChanceOf(to);
        for (int i = 1; i < Steps; i++)
        {
            sum += ChanceOf(from + (i * step)) * ((i & 1) == 0 ? 2 : 4);
        }

        return sum * step / 3;
    }

    /// <summary>A power by multiplications only: the same on every machine, as <see cref="Math.Pow"/> need not be.</summary>
    private static double Power(double value, int exponent)
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
