using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Finds near duplicates by bands of MinHash signatures: documents with the same key in a band are candidates, those of one connected component a cluster, of which one survives.</summary>
/// <remarks>
/// The keys of all bands go into sorted runs and are read by ranges of keys, each an independent task; a range holds whole groups. Without verification each group becomes a star of edges to its
/// first document. With it, sets of shingles are compared (<see cref="VerifiedGroups"/>). Against an index the keys alone decide, for it holds no sets.
/// </remarks>
internal sealed class MinHashDeduplication(MinHashOptions options, string units, string? against, string? index) : Deduplication
{
    private const string IndexKind = "minhash";

    /// <inheritdoc/>
    public override DedupEstimate Estimate(in CorpusSize corpus)
    {
        long bands = options.Split.Bands;
        long shingles = options.Verify > 0 ? corpus.TextBytes / 6 : 0; // about six bytes of text a word
        long sketches = (corpus.Documents * (SketchWriter.HeadBytes + (bands * sizeof(ulong)))) + (shingles * sizeof(ulong));
        long runs = corpus.Documents * bands * (options.Verify > 0 ? 56 : 16);
        return new DedupEstimate(Math.Min(corpus.MemoryBytes, runs), sketches + (2 * runs));
    }

    /// <inheritdoc/>
    public override string? Against => against;

    /// <inheritdoc/>
    public override void Resolve(DedupContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Report("bands", options.Split.Bands);
        context.Report("rows", options.Split.Rows);
        using SortedRuns<Edge> edges = context.CreateRuns<Edge>("edges", 0.125);
        using SortedRuns<Node> indexed = context.CreateRuns<Node>("indexed", 0.125);
        if (options.Verify > 0)
        {
            Verify(context, edges, indexed);
        }
        else
        {
            Join(context, edges, indexed);
        }

        edges.Seal();
        indexed.Seal();
        ClusterMarks.Make(context, edges, against is null ? null : indexed);
    }

    private void Join(DedupContext context, SortedRuns<Edge> edges, SortedRuns<Node> indexed)
    {
        using SortedRuns<BandRecord> records = context.CreateRuns<BandRecord>("bands");
        context.ForEach(context.Shards, shard => Collect(context, shard, records));
        ReportBound(context, records.Count);
        DedupIndex.AddTo(records, context, against, IndexKind, options.IndexSettings(units));
        records.Seal();
        IReadOnlyList<(ulong From, ulong To)> ranges = context.Ranges(records.Count);
        context.ForEach(ranges.Count, i =>
        {
            using SortedRunReader<BandRecord> reader = records.Read(ranges[i].From, ranges[i].To);
            using SortedRunWriter<Edge> edge = edges.OpenWriter();
            using SortedRunWriter<Node> node = indexed.OpenWriter();
            BandGroups.Read(reader, edge, node);
        });
        if (index is not null)
        {
            DedupIndex.Write(context, index, IndexKind, options.IndexSettings(units), Distinct(records));
        }
    }

    private void Verify(DedupContext context, SortedRuns<Edge> edges, SortedRuns<Node> indexed)
    {
        using SortedRuns<SetRecord> records = context.CreateRuns<SetRecord>("sets");
        context.ForEach(context.Shards, shard => CollectSets(context, shard, records));
        AddIndexed(context, records);
        records.Seal();
        IReadOnlyList<(ulong From, ulong To)> ranges = context.Ranges(records.Count);
        HotKeys hot = new();
        context.ForEach(ranges.Count, i =>
        {
            using SortedRunReader<SetRecord> reader = records.Read(ranges[i].From, ranges[i].To);
            hot.Find(reader, VerifiedGroups.Window + 1);
        });
        context.ForEach(ranges.Count, i =>
        {
            using SortedRunReader<SetRecord> reader = records.Read(ranges[i].From, ranges[i].To);
            using SortedRunWriter<Edge> edge = edges.OpenWriter();
            using SortedRunWriter<Node> node = indexed.OpenWriter();
            using VerifiedGroups groups = new(context, options.Split, options.Verify, hot);
            groups.Read(reader, edge, node);
        });
        if (index is not null)
        {
            DedupIndex.Write(context, index, IndexKind, options.IndexSettings(units), DistinctKeys(records));
        }
    }

    private void Collect(DedupContext context, int shard, SortedRuns<BandRecord> records)
    {
        using SortedRunWriter<BandRecord> writer = records.OpenWriter();
        using SketchReader sketches = context.OpenSketches(shard);
        while (sketches.Read())
        {
            ReadOnlySpan<ulong> keys = MemoryMarshal.Cast<byte, ulong>(sketches.Bytes)[..options.Split.Bands];
            foreach (ulong key in keys)
            {
                writer.Add(new BandRecord(key, (ulong)sketches.Document + 1));
            }
        }
    }

    private void CollectSets(DedupContext context, int shard, SortedRuns<SetRecord> records)
    {
        int bands = options.Split.Bands;
        using SortedRunWriter<SetRecord> writer = records.OpenWriter();
        using SketchReader sketches = context.OpenSketches(shard);
        while (sketches.Read())
        {
            ReadOnlySpan<ulong> values = MemoryMarshal.Cast<byte, ulong>(sketches.Bytes);
            UInt128 hash = XxHash128.HashToUInt128(sketches.Bytes[(bands * sizeof(ulong))..]);
            for (int band = 0; band < bands; band++)
            {
                writer.Add(new SetRecord(
                    values[band],
                    (ulong)(values.Length - bands),
                    (ulong)(hash >> 64),
                    (ulong)hash,
                    (ulong)sketches.Document + 1,
                    (ulong)sketches.Offset,
                    (ulong)band));
            }
        }
    }

    /// <summary>Adds the keys of saved indexes, as sets of no size, which come first.</summary>
    private void AddIndexed(DedupContext context, SortedRuns<SetRecord> records)
    {
        if (against is null)
        {
            return;
        }

        using SortedRuns<BandRecord> keys = context.CreateRuns<BandRecord>("index", 0.125);
        DedupIndex.AddTo(keys, context, against, IndexKind, options.IndexSettings(units));
        keys.Seal();
        using SortedRunReader<BandRecord> reader = keys.Read();
        using SortedRunWriter<SetRecord> writer = records.OpenWriter();
        while (reader.TryRead(out BandRecord record))
        {
            writer.Add(new SetRecord(record.Key, 0, 0, 0, BandRecord.Indexed, 0, 0));
        }
    }

    /// <summary>n²/2⁶⁵: how many pairs of different bands among n are expected to have one key.</summary>
    private static void ReportBound(DedupContext context, long keys)
        => context.Report("expectedFalsePairs", (keys * (double)keys / 2 / Math.ScaleB(1, 64)).ToString("E1", CultureInfo.InvariantCulture));

    private static IEnumerable<BandRecord> Distinct(SortedRuns<BandRecord> records)
    {
        using SortedRunReader<BandRecord> reader = records.Read();
        ulong? last = null;
        while (reader.TryRead(out BandRecord record))
        {
            if (record.Key != last)
            {
                last = record.Key;
                yield return new BandRecord(record.Key, BandRecord.Indexed);
            }
        }
    }

    private static IEnumerable<BandRecord> DistinctKeys(SortedRuns<SetRecord> records)
    {
        using SortedRunReader<SetRecord> reader = records.Read();
        ulong? last = null;
        while (reader.TryRead(out SetRecord record))
        {
            if (record.Key != last)
            {
                last = record.Key;
                yield return new BandRecord(record.Key, BandRecord.Indexed);
            }
        }
    }
}
