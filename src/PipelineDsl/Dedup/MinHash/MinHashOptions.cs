using System;
using System.Collections.Concurrent;
using System.Globalization;

namespace PipelineDsl;

/// <summary>What a near-duplicate search depends on: the options of its step, checked.</summary>
/// <param name="NGram">The units of a shingle.</param>
/// <param name="Split">The bands and rows.</param>
/// <param name="Verify">The least Jaccard index of a pair, or 0.</param>
/// <param name="Seed">What the permutations are drawn from.</param>
internal readonly record struct MinHashOptions(int NGram, LshBands Split, double Verify, int Seed)
{
    private static readonly ConcurrentDictionary<(double, int), LshBands> s_best = new();

    /// <summary>The hash functions that a signature needs.</summary>
    public int Permutations => checked(Split.Bands * Split.Rows);

    /// <summary>What an index must have been made with.</summary>
    public string IndexSettings(string units)
        => string.Create(CultureInfo.InvariantCulture, $"{units} ngram={NGram} bands={Split.Bands} rows={Split.Rows} seed={Seed}");

    /// <summary>Checks the options of a step.</summary>
    public static MinHashOptions Of(int ngram, int bands, int rows, double jaccard, int permutations, double verify, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ngram, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(bands, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(permutations, 1);
        LshBands split = jaccard is > 0 and < 1
            ? s_best.GetOrAdd((jaccard, permutations), static key => LshBands.BestFor(key.Item1, key.Item2))
            : new LshBands(bands, rows);
        return new MinHashOptions(ngram, split, verify, seed);
    }
}
