using System;
using System.Linq;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Dedup.Clusters;

/// <summary>Connected components and survivors against a naive search, with union-find in memory and with alternating stars, for any sharding and number of workers.</summary>
public sealed class ClusterMarksTests
{
    private static readonly Gen<((int A, int B)[] Edges, int Count)> s_graph =
        Gen.Int[1, 60].SelectMany(static n => Gen.Select(Gen.Select(Gen.Int[0, n - 1], Gen.Int[0, n - 1], static (a, b) => (A: a, B: b)).Array[0, 90], Gen.Const(n)));

    [Theory]
    [InlineData(1, 1, 1 << 20)]
    [InlineData(3, 4, 1 << 20)]
    [InlineData(1, 1, 64)]
    [InlineData(5, 3, 64)]
    public void ComponentsAndSurvivorsAreThoseOfANaiveSearch(int shards, int workers, long memory)
        => Gen.Select(s_graph, Gen.Int[0, 3].Array[60], Gen.Bool).Sample(
            (graph, ranks, ranked) =>
            {
                Func<int, double>? rank = ranked ? i => ranks[i] : null;
                using DedupHarness harness = new(shards, workers, memory);
                DedupFate[] fates = harness.Resolve(new EdgeDeduplication(graph.Edges, []), graph.Count, static (_, _) => { }, rank);
                AssertSame(graph.Edges, graph.Count, rank, [], fates);
            },
            iter: 60,
            threads: 1);

    [Theory]
    [InlineData(1 << 20)]
    [InlineData(64)]
    public void AClusterWithADocumentOfTheIndexHasNoSurvivor(long memory)
        => Gen.Select(s_graph, Gen.Int[0, 59].Array[0, 8]).Sample(
            (graph, indexed) =>
            {
                int[] found = [.. indexed.Where(i => i < graph.Count)];
                using DedupHarness harness = new(2, 2, memory);
                DedupFate[] fates = harness.Resolve(new EdgeDeduplication(graph.Edges, found), graph.Count, static (_, _) => { });
                AssertSame(graph.Edges, graph.Count, null, found, fates);
            },
            iter: 60,
            threads: 1);

    [Theory]
    [InlineData(1 << 24)]
    [InlineData(1 << 14)]
    public void ALongPathIsOneCluster(long memory)
    {
        const int Count = 3000;
        (int A, int B)[] edges = [.. Enumerable.Range(1, Count - 1).Select(static i => (i - 1, i))];
        using DedupHarness harness = new(4, 2, memory);
        DedupFate[] fates = harness.Resolve(new EdgeDeduplication(edges, []), Count, static (_, _) => { });
        Assert.Equal((false, 0L, (long)Count), (fates[0].IsDropped, fates[0].ClusterId, fates[0].ClusterSize));
        Assert.All(fates.Skip(1), static f => Assert.Equal((true, 0L), (f.IsDropped, f.Kept)));
        Assert.Equal("3000", harness.Facts["largestCluster"]);
    }

    private static void AssertSame((int A, int B)[] edges, int count, Func<int, double>? rank, int[] indexed, DedupFate[] fates)
    {
        int[] component = [.. Enumerable.Range(0, count)];
        for (bool changed = true; changed;)
        {
            changed = false;
            foreach ((int a, int b) in edges)
            {
                int least = Math.Min(component[a], component[b]);
                changed |= component[a] != least || component[b] != least;
                component[a] = component[b] = least;
            }
        }

        foreach (IGrouping<int, int> cluster in Enumerable.Range(0, count).GroupBy(i => component[i]))
        {
            int survivor = cluster.OrderByDescending(i => rank?.Invoke(i) ?? 0).ThenBy(static i => i).First();
            if (cluster.Any(indexed.Contains))
            {
                Assert.All(cluster, i => Assert.Equal((true, DedupMarks.Indexed), (fates[i].IsDropped, fates[i].Kept)));
                continue;
            }

            foreach (int i in cluster)
            {
                Assert.Equal((i != survivor, (long)survivor), (fates[i].IsDropped, fates[i].Kept));
            }

            int id = cluster.Count() > 1 ? cluster.Key : survivor;
            Assert.Equal((id, cluster.Count()), (fates[survivor].ClusterId, fates[survivor].ClusterSize));
        }
    }

    /// <summary>Takes its pairs from the test.</summary>
    private sealed class EdgeDeduplication((int A, int B)[] pairs, int[] indexed) : Deduplication
    {
        public override DedupEstimate Estimate(in CorpusSize corpus) => default;

        public override void Resolve(DedupContext context)
        {
            using SortedRuns<Edge> edges = context.CreateRuns<Edge>("edges");
            using (SortedRunWriter<Edge> writer = edges.OpenWriter())
            {
                foreach ((int a, int b) in pairs)
                {
                    writer.Add(new Edge((ulong)a, (ulong)b));
                }
            }

            edges.Seal();
            using SortedRuns<Node> nodes = context.CreateRuns<Node>("indexed");
            using (SortedRunWriter<Node> writer = nodes.OpenWriter())
            {
                foreach (int i in indexed)
                {
                    writer.Add(new Node((ulong)i));
                }
            }

            nodes.Seal();
            ClusterMarks.Make(context, edges, nodes);
        }
    }
}
