using System;
using System.Collections.Generic;
using System.Globalization;

namespace PipelineDsl.Benchmarks;

/// <summary>
/// From the similar pairs of 4 million documents, as banding leaves them (40 % of the documents in clusters of 2 to 40, each pair a star to the first of its group, found in about half of 14 bands), to the least document of each cluster.
/// Against a union-find over a dictionary, as datatrove's last stage works. A MB is 62,500 pairs of 16 bytes; target: 3 million pairs a second.
/// </summary>
internal sealed class ClusterRatio : IRatio
{
    private const int Documents = 4_000_000;

    /// <inheritdoc/>
    public string Name => "cluster";

    /// <inheritdoc/>
    public void Run(string? corpus, RatioRun run)
    {
        Edge[] pairs = Pairs();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cluster {pairs.Length} pairs"));
        using BenchContext context = new(Documents, 1 << 30);
        using SortedRuns<Edge> edges = context.CreateRuns<Edge>("edges");
        using (SortedRunWriter<Edge> writer = edges.OpenWriter())
        {
            foreach (Edge pair in pairs)
            {
                writer.Add(in pair);
            }
        }

        edges.Seal();
        using BenchContext small = new(Documents, 16 << 20);
        long bytes = 16L * pairs.Length;
        run.Add("union-find", bytes, Documents, () => ConnectedComponents.Find(context, edges).Dispose());
        run.Add("dictionary", bytes, Documents, () => Naive(pairs));
        run.Add("alternating stars in 16 MB", bytes, Documents, () => ConnectedComponents.Find(small, edges).Dispose());
        run.Print();
    }

    private static Edge[] Pairs()
    {
        Random random = new(17);
        int[] order = new int[Documents];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        random.Shuffle(order);
        List<Edge> pairs = [];
        for (int at = 0; at < Documents * 4 / 10;)
        {
            int size = 2 + (int)(38 * Math.Pow(random.NextDouble(), 6));
            for (int band = 0; band < 14; band++)
            {
                int hub = -1;
                for (int i = at; i < at + size; i++)
                {
                    if (random.NextDouble() < 0.45)
                    {
                        if (hub >= 0)
                        {
                            pairs.Add(new Edge((ulong)Math.Min(hub, order[i]), (ulong)Math.Max(hub, order[i])));
                        }

                        hub = hub < 0 ? order[i] : hub;
                    }
                }
            }

            at += size;
        }

        return [.. pairs];
    }

    /// <summary>Parents in a dictionary, union by size, path compression, then every member's root.</summary>
    private static long Naive(Edge[] pairs)
    {
        Dictionary<long, long> parents = [];
        Dictionary<long, int> sizes = [];
        long Find(long node)
        {
            long root = node;
            while (parents.TryGetValue(root, out long parent) && parent != root)
            {
                root = parent;
            }

            while (node != root)
            {
                long next = parents[node];
                parents[node] = root;
                node = next;
            }

            parents.TryAdd(root, root);
            return root;
        }

        foreach (Edge pair in pairs)
        {
            long a = Find((long)pair.Node);
            long b = Find((long)pair.Other);
            if (a != b)
            {
                int sizeA = sizes.GetValueOrDefault(a, 1);
                int sizeB = sizes.GetValueOrDefault(b, 1);
                (long root, long child) = sizeA >= sizeB ? (a, b) : (b, a);
                parents[child] = root;
                sizes[root] = sizeA + sizeB;
            }
        }

        long sum = 0;
        foreach (long node in parents.Keys)
        {
            sum += Find(node);
        }

        return sum;
    }
}
