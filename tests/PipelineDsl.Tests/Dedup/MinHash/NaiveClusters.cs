using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl.Tests.Dedup.MinHash;

/// <summary>Clusters and survivors from all pairs, in the most obvious way.</summary>
internal static class NaiveClusters
{
    /// <summary>The least document of the component of each document.</summary>
    public static int[] Components(int count, Func<int, int, bool> joined)
    {
        int[] roots = [.. Enumerable.Range(0, count)];
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
            {
                if (roots[i] != roots[j] && joined(i, j))
                {
                    int from = Math.Max(roots[i], roots[j]);
                    int to = Math.Min(roots[i], roots[j]);
                    for (int k = 0; k < count; k++)
                    {
                        roots[k] = roots[k] == from ? to : roots[k];
                    }
                }
            }
        }

        return roots;
    }

    /// <summary>What becomes of each document, if the best-ranked of a component survives, and none of one that has a document of an index.</summary>
    public static (bool Dropped, long Kept, long Size)[] Fates(int[] roots, Func<int, double>? rank = null, Func<int, bool>? indexed = null)
    {
        (bool, long, long)[] fates = new (bool, long, long)[roots.Length];
        foreach (IGrouping<int, int> cluster in Enumerable.Range(0, roots.Length).GroupBy(i => roots[i]))
        {
            int survivor = cluster.OrderByDescending(i => rank?.Invoke(i) ?? 0).ThenBy(static i => i).First();
            bool gone = cluster.Any(i => indexed?.Invoke(i) ?? false);
            foreach (int i in cluster)
            {
                fates[i] = gone ? (true, DedupMarks.Indexed, 0) : (i != survivor, survivor, i == survivor ? cluster.Count() : 0);
            }
        }

        return fates;
    }

    /// <summary>The same of what was resolved.</summary>
    public static (bool Dropped, long Kept, long Size)[] Of(IEnumerable<DedupFate> fates)
        => [.. fates.Select(static f => (f.IsDropped, f.Kept, f.IsDropped ? 0 : f.ClusterSize))];
}
