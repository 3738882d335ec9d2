using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsCheck;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Sorting;

/// <summary>Sorted runs against sorting in memory: any number of writers, any memory.</summary>
public sealed class SortedRunsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void WhatIsReadIsSortedWhateverTheMemory()
    {
        Gen.Select(Gen.ULong[0, 500].Array[0, 3000], Gen.Int[1, 7], Gen.Int[1, 40000]).Sample(
            (values, writers, memory) =>
            {
                Files files = new(_folder.Path);
                using (SortedRuns<Node> runs = new(files, "nodes", memory))
                {
                    for (int w = 0; w < writers; w++)
                    {
                        using SortedRunWriter<Node> writer = runs.OpenWriter();
                        foreach (ulong value in values.Where((_, i) => i % writers == w))
                        {
                            writer.Add(new Node(value));
                        }
                    }

                    runs.Seal();
                    Assert.Equal(values.Length, runs.Count);
                    Assert.Equal(values.Order(), Read(runs, 0, ulong.MaxValue));
                    Assert.Equal(values.Where(static v => v is >= 100 and <= 250).Order(), Read(runs, 100, 250));
                    Assert.Equal(values.Where(static v => v > 499).Order(), Read(runs, 500, ulong.MaxValue));
                }

                Assert.Empty(Directory.EnumerateFiles(_folder.Path));
            },
            iter: 40,
            threads: 1);
    }

    [Fact]
    public void RecordsInMemoryAreSortedHoweverTheirRangesAreSpread()
        => Gen.Select(Gen.OneOf(Gen.ULong, Gen.ULong[0, 3], Gen.ULong[1UL << 40, (1UL << 40) + 5000], Gen.Const(ulong.MaxValue)).Array[0, 5000], Gen.Bool).Sample(
            static (values, equal) =>
            {
                Edge[] records = [.. values.Select((v, i) => new Edge(equal ? 7 : v, v ^ (ulong)i))];
                Edge[] sorted = RangeSort.Sort(records.ToArray(), new Edge[records.Length]).ToArray();
                Assert.Equal(records.OrderBy(static e => e.Node).ThenBy(static e => e.Other), sorted);
            },
            iter: 100,
            threads: 1);

    [Fact]
    public void ManyRunsAreMergedInBatches()
    {
        Files files = new(_folder.Path);
        using SortedRuns<Node> runs = new(files, "nodes", 16 << 10); // four runs a merge
        for (int i = 0; i < 40; i++)
        {
            using SortedRunWriter<Node> writer = runs.OpenWriter();
            writer.Add(new Node((ulong)(i * 7 % 40)));
        }

        runs.Seal();
        Assert.True(Directory.EnumerateFiles(_folder.Path).Count() <= 4);
        Assert.Equal(Enumerable.Range(0, 40).Select(static i => (ulong)i), Read(runs, 0, ulong.MaxValue));
    }

    [Fact]
    public void AFileThatIsCutShortIsAnError()
    {
        Files files = new(_folder.Path);
        using SortedRuns<Node> runs = new(files, "nodes", 1 << 20);
        using (SortedRunWriter<Node> writer = runs.OpenWriter())
        {
            for (ulong i = 0; i < 100; i++)
            {
                writer.Add(new Node(i));
            }
        }

        string file = Directory.EnumerateFiles(_folder.Path).Single();
        using (FileStream stream = File.OpenWrite(file))
        {
            stream.SetLength(400);
        }

        Assert.Throws<EndOfStreamException>(() => Read(runs, 0, ulong.MaxValue));
    }

    public void Dispose() => _folder.Dispose();

    private static List<ulong> Read(SortedRuns<Node> runs, ulong from, ulong to)
    {
        List<ulong> values = [];
        using SortedRunReader<Node> reader = runs.Read(from, to);
        while (reader.TryRead(out Node node))
        {
            values.Add(node.Document);
        }

        return values;
    }

    private sealed class Files(string folder) : ITemporaryFiles
    {
        public FileStream Create(string name) => File.Create(FullName(name));

        public FileStream Open(string name) => File.OpenRead(FullName(name));

        public void Delete(string name) => File.Delete(FullName(name));

        public string FullName(string name) => Path.Combine(folder, name);
    }
}
