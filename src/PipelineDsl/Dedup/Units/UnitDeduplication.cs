using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>Exact deduplication of parts of documents: of the windows of pieces with one key the one in the best-ranked document survives, else the first in the corpus's order; the others are cut out.</summary>
/// <remarks>
/// The keys of all windows go into sorted runs, which are read by ranges of keys; the windows that repeat others go into runs sorted by document, which are read by shards together with the sketches. So
/// memory depends on the budget alone, and what is cut on the texts and their order alone. No text gets lost: where it is cut, an equal window stands earlier in the order, and the first that holds it stays.
/// </remarks>
internal sealed class UnitDeduplication(UnitOptions options) : Deduplication
{
    private const int RecordBytes = 48;

    /// <inheritdoc/>
    public override DedupEstimate Estimate(in CorpusSize corpus)
    {
        long units = (corpus.TextBytes / options.BytesOfUnit) + corpus.Documents;
        long sketches = (corpus.Documents * (SketchWriter.HeadBytes + 8L)) + (units * 22L) + (options.Verify ? corpus.TextBytes * options.Window : 0);
        long runs = units * RecordBytes;
        return new DedupEstimate(Math.Min(corpus.MemoryBytes, runs), sketches + (2 * runs));
    }

    /// <inheritdoc/>
    public override string? Against => options.Against;

    /// <inheritdoc/>
    public override void Resolve(DedupContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using SortedRuns<UnitRecord> records = context.CreateRuns<UnitRecord>("units");
        context.ForEach(context.Shards, shard => Collect(context, shard, records));
        context.Report("units", records.Count);
        DedupIndex.AddTo(records, context, options.Against, "units", options.Kind);
        records.Seal();
        context.Report("collisionBound", ExactDeduplication.CollisionBound(records.Count));

        using SortedRuns<RepeatedUnit> repeated = context.CreateRuns<RepeatedUnit>("repeated");
        IReadOnlyList<(ulong From, ulong To)> ranges = context.Ranges(records.Count);
        context.ForEach(ranges.Count, i =>
        {
            using SortedRunReader<UnitRecord> reader = records.Read(ranges[i].From, ranges[i].To);
            using SortedRunWriter<RepeatedUnit> writer = repeated.OpenWriter();
            using Sketches sketches = new(context);
            new UnitGroups(context, writer, options.Verify ? sketches : null).Read(reader);
        });
        repeated.Seal();
        context.ForEach(context.Shards, shard => Mark(context, shard, repeated));
        if (options.Index is not null)
        {
            DedupIndex.Write(context, options.Index, "units", options.Kind, Distinct(records));
        }
    }

    private void Collect(DedupContext context, int shard, SortedRuns<UnitRecord> records)
    {
        using SortedRunWriter<UnitRecord> writer = records.OpenWriter();
        using SketchReader sketches = context.OpenSketches(shard);
        using RankReader ranks = context.OpenRanks(shard);
        while (sketches.Read())
        {
            ulong order = ranks.OrderOf(sketches.Document);
            UnitSketch sketch = UnitSketch.Read(sketches.Bytes, options.Verify, null);
            while (sketch.ReadWindow())
            {
                writer.Add(new UnitRecord(
                    (ulong)(sketch.Key >> 64),
                    (ulong)sketch.Key,
                    order,
                    (ulong)sketches.Document,
                    (uint)sketch.Piece,
                    (uint)sketch.ComparedLength,
                    options.Verify ? (ulong)(sketches.Offset + sketch.ComparedAt) : 0));
            }
        }
    }

    /// <summary>Joins a shard's sketches with the windows that repeat others.</summary>
    private void Mark(DedupContext context, int shard, SortedRuns<RepeatedUnit> repeated)
    {
        long first = context.FirstOf(shard);
        long end = context.FirstOf(shard + 1);
        if (first == end)
        {
            return;
        }

        using SortedRunReader<RepeatedUnit> reader = repeated.Read((ulong)first, (ulong)end - 1);
        if (!reader.TryRead(out RepeatedUnit next))
        {
            return;
        }

        using SketchReader sketches = context.OpenSketches(shard);
        using DedupMarks marks = context.OpenMarks();
        UnitCuts cuts = new(options);
        bool any = true;
        while (any && sketches.Read())
        {
            cuts.Clear();
            for (; any && next.Document == (ulong)sketches.Document; any = reader.TryRead(out next))
            {
                cuts.Add(in next);
            }

            cuts.Mark(sketches.Document, sketches.Bytes, marks);
        }

        cuts.Report(context);
    }

    private static IEnumerable<UnitRecord> Distinct(SortedRuns<UnitRecord> records)
    {
        using SortedRunReader<UnitRecord> reader = records.Read();
        UnitRecord last = default;
        for (bool first = true; reader.TryRead(out UnitRecord record); first = false)
        {
            if (first || record.High != last.High || record.Low != last.Low)
            {
                last = record;
                yield return new UnitRecord(record.High, record.Low, SurvivorOrder.Indexed, ulong.MaxValue, 0, 0, 0);
            }
        }
    }
}
