using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using CsCheck;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Dedup.MinHash;

/// <summary>Near-duplicate search against all pairs on small corpora.</summary>
public sealed class MinHashDeduplicationTests
{
    /// <summary>Documents of few units, most of them made from another one by a change.</summary>
    private static readonly Gen<ulong[][]> s_corpus = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 40].Array[0, 14], Gen.Int[0, 40], Gen.Int[0, 200]).Array[0, 60].Select(static parts =>
    {
        List<ulong[]> documents = [];
        foreach ((int kind, int[] fresh, int unit, int other) in parts)
        {
            ulong[] made = [.. fresh.Select(static u => Unit(u))];
            if (kind > 0 && documents.Count > 0)
            {
                made = [.. documents[other % documents.Count]];
                if (kind > 1 && made.Length > 0)
                {
                    made[other % made.Length] = Unit(unit);
                }
            }

            documents.Add(made);
        }

        return documents.ToArray();
    });

    [Theory]
    [InlineData(1, 1, 1 << 20, 0)]
    [InlineData(4, 3, 1 << 20, 0.5)]
    [InlineData(3, 2, 1024, 0)]
    [InlineData(2, 1, 1024, 0.5)]
    [InlineData(7, 1, 4096, 1)]
    public void ClustersAreThoseOfAllPairs(int shards, int workers, long memory, double verify)
        => Gen.Select(s_corpus, Gen.Int[1, 3], Gen.Int[0, 2].Array[60], Gen.Bool).Sample(
            (corpus, ngram, ranks, ranked) =>
            {
                MinHashOptions options = MinHashOptions.Of(ngram, 6, 2, 0, 128, verify, 3);
                Func<int, double>? rank = ranked ? i => ranks[i] : null;
                (ulong[] Keys, ulong[] Set)[] sketches = [.. corpus.Select(d => Split(d, in options))];
                int[] roots = NaiveClusters.Components(corpus.Length, (i, j) => Joined(sketches[i], sketches[j], verify));
                using DedupHarness harness = new(shards, workers, memory);
                MinHashMemory sketcher = new();
                DedupFate[] fates = harness.Resolve(
                    new MinHashDeduplication(options, "test", null, null),
                    corpus.Length,
                    (i, sketch) => sketcher.Write(corpus[i], in options, sketch),
                    rank);
                Assert.Equal(NaiveClusters.Fates(roots, rank), NaiveClusters.Of(fates));
                for (int i = 0; i < fates.Length; i++)
                {
                    Assert.True(fates[i].IsDropped || fates[i].ClusterId == roots[i]);
                }
            },
            iter: 60,
            threads: 1);

    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    public void DocumentsLikeThoseOfAnIndexAreDropped(double verify)
        => Gen.Select(s_corpus, s_corpus).Sample(
            (published, corpus) =>
            {
                MinHashOptions options = MinHashOptions.Of(2, 6, 2, 0, 128, verify, 3);
                MinHashMemory sketcher = new();
                using DedupHarness harness = new(2, 2);
                harness.Resolve(new MinHashDeduplication(options, "test", null, "published.index"), published.Length, (i, sketch) => sketcher.Write(published[i], in options, sketch));
                HashSet<ulong> keys = [.. published.SelectMany(d => Split(d, in options).Keys)];
                (ulong[] Keys, ulong[] Set)[] sketches = [.. corpus.Select(d => Split(d, in options))];
                bool IsIndexed(int i) => sketches[i].Keys.Any(keys.Contains);

                // Against an index the keys decide, and a group that is in it needs no edges.
                int[] roots = NaiveClusters.Components(corpus.Length, (i, j) => Joined(sketches[i], sketches[j], verify));
                DedupFate[] fates = harness.Resolve(new MinHashDeduplication(options, "test", "published.index", null), corpus.Length, (i, sketch) => sketcher.Write(corpus[i], in options, sketch));
                Assert.Equal(
                    NaiveClusters.Fates(roots, indexed: IsIndexed).Select(static f => f.Dropped),
                    fates.Select(static f => f.IsDropped));
            },
            iter: 60,
            threads: 1);

    [Fact]
    public void AnIndexOfOtherSettingsIsRefused()
    {
        using DedupHarness harness = new();
        MinHashMemory sketcher = new();
        MinHashOptions options = MinHashOptions.Of(2, 6, 2, 0, 128, 0, 3);
        harness.Resolve(new MinHashDeduplication(options, "test", null, "a.index"), 1, (_, sketch) => sketcher.Write([1, 2, 3], in options, sketch));
        MinHashOptions other = MinHashOptions.Of(3, 6, 2, 0, 128, 0, 3);
        RunException exception = Assert.Throws<RunException>(() => harness.Resolve(new MinHashDeduplication(other, "test", "a.index", null), 1, (_, sketch) => sketcher.Write([1, 2, 3], in other, sketch)));
        Assert.Contains("ngram=3", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.8)]
    public void AMillionEqualDocumentsAreOne(double verify)
    {
        const int Count = 1_000_000;
        MinHashOptions options = MinHashOptions.Of(3, 2, 4, 0, 128, verify, 1);
        MinHashMemory memory = new();
        Sketch all = new();
        memory.Write([1, 2, 3, 4, 5], in options, all);
        using DedupHarness harness = new(3, 2, 1 << 22);
        DedupFate[] fates = harness.Resolve(new MinHashDeduplication(options, "test", null, null), Count, (_, sketch) => sketch.Write(all.Bytes));
        Assert.False(fates[0].IsDropped);
        Assert.Equal(Count, fates[0].ClusterSize);
        Assert.Equal(Count - 1, fates.Count(static f => f.IsDropped));
    }

    /// <summary>All documents share a band that says nothing; pairs that resemble each other still are found by their other band, and time stays linear.</summary>
    [Fact]
    public void AHotBandHidesNothingThatAnotherBandShows()
    {
        const int Count = 40_000;
        MinHashOptions options = new(1, new LshBands(2, 1), 0.5, 1);
        using DedupHarness harness = new(3, 2, 1 << 22);
        DedupFate[] fates = harness.Resolve(new MinHashDeduplication(options, "test", null, null), Count, (i, sketch) =>
        {
            // Document i resembles document i + 20000: three of four members are the same.
            ulong pair = Unit(i % (Count / 2)) >> 4 << 2;
            sketch.WriteUInt64(7);
            sketch.WriteUInt64(Unit(i % (Count / 2)));
            sketch.WriteUInt64(pair);
            sketch.WriteUInt64(pair + 1);
            sketch.WriteUInt64(pair + 2);
            sketch.WriteUInt64(i < Count / 2 ? ulong.MaxValue : ulong.MaxValue - 1);
        });
        Assert.Equal(Count / 2, fates.Count(static f => f.IsDropped));
        Assert.All(Enumerable.Range(0, Count), i => Assert.Equal(i % (Count / 2), fates[i].Kept));
        Assert.InRange(long.Parse(harness.Facts["comparedPairs"], System.Globalization.CultureInfo.InvariantCulture), Count / 2, (long)Count * (VerifiedGroups.Window + 1));
    }

    /// <summary>One document that is larger than the memory, and its copy with one unit changed, among small ones.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.9)]
    public void AGiantDocumentIsOneOfMany(double verify)
    {
        const int Giant = 500_000;
        MinHashOptions options = MinHashOptions.Of(5, 14, 8, 0, 128, verify, 1);
        MinHashMemory memory = new();
        ulong[] giant = [.. Enumerable.Range(0, Giant).Select(Unit)];
        ulong[] copy = [.. giant];
        copy[Giant / 2] = Unit(Giant);
        ulong[][] corpus = [[Unit(1), Unit(2)], giant, [Unit(3)], copy, [Unit(1), Unit(2)]];
        using DedupHarness harness = new(2, 2, 1 << 14);
        DedupFate[] fates = harness.Resolve(new MinHashDeduplication(options, "test", null, null), corpus.Length, (i, sketch) => memory.Write(corpus[i], in options, sketch));
        Assert.Equal([0L, 1, 2, 1, 0], fates.Select(static f => f.Kept));
    }

    [Fact]
    public void DocumentsWithoutUnitsTakeNoPart()
    {
        MinHashOptions options = MinHashOptions.Of(5, 14, 8, 0, 128, 0, 1);
        MinHashMemory memory = new();
        ulong[][] corpus = [[], [1], [], [1], [2]];
        using DedupHarness harness = new();
        DedupFate[] fates = harness.Resolve(new MinHashDeduplication(options, "test", null, null), corpus.Length, (i, sketch) => memory.Write(corpus[i], in options, sketch));
        Assert.Equal([false, false, false, true, false], fates.Select(static f => f.IsDropped));
    }

    private static ulong Unit(int number) => TextHash.Combine((ulong)number, 99);

    private static (ulong[] Keys, ulong[] Set) Split(ulong[] document, in MinHashOptions options)
    {
        Sketch sketch = new();
        new MinHashMemory().Write(document, in options, sketch);
        ulong[] values = MemoryMarshal.Cast<byte, ulong>(sketch.Bytes).ToArray();
        return values.Length == 0 ? ([], []) : (values[..options.Split.Bands], values[options.Split.Bands..]);
    }

    private static bool Joined((ulong[] Keys, ulong[] Set) one, (ulong[] Keys, ulong[] Set) other, double verify)
        => one.Keys.Intersect(other.Keys).Any() && (verify == 0 || one.Set.Intersect(other.Set).Count() >= verify * one.Set.Union(other.Set).Count());
}
