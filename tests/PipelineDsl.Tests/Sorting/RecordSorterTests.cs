using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsCheck;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Sorting;

public sealed class RecordSorterTests
{
    private sealed class Files(TempFolder folder) : ITemporaryFiles
    {
        public int Created { get; private set; }

        public FileStream Create(string name)
        {
            Created++;
            return File.Create(Path.Combine(folder.Path, name));
        }

        public FileStream Open(string name) => File.OpenRead(Path.Combine(folder.Path, name));

        public void Delete(string name) => File.Delete(Path.Combine(folder.Path, name));

        public string FullName(string name) => Path.Combine(folder.Path, name);
    }

    private sealed class Collector : IBytesSink
    {
        public List<byte[]> Records { get; } = [];

        public void Accept(ReadOnlySpan<byte> record) => Records.Add(record.ToArray());
    }

    private static UInt128 Key(ulong high, ulong low) => new(high, low);

    /// <summary>Any records with any memory, against a stable sort in memory. Few different keys make many equal ones and cells that have to be scattered again and again.</summary>
    [Fact]
    public void SortsStablyWhateverTheMemoryIs()
        => Gen.Select(
            Gen.Select(Gen.OneOf(Gen.ULong, Gen.ULong[0, 3], Gen.Const(0x0102_0304_0506_0708UL)), Gen.OneOf(Gen.ULong, Gen.ULong[0, 2]), Gen.Byte.Array[0, 90]).Array[0, 200],
            Gen.Int[0, 4000]).Sample(
            (records, memory) =>
            {
                using TempFolder folder = new();
                Collector collector = new();
                using (RecordSorter sorter = new(new Files(folder), "cells", memory))
                {
                    foreach ((ulong high, ulong low, byte[] record) in records)
                    {
                        sorter.Add(Key(high, low), record);
                    }

                    sorter.Drain(collector);
                }

                Assert.Equal(records.OrderBy(static r => Key(r.Item1, r.Item2)).Select(static r => r.Item3), collector.Records);
                Assert.Empty(Directory.GetFiles(folder.Path));
            },
            iter: 60);

    [Fact]
    public void WhatFitsNeedsNoFile()
    {
        using TempFolder folder = new();
        Files files = new(folder);
        using RecordSorter sorter = new(files, "cells", 1000);
        sorter.Add(2, [2]);
        sorter.Add(1, [1]);
        Collector collector = new();
        sorter.Drain(collector);
        Assert.Equal([[1], [2]], collector.Records);
        Assert.Equal(0, files.Created);
    }

    [Fact]
    public void ARecordLongerThanTheMemoryIsSortedAllTheSame()
    {
        using TempFolder folder = new();
        using RecordSorter sorter = new(new Files(folder), "cells", 100);
        sorter.Add(UInt128.MaxValue, new byte[5000]);
        sorter.Add(3, new byte[3_000_000]);
        sorter.Add(3, new byte[200]);
        Collector collector = new();
        sorter.Drain(collector);
        Assert.Equal([3_000_000, 200, 5000], collector.Records.Select(static r => r.Length));
    }
}
