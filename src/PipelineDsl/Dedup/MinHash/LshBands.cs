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
        double[] points = [.. Points(0, jaccard), .. Points(jaccard, 1)];
        double[] shares = new double[points.Length]; // a point to the power of the rows
        double[] misses = new double[points.Length]; // the chance that no band is equal
        Array.Fill(shares, 1);
        for (int rows = 1; rows <= permutations; rows++)
        {
            Array.Fill(misses, 1);
            for (int i = 0; i < points.Length; i++)
            {
                shares[i] *= points[i];
            }

            for (int bands = 1; bands <= permutations / rows; bands++)
            {
                for (int i = 0; i < points.Length; i++)
                {
                    misses[i] *= 1 - shares[i];
                }

                double falsePositives = jaccard - Integral(misses.AsSpan(0, Steps + 1), jaccard);
                double falseNegatives = Integral(misses.AsSpan(Steps + 1), 1 - jaccard);
                double error = (falsePositives + falseNegatives) / 2;
                if (error < least || (error == least && bands < best.Bands))
                {
                    least = error;
                    best = new LshBands(bands, rows);
                }
            }
        }

        return best;
    }

    /// <summary>The ends of the steps between two numbers.</summary>
    private static double[] Points(double from, double to)
    {
        double[] points = new double[Steps + 1];
        for (int i = 0; i < Steps; i++)
        {
            points[i] = from + (i * ((to - from) / Steps));
        }

        points[Steps] = to;
        return points;
    }

    /// <summary>The integral of a function that is known at the ends of steps, by Simpson's rule.</summary>
    private static double Integral(ReadOnlySpan<double> values, double width)
    {
        double sum = values[0] + values[^1];
        for (int i = 1; i < values.Length - 1; i++)
        {
            sum += values[i] * ((i & 1) == 0 ? 2 : 4);
        }

        return sum * width / Steps / 3;
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
