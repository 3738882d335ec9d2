using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using CsCheck;
using PipelineDsl.Engine;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Dedup.MinHash;

/// <summary>datatrove's clusters and survivors: against its own results, and against its algorithm on dictionaries.</summary>
public sealed class DatatroveDeduplicationTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, 1, 1 << 20, 3)]
    [InlineData(4, 3, 1024, 11)]
    [InlineData(2, 2, 1 << 16, 20)]
    public void SurvivorsAreTheRootsOfItsUnionFind(int shards, int workers, long memory, int rows)
        => Gen.ULong[0, 3].Array[2].Array[0, 60].Sample(
            documents =>
            {
                // Each band is one value in the first row that counts and one in the last: few of either, so that many bands are equal.
                ulong[][] signatures = [.. documents.Select(d => Enumerable.Range(0, 2 * rows).Select(i => i % rows == rows - 1 ? d[i / rows] : 5UL).ToArray())];
                using DedupHarness harness = new(shards, workers, memory);
                DedupFate[] fates = harness.Resolve(new DatatroveDeduplication(2, rows), documents.Length, (i, sketch) => sketch.Write(MemoryMarshal.AsBytes<ulong>(signatures[i])));
                Assert.Equal(Reference(signatures, 2, rows), fates.Select(static f => (int)f.Kept));
                foreach (IGrouping<long, int> cluster in Enumerable.Range(0, fates.Length).GroupBy(i => fates[i].Kept))
                {
                    Assert.Equal((cluster.Min(), cluster.Count()), (fates[cluster.Key].ClusterId, fates[cluster.Key].ClusterSize));
                }
            },
            iter: 150,
            threads: 1);

    [Fact]
    public void MoreRowsThanItHasRoomForAreRefused() => Assert.Throws<RunException>(static () => new DatatroveDeduplication(2, 33));

    [Fact]
    public void SignaturesAreThoseOfDatatrove()
    {
        if (!SharedData.TryFind("data/gold-minhash", output, out string folder))
        {
            return;
        }

        Dictionary<string, string> texts = Enumerable.Range(0, 3).SelectMany(i => Rows(Path.Combine(folder, "docs", $"0000{i}.jsonl.gz")))
            .ToDictionary(static row => row.GetProperty("id").GetString()!, static row => row.GetProperty("text").GetString()!);
        int compared = Compare<WhitespaceWords>("ws-14x8-sha1_32", DatatroveHash.Sha1Of32Bits)
            + Compare<WhitespaceWords>("ws-14x8-sha1_64", DatatroveHash.Sha1Of64Bits)
            + Compare<Uax29Words>("uax29-14x8-xxh64", DatatroveHash.XxHash64);
        Assert.True(compared > 100);

        int Compare<TWords>(string variant, DatatroveHash hash)
            where TWords : class, ISegmenter, new()
        {
            DatatroveMemory<TWords> memory = new();
            int count = 0;
            foreach (JsonElement row in Rows(Path.Combine(folder, variant, "signatures.jsonl.gz")))
            {
                string id = row.GetProperty("id").GetString()!;
                ulong[] signature = memory.Signature(Encoding.UTF8.GetBytes(texts[id]), 5, 112, 1, hash).ToArray();
                Assert.Equal(row.GetProperty("shingles").GetInt32(), memory.Shingles.Count);
                Assert.Equal(Values(row.GetProperty("signature")), signature);
                count++;
            }

            return count;
        }
    }

    [Theory]
    [InlineData(DatatroveHash.XxHash64)]
    [InlineData(DatatroveHash.Sha1Of64Bits)]
    [InlineData(DatatroveHash.Sha1Of32Bits)]
    public void SignaturesAllocateNothing(DatatroveHash hash)
    {
        DatatroveMemory<Uax29Words> memory = new();
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Some words of a text, größer 1,234.5 and 漢字; nothing else. ", 40)));
        int length = 0;
        Assert.Equal(0, Allocation.OfCall(() => length = memory.Signature(text, 5, 112, 1, hash).Length));
        Assert.Equal(112, length);
    }

    /// <summary>Who is kept in the place of each document, as <c>MinhashDedupCluster</c> has it.</summary>
    private static int[] Reference(ulong[][] signatures, int bands, int rows)
    {
        int[] parents = [.. Enumerable.Range(0, signatures.Length)];
        int[] sizes = [.. Enumerable.Repeat(1, signatures.Length)];
        int Root(int i)
        {
            while (parents[i] != i)
            {
                i = parents[i];
            }

            return i;
        }

        for (int band = 0; band < bands; band++)
        {
            ulong[] Values(int i) => signatures[i][(band * rows)..((band + 1) * rows)];
            int[] sorted = [.. Enumerable.Range(0, signatures.Length).OrderBy(Values, Comparer<ulong[]>.Create(static (a, b) => a.AsSpan().SequenceCompareTo(b))).ThenBy(static i => i)];
            for (int k = 1; k < sorted.Length; k++)
            {
                if (!Values(sorted[k - 1]).SequenceEqual(Values(sorted[k])))
                {
                    continue;
                }

                int first = Root(sorted[k - 1]);
                int second = Root(sorted[k]);
                if (first != second)
                {
                    (first, second) = sizes[first] < sizes[second] ? (second, first) : (first, second);
                    parents[second] = first;
                    sizes[first] += sizes[second];
                }
            }
        }

        return [.. Enumerable.Range(0, signatures.Length).Select(Root)];
    }

    /// <summary>The numbers of an array of any depth; none if there is no array.</summary>
    private static IEnumerable<ulong> Values(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Values),
        JsonValueKind.Number => [element.GetUInt64()],
        _ => [],
    };

    private static IEnumerable<JsonElement> Rows(string path)
    {
        using FileStream file = File.OpenRead(path);
        using GZipStream unpacked = new(file, CompressionMode.Decompress);
        using StreamReader reader = new(unpacked);
        while (reader.ReadLine() is { } line)
        {
            yield return JsonSerializer.Deserialize<JsonElement>(line);
        }
    }
}
