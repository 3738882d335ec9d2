using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using PipelineDsl.Engine;

namespace PipelineDsl;

/// <summary>Deduplication by a Bloom filter in memory of fixed size: units go through it in the corpus's order, so that the first of equal ones stays whatever runs in parallel elsewhere.</summary>
/// <remarks>
/// One thread asks and adds, since each answer depends on all units before; reading ahead keeps it at the speed of memory. Nothing that repeats is missed; a unit that does not may go with the probability of
/// a false positive, which is told when all is done, from the bits that are set then.
/// </remarks>
internal sealed class BloomDeduplication(BloomOptions options) : Deduplication
{
    /// <summary>A filter of this size is made whatever the budget is.</summary>
    private const long AlwaysAllowed = 64L << 20;

    /// <inheritdoc/>
    public override DedupEstimate Estimate(in CorpusSize corpus)
    {
        (long bytesOfUnit, long bytesOfKey) = options.Unit switch
        {
            BloomUnit.Document => (Math.Max(1, corpus.TextBytes / Math.Max(1, corpus.Documents)), 32L),
            BloomUnit.Paragraph => (300L, 22L),
            BloomUnit.Line => (50L, 22L),
            _ => (5L, 8L),
        };
        long units = (corpus.TextBytes / bytesOfUnit) + 1;
        return new DedupEstimate(SizeOf(options.ExpectedItems > 0 ? options.ExpectedItems : units), (units * bytesOfKey) + (corpus.Documents * (SketchWriter.HeadBytes + 8L)));
    }

    /// <inheritdoc/>
    public override string? Against => options.Against;

    /// <inheritdoc/>
    public override void Resolve(DedupContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        List<BloomFilter> known = [];
        BloomFilter? filter = null;
        try
        {
            known.AddRange(context.FindIndexes(options.Against).Select(Load));
            long items = options.ExpectedItems > 0 ? options.ExpectedItems : Math.Max(1, Count(context));
            long bytes = SizeOf(items);
            CheckSize(context, items, bytes);
            filter = new BloomFilter(bytes, BloomSize.BestHashes(bytes, items), (ulong)options.Seed);
            if (options.Unit == BloomUnit.NGram)
            {
                ResolveNGrams(context, filter, known);
            }
            else
            {
                ResolveUnits(context, filter, known);
            }

            Report(context, filter);
            if (options.Index is not null)
            {
                filter.Save(context.CreateOutput(options.Index), options.Kind);
            }
        }
        finally
        {
            filter?.Dispose();
            known.ForEach(static k => k.Dispose());
        }
    }

    private static void Report(DedupContext context, BloomFilter filter)
    {
        (double fill, double rate) = filter.Measure();
        context.Report("filterBytes", filter.Bytes);
        context.Report("bitsOfKey", filter.Hashes);
        context.Report("items", filter.Items);
        context.Report("fill", fill.ToString("F4", CultureInfo.InvariantCulture));
        context.Report("falsePositiveRate", rate.ToString("E2", CultureInfo.InvariantCulture));
    }

    private long SizeOf(long items) => options.Megabytes > 0 ? (long)options.Megabytes << 20 : BloomSize.Bytes(items, options.FalsePositiveRate);

    /// <summary>A size that follows from the number of units must be within the budget; one that the option sets is the user's own.</summary>
    private void CheckSize(DedupContext context, long items, long bytes)
    {
        if (bytes > Math.Min(BloomFilter.MostBytes, options.Megabytes > 0 ? long.MaxValue : Math.Max(AlwaysAllowed, context.MemoryBytes)))
        {
            throw new RunException("PDSL2020", string.Create(
                CultureInfo.InvariantCulture,
                $"a Bloom filter for {items} units at a false-positive rate of {options.FalsePositiveRate} takes {(bytes >> 20) + 1} MiB, and the run may use {context.MemoryBytes >> 20} MiB: set DedupMemoryBytes to more, accept a higher falsePositiveRate, or fix the filter's size with the option megabytes"));
        }
    }

    private BloomFilter Load(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return BloomFilter.Load(file, options.Kind);
        }
        catch (InvalidDataException exception)
        {
            throw new RunException("PDSL2017", $"'{path}' cannot be used as an index: {exception.Message}", path);
        }
    }

    /// <summary>The number of units, repeated ones included.</summary>
    private long Count(DedupContext context)
    {
        long[] counts = new long[context.Shards];
        context.ForEach(context.Shards, shard =>
        {
            using SketchReader sketches = context.OpenSketches(shard);
            while (sketches.Read())
            {
                counts[shard] += options.Unit == BloomUnit.NGram ? CountNGrams(sketches.Bytes) : UnitSketch.Read(sketches.Bytes, false, null).Windows;
            }
        });
        return counts.Sum();
    }

    private static long CountNGrams(ReadOnlySpan<byte> bytes)
    {
        long count = 0;
        NGramSketch sketch = NGramSketch.Read(bytes, null, out int lines);
        for (int line = 0; line < lines; line++)
        {
            sketch.ReadLine();
            count += sketch.Count;
            while (sketch.ReadNGram())
            {
            }
        }

        return count;
    }

    private static void ResolveUnits(DedupContext context, BloomFilter filter, List<BloomFilter> known)
    {
        using DedupMarks marks = context.OpenMarks();
        UnitCuts cuts = new(new UnitOptions("", 1, 0, UnitRemoval.Gaps, Verify: false, null, null, 1));
        List<(UInt128 Key, int Piece)> units = [];
        long repeated = 0;
        for (int shard = 0; shard < context.Shards; shard++)
        {
            using SketchReader sketches = context.OpenSketches(shard);
            while (sketches.Read())
            {
                units.Clear();
                UnitSketch sketch = UnitSketch.Read(sketches.Bytes, false, null);
                while (sketch.ReadWindow())
                {
                    units.Add((sketch.Key, sketch.Piece));
                    filter.Prefetch(sketch.Key);
                }

                cuts.Clear();
                foreach ((UInt128 key, int piece) in units)
                {
                    bool isKnown = Contains(known, key);
                    if (!filter.Add(key) || isKnown)
                    {
                        repeated++;
                        cuts.Add(new RepeatedUnit((ulong)sketches.Document, (ulong)piece, unchecked((ulong)DedupMarks.Indexed)));
                    }
                }

                cuts.Mark(sketches.Document, sketches.Bytes, marks);
            }
        }

        context.Report("repeatedUnits", repeated);
        cuts.Report(context);
    }

    private void ResolveNGrams(DedupContext context, BloomFilter filter, List<BloomFilter> known)
    {
        using DedupMarks marks = context.OpenMarks();
        NGramLines lines = new(options.Threshold);
        List<UInt128> keys = [];
        for (int shard = 0; shard < context.Shards; shard++)
        {
            using SketchReader sketches = context.OpenSketches(shard);
            while (sketches.Read())
            {
                NGramSketch sketch = NGramSketch.Read(sketches.Bytes, null, out int count);
                lines.Begin(count);
                for (int line = 0; line < count; line++)
                {
                    keys.Clear();
                    sketch.ReadLine();
                    while (sketch.ReadNGram())
                    {
                        keys.Add(sketch.Hash);
                        filter.Prefetch(sketch.Hash);
                    }

                    // All are looked up before any is added: n-grams of one line that are alike are all new, or all known.
                    foreach (UInt128 key in keys)
                    {
                        if (filter.Contains(key) || Contains(known, key))
                        {
                            lines.Add(line, sketches.Document, DedupMarks.Indexed);
                        }
                    }

                    foreach (UInt128 key in keys)
                    {
                        filter.Add(key);
                    }
                }

                lines.Mark(sketches.Document, sketches.Bytes, marks);
            }
        }

        lines.Report(context);
    }

    private static bool Contains(List<BloomFilter> known, UInt128 key)
    {
        foreach (BloomFilter filter in known)
        {
            if (filter.Contains(key))
            {
                return true;
            }
        }

        return false;
    }
}
