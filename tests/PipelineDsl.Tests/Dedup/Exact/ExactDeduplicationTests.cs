using System;
using System.IO;
using System.Linq;
using System.Text;
using CsCheck;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Dedup.Exact;

/// <summary>Exact deduplication against grouping in memory.</summary>
public sealed class ExactDeduplicationTests
{
    [Theory]
    [InlineData(1, 1, 1 << 20, false)]
    [InlineData(3, 4, 1 << 20, true)]
    [InlineData(7, 2, 1024, false)]
    [InlineData(2, 1, 1024, true)]
    public void TheBestOfEachKeySurvives(int shards, int workers, long memory, bool verify)
        => Gen.Select(Gen.Int[0, 40].Array[0, 400], Gen.Int[0, 2].Array[400], Gen.Bool).Sample(
            (keys, ranks, ranked) =>
            {
                Func<int, double>? rank = ranked ? i => ranks[i] : null;
                using DedupHarness harness = new(shards, workers, memory);
                DedupFate[] fates = harness.Resolve(ExactDeduplication.Resolve(verify), keys.Length, (i, sketch) => sketch.WriteKey(Key(keys[i]), verify), rank);
                foreach (IGrouping<int, int> group in Enumerable.Range(0, keys.Length).GroupBy(i => keys[i]))
                {
                    // Key 0 is empty: such documents take no part.
                    int survivor = group.OrderByDescending(i => rank?.Invoke(i) ?? 0).ThenBy(static i => i).First();
                    Assert.All(group, i => Assert.Equal((group.Key != 0 && i != survivor, group.Key == 0 ? i : (long)survivor), (fates[i].IsDropped, fates[i].Kept)));
                    if (group.Key != 0 && group.Count() > 1)
                    {
                        Assert.Equal((group.Min(), group.Count()), (fates[survivor].ClusterId, fates[survivor].ClusterSize));
                    }
                }

                Assert.Equal(keys.Count(static k => k != 0).ToString(System.Globalization.CultureInfo.InvariantCulture), harness.Facts["keys"]);
            },
            iter: 25,
            threads: 1);

    [Fact]
    public void WithVerificationDifferentKeysWithOneHashAreNoDuplicates()
    {
        // The hash is written by the test: three documents collide, two of them have the same bytes.
        string[] keys = ["a", "b", "a"];
        using DedupHarness harness = new(2);
        DedupFate[] fates = harness.Resolve(ExactDeduplication.Resolve(verify: true), 3, (i, sketch) =>
        {
            sketch.WriteUInt128(7);
            sketch.Write(Encoding.UTF8.GetBytes(keys[i]));
        });
        Assert.Equal([false, false, true], fates.Select(static f => f.IsDropped));
        Assert.Equal(0, fates[2].Kept);
        Assert.Equal("1", harness.Facts["collisions"]);
    }

    [Fact]
    public void AMillionEqualDocumentsAreOne()
    {
        const int Count = 1_000_000;
        using DedupHarness harness = new(3, 2, 1 << 20);
        DedupFate[] fates = harness.Resolve(ExactDeduplication.Resolve(), Count, static (_, sketch) => sketch.WriteKey("all alike"u8));
        Assert.False(fates[0].IsDropped);
        Assert.Equal(Count, fates[0].ClusterSize);
        Assert.Equal(Count - 1, fates.Count(static f => f.IsDropped));
    }

    [Fact]
    public void AnIndexOfOneRunIsUsedByTheNext()
    {
        using DedupHarness harness = new(2, 2);
        harness.Resolve(ExactDeduplication.Resolve(index: "a.index"), 5, static (i, sketch) => sketch.WriteKey(Key((i % 3) + 1)));
        Assert.Equal("3", harness.Facts["indexedKeys"]);

        DedupFate[] fates = harness.Resolve(ExactDeduplication.Resolve(against: "*.index"), 6, static (i, sketch) => sketch.WriteKey(Key(i + 1)));
        Assert.Equal([true, true, true, false, false, false], fates.Select(static f => f.IsDropped));
        Assert.All(fates.Take(3), static f => Assert.Equal(DedupMarks.Indexed, f.Kept));
    }

    [Fact]
    public void TheIndexDoesNotDependOnShardsOrWorkers()
    {
        byte[] Write(int shards, int workers, long memory)
        {
            using DedupHarness harness = new(shards, workers, memory);
            harness.Resolve(ExactDeduplication.Resolve(index: "a.index"), 1000, static (i, sketch) => sketch.WriteKey(Key((i * 7 % 300) + 1)));
            return File.ReadAllBytes(Path.Combine(harness.Folder, "a.index"));
        }

        byte[] expected = Write(1, 1, 1 << 20);
        Assert.Equal(expected, Write(9, 4, 1 << 20));
        Assert.Equal(expected, Write(2, 3, 500));
    }

    [Theory]
    [InlineData("no index", "it is no index")]
    [InlineData("cut", "cut short or damaged")]
    [InlineData("other", "it was made for 'other x', the step needs 'exact xxh3-128'")]
    public void AWrongIndexIsAnError(string what, string expected)
    {
        using DedupHarness harness = new();
        string path = Path.Combine(harness.Folder, "a.index");
        harness.Resolve(ExactDeduplication.Resolve(index: "a.index"), 5, static (i, sketch) => sketch.WriteKey(Key(i + 1)));
        if (what == "no index")
        {
            File.WriteAllText(path, new string('x', 1000));
        }
        else if (what == "cut")
        {
            using FileStream file = File.OpenWrite(path);
            file.SetLength(file.Length - 1);
        }
        else
        {
            byte[] bytes = File.ReadAllBytes(path);
            Encoding.UTF8.GetBytes("other x\0\0\0\0\0\0\0\0\0\0\0").CopyTo(bytes, 32);
            File.WriteAllBytes(path, bytes);
        }

        RunException exception = Assert.Throws<RunException>(() => harness.Resolve(ExactDeduplication.Resolve(against: "a.index"), 1, static (_, sketch) => sketch.WriteKey(Key(1))));
        Assert.Equal("PDSL2017", exception.Id);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-05-17", "2024-05-18", -1)]
    [InlineData("2024-05-17T08:00:00Z", "2024-05-17T09:00:00+01:00", 0)]
    [InlineData("2024-05-17T08:00:00.250Z", "2024-05-17 08:00:00.5", -1)]
    [InlineData("2024-05-17T08:00", "2024-05-17", 1)]
    [InlineData("2024-02-29", "2024-03-01T00:00:00Z", -1)]
    public void DatesAreRankedByTime(string a, string b, int expected)
        => Assert.Equal(expected, DocumentRank.OfDate(Encoding.UTF8.GetBytes(a)).CompareTo(DocumentRank.OfDate(Encoding.UTF8.GetBytes(b))));

    [Theory]
    [InlineData("")]
    [InlineData("2023-02-29")]
    [InlineData("17.5.2024")]
    [InlineData("2024-05-17T8")]
    [InlineData("2024-05-17T08:00:00 CET")]
    public void WhatIsNoDateHasNoRank(string date) => Assert.True(double.IsNaN(DocumentRank.OfDate(Encoding.UTF8.GetBytes(date))));

    [Fact]
    public void HigherRanksComeFirstAndNaNLast()
    {
        double[] ranks = [double.PositiveInfinity, 1e300, 2, 1, 0.5, 0, -0.5, -1, double.NegativeInfinity, double.NaN];
        Assert.Equal(ranks, ranks.Reverse().OrderBy(SurvivorOrder.Of));
        Assert.Equal(SurvivorOrder.Of(0.0), SurvivorOrder.Of(-0.0));
        Assert.All(ranks, static r => Assert.NotEqual(SurvivorOrder.Indexed, SurvivorOrder.Of(r)));
    }

    private static byte[] Key(int key) => key == 0 ? [] : Encoding.UTF8.GetBytes($"key {key}");
}
