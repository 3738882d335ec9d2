using System;
using System.Linq;
using System.Numerics;
using CsCheck;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Dedup.MinHash;
using Xunit;

namespace PipelineDsl.Tests.Dedup.SimHash;

/// <summary>Fingerprints, and the search for those that differ in few bits, against all pairs.</summary>
public sealed class SimHashTests
{
    private static readonly Gen<ulong[]> s_fingerprints = Gen.Select(Gen.ULong[0, 7], Gen.Int[0, 63].Array[0, 6]).Array[0, 80].Select(static parts =>
        parts.Select(static p => p.Item1 == 7 ? TextHash.Combine((ulong)p.Item2.Sum(), 5) : p.Item2.Aggregate(TextHash.Combine(p.Item1, 3), static (f, bit) => f ^ (1UL << bit))).ToArray());

    [Fact]
    public void ABitIsThatOfMostShingles()
        => Gen.OneOf(Gen.ULong, Gen.Const(0UL), Gen.Const(ulong.MaxValue)).Array[0, 200].Sample(static shingles =>
        {
            ulong expected = 0;
            for (int bit = 0; bit < 64; bit++)
            {
                expected |= 2 * shingles.Count(s => (s >> bit & 1) != 0) > shingles.Length ? 1UL << bit : 0;
            }

            Assert.Equal(expected, SimHash64.Of(shingles));
        });

    [Theory]
    [InlineData(0, 5, 1)]
    [InlineData(3, 4, 4)]
    [InlineData(3, 6, 20)]
    [InlineData(4, 7, 35)]
    public void TablesLeaveNoPairOut(int distance, int blocks, int tables)
    {
        ulong[] masks = FingerprintTables.Masks(distance, blocks);
        Assert.Equal(tables, masks.Length);
        Assert.Equal(tables, masks.Distinct().Count());
        Gen.Int[0, 63].Array[distance].Sample(bits =>
        {
            ulong difference = bits.Aggregate(0UL, static (d, bit) => d | (1UL << bit));
            Assert.Contains(masks, m => (m & difference) == 0);
            Assert.All(masks, m => Assert.True(BitOperations.PopCount(m) >= 64 * (blocks - distance) / blocks - blocks));
        });
    }

    [Fact]
    public void TablesThatCannotBeMadeAreRefused()
    {
        Assert.Contains("fewer blocks", Assert.Throws<RunException>(static () => FingerprintTables.Masks(12, 40)).Message, StringComparison.Ordinal);
        Assert.Contains("more blocks", Assert.Throws<RunException>(static () => FingerprintTables.Masks(3, 3)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1, 1 << 20, 3)]
    [InlineData(4, 3, 1024, 2)]
    [InlineData(2, 1, 4096, 0)]
    public void ClustersAreThoseOfAllPairs(int shards, int workers, long memory, int distance)
        => Gen.Select(s_fingerprints, Gen.Int[0, 2].Array[80], Gen.Bool).Sample(
            (fingerprints, ranks, ranked) =>
            {
                Func<int, double>? rank = ranked ? i => ranks[i] : null;
                int[] roots = NaiveClusters.Components(fingerprints.Length, (i, j) => SimHash64.Distance(fingerprints[i], fingerprints[j]) <= distance);
                using DedupHarness harness = new(shards, workers, memory);
                DedupFate[] fates = harness.Resolve(new SimHashDeduplication(distance, 0, "test", null, null), fingerprints.Length, (i, sketch) => sketch.WriteUInt64(fingerprints[i]), rank);
                Assert.Equal(NaiveClusters.Fates(roots, rank), NaiveClusters.Of(fates));
            },
            iter: 60,
            threads: 1);

    [Fact]
    public void FingerprintsLikeThoseOfAnIndexAreDropped()
        => Gen.Select(s_fingerprints, s_fingerprints).Sample(
            static (published, fingerprints) =>
            {
                using DedupHarness harness = new(2, 2);
                harness.Resolve(new SimHashDeduplication(3, 0, "test", null, "a.index"), published.Length, (i, sketch) => sketch.WriteUInt64(published[i]));
                int[] roots = NaiveClusters.Components(fingerprints.Length, (i, j) => SimHash64.Distance(fingerprints[i], fingerprints[j]) <= 3);
                DedupFate[] fates = harness.Resolve(new SimHashDeduplication(3, 0, "test", "a.index", null), fingerprints.Length, (i, sketch) => sketch.WriteUInt64(fingerprints[i]));
                Assert.Equal(
                    NaiveClusters.Fates(roots, indexed: i => published.Any(p => SimHash64.Distance(p, fingerprints[i]) <= 3)).Select(static f => f.Dropped),
                    fates.Select(static f => f.IsDropped));
            },
            iter: 60,
            threads: 1);

    [Fact]
    public void AMillionEqualDocumentsAreOne()
    {
        const int Count = 1_000_000;
        using DedupHarness harness = new(3, 2, 1 << 22);
        DedupFate[] fates = harness.Resolve(new SimHashDeduplication(3, 0, "test", null, null), Count, static (_, sketch) => sketch.WriteUInt64(77));
        Assert.False(fates[0].IsDropped);
        Assert.Equal(Count, fates[0].ClusterSize);
        Assert.Equal(Count - 1, fates.Count(static f => f.IsDropped));
    }
}
