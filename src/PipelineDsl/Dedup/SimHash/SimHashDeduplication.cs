using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>Finds documents whose fingerprints differ in at most so many bits, by tables of fingerprints sorted by the bits that must agree; clusters are connected components.</summary>
/// <remarks>
/// Documents with one fingerprint are joined first, so that each fingerprint is in the tables once: a million equal documents cost as many steps. The tables go into one set of sorted runs, told
/// apart by their keys, and are read by ranges of keys, each an independent task.
/// </remarks>
internal sealed class SimHashDeduplication : Deduplication
{
    private const string IndexKind = "simhash";

    private readonly int _distance;
    private readonly ulong[] _masks;
    private readonly string _settings;
    private readonly string? _against;
    private readonly string? _index;

    /// <summary>Makes the deduplication.</summary>
    /// <param name="distance">The most bits in which fingerprints of duplicates differ.</param>
    /// <param name="blocks">The blocks that fingerprints are cut into; 0 for three more than the distance.</param>
    /// <param name="settings">What an index must have been made with.</param>
    /// <param name="against">Index files, or null.</param>
    /// <param name="index">The index to write, or null.</param>
    public SimHashDeduplication(int distance, int blocks, string settings, string? against, string? index)
    {
        _distance = distance;
        _masks = distance == 0 ? [] : FingerprintTables.Masks(distance, blocks == 0 ? distance + 3 : blocks);
        _settings = settings;
        _against = against;
        _index = index;
    }

    /// <inheritdoc/>
    public override DedupEstimate Estimate(in CorpusSize corpus)
    {
        long sketches = corpus.Documents * (SketchWriter.HeadBytes + sizeof(ulong));
        long runs = corpus.Documents * (16 + (24L * _masks.Length));
        return new DedupEstimate(Math.Min(corpus.MemoryBytes, runs), sketches + (2 * runs));
    }

    /// <inheritdoc/>
    public override string? Against => _against;

    /// <inheritdoc/>
    public override void Resolve(DedupContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using SortedRuns<Edge> edges = context.CreateRuns<Edge>("edges", 0.125);
        using SortedRuns<Node> indexed = context.CreateRuns<Node>("indexed", 0.125);
        using SortedRuns<TableRecord> tables = context.CreateRuns<TableRecord>("tables");
        using (SortedRuns<FingerprintRecord> fingerprints = context.CreateRuns<FingerprintRecord>("fingerprints"))
        {
            context.ForEach(context.Shards, shard => Collect(context, shard, fingerprints));
            DedupIndex.AddTo(fingerprints, context, _against, IndexKind, _settings);
            fingerprints.Seal();
            IReadOnlyList<(ulong From, ulong To)> parts = context.Ranges(fingerprints.Count);
            context.ForEach(parts.Count, i =>
            {
                using SortedRunReader<FingerprintRecord> reader = fingerprints.Read(parts[i].From, parts[i].To);
                using SortedRunWriter<Edge> edge = edges.OpenWriter();
                using SortedRunWriter<Node> node = indexed.OpenWriter();
                using SortedRunWriter<TableRecord> table = tables.OpenWriter();
                JoinEqual(reader, edge, node, table);
            });
            if (_index is not null)
            {
                DedupIndex.Write(context, _index, IndexKind, _settings, Distinct(fingerprints));
            }
        }

        tables.Seal();
        IReadOnlyList<(ulong From, ulong To)> ranges = context.Ranges(tables.Count);
        context.ForEach(ranges.Count, i =>
        {
            using SortedRunReader<TableRecord> reader = tables.Read(ranges[i].From, ranges[i].To);
            using SortedRunWriter<Edge> edge = edges.OpenWriter();
            using SortedRunWriter<Node> node = indexed.OpenWriter();
            new FingerprintGroups(_distance).Read(reader, edge, node);
        });
        edges.Seal();
        indexed.Seal();
        ClusterMarks.Make(context, edges, _against is null ? null : indexed);
    }

    private static void Collect(DedupContext context, int shard, SortedRuns<FingerprintRecord> records)
    {
        using SortedRunWriter<FingerprintRecord> writer = records.OpenWriter();
        using SketchReader sketches = context.OpenSketches(shard);
        while (sketches.Read())
        {
            writer.Add(new FingerprintRecord(BinaryPrimitives.ReadUInt64LittleEndian(sketches.Bytes), (ulong)sketches.Document + 1));
        }
    }

    /// <summary>Joins documents with one fingerprint, and puts each fingerprint into the tables.</summary>
    private void JoinEqual(SortedRunReader<FingerprintRecord> records, SortedRunWriter<Edge> edges, SortedRunWriter<Node> indexed, SortedRunWriter<TableRecord> tables)
    {
        FingerprintRecord first = default;
        for (bool any = false; records.TryRead(out FingerprintRecord record); any = true)
        {
            if (!any || record.Fingerprint != first.Fingerprint)
            {
                first = record;
                for (int table = 0; table < _masks.Length; table++)
                {
                    tables.Add(new TableRecord(TextHash.Combine(record.Fingerprint & _masks[table], (ulong)table), record.Fingerprint, record.Place));
                }
            }
            else if (first.Place != BandRecord.Indexed)
            {
                edges.Add(new Edge(record.Place - 1, first.Place - 1));
            }
            else if (record.Place != BandRecord.Indexed)
            {
                indexed.Add(new Node(record.Place - 1));
            }
        }
    }

    private static IEnumerable<FingerprintRecord> Distinct(SortedRuns<FingerprintRecord> records)
    {
        using SortedRunReader<FingerprintRecord> reader = records.Read();
        ulong? last = null;
        while (reader.TryRead(out FingerprintRecord record))
        {
            if (record.Fingerprint != last)
            {
                last = record.Fingerprint;
                yield return new FingerprintRecord(record.Fingerprint, BandRecord.Indexed);
            }
        }
    }
}
