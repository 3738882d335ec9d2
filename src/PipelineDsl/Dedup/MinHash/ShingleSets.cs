using System;

namespace PipelineDsl;

/// <summary>Jaccard's index of sets that are given as ascending numbers.</summary>
internal static class ShingleSets
{
    /// <summary>Whether the sets have at least so much in common: shared members / all members ≥ <paramref name="least"/>.</summary>
    public static bool AreSimilar(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, double least)
        => CanBeSimilar(left.Length, right.Length, least) && Jaccard(left, right) >= least;

    /// <summary>Whether sets of these sizes can have so much in common: the smaller one may be a subset of the larger.</summary>
    public static bool CanBeSimilar(long left, long right, double least) => Math.Min(left, right) / (double)Math.Max(left, right) >= least;

    /// <summary>Shared members / all members; of two empty sets 0.</summary>
    public static double Jaccard(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        int common = 0;
        int i = 0;
        int j = 0;
        while (i < left.Length && j < right.Length)
        {
            ulong a = left[i];
            ulong b = right[j];
            common += a == b ? 1 : 0;
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        int all = left.Length + right.Length - common;
        return all == 0 ? 0 : common / (double)all;
    }
}
