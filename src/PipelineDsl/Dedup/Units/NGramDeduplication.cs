using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>Deduplication by the n-grams of lines, exact: an n-gram is known if it stands in an earlier line of the corpus, or in an index; a line of which too large a share is known goes.</summary>
/// <remarks>Earlier is by rank, if documents have one, then by the corpus's order. Whether the earlier line itself goes makes no difference; so the answer for each n-gram is independent of all others, and is found by ranges.</remarks>
internal sealed class NGramDeduplication(string kind, double threshold, string? against, string? index) : Deduplication
{
    private const int BytesOfNGram = 5;

    /// <inheritdoc/>
    public override DedupEstimate Estimate(in CorpusSize corpus)
    {
        long ngrams = corpus.TextBytes / BytesOfNGram;
        long runs = ngrams * 40;
        return new DedupEstimate(Math.Min(corpus.MemoryBytes, runs), (ngrams * NGramMemory.HashBytes) + (corpus.Documents * 20) + (2 * runs));
    }

    /// <inheritdoc/>
    public override string? Against => against;

    /// <inheritdoc/>
    public override void Resolve(DedupContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using SortedRuns<NGramRecord> records = context.CreateRuns<NGramRecord>("ngrams");
        context.ForEach(context.Shards, shard => Collect(context, shard, records));
        context.Report("ngrams", records.Count);
        DedupIndex.AddTo(records, context, against, "ngrams", kind);
        records.Seal();
        context.Report("collisionBound", ExactDeduplication.CollisionBound(records.Count));

        using SortedRuns<RepeatedUnit> known = context.CreateRuns<RepeatedUnit>("known");
        IReadOnlyList<(ulong From, ulong To)> ranges = context.Ranges(records.Count);
        context.ForEach(ranges.Count, i =>
        {
            using SortedRunReader<NGramRecord> reader = records.Read(ranges[i].From, ranges[i].To);
            using SortedRunWriter<RepeatedUnit> writer = known.OpenWriter();
            FindKnown(reader, writer);
        });
        known.Seal();
        context.ForEach(context.Shards, shard => Mark(context, shard, known));
        if (index is not null)
        {
            DedupIndex.Write(context, index, "ngrams", kind, Distinct(records));
        }
    }

    private static void Collect(DedupContext context, int shard, SortedRuns<NGramRecord> records)
    {
        using SortedRunWriter<NGramRecord> writer = records.OpenWriter();
        using SketchReader sketches = context.OpenSketches(shard);
        using RankReader ranks = context.OpenRanks(shard);
        while (sketches.Read())
        {
            ulong order = ranks.OrderOf(sketches.Document);
            NGramSketch sketch = NGramSketch.Read(sketches.Bytes, null, out int lines);
            for (int line = 0; line < lines; line++)
            {
                sketch.ReadLine();
                while (sketch.ReadNGram())
                {
                    writer.Add(new NGramRecord((ulong)(sketch.Hash >> 64), (ulong)sketch.Hash, order, (ulong)sketches.Document, (ulong)line));
                }
            }
        }
    }

    private static void FindKnown(SortedRunReader<NGramRecord> records, SortedRunWriter<RepeatedUnit> known)
    {
        if (!records.TryRead(out NGramRecord first))
        {
            return;
        }

        while (records.TryRead(out NGramRecord record))
        {
            if (record.High != first.High || record.Low != first.Low)
            {
                first = record;
            }
            else if (record.Order != SurvivorOrder.Indexed && (record.Document != first.Document || record.Line != first.Line))
            {
                // Several n-grams of one line that are alike are all new, or all known.
                known.Add(new RepeatedUnit(record.Document, record.Line, first.Order == SurvivorOrder.Indexed ? unchecked((ulong)DedupMarks.Indexed) : first.Document));
            }
        }
    }

    private void Mark(DedupContext context, int shard, SortedRuns<RepeatedUnit> known)
    {
        long first = context.FirstOf(shard);
        long end = context.FirstOf(shard + 1);
        if (first == end)
        {
            return;
        }

        using SortedRunReader<RepeatedUnit> reader = known.Read((ulong)first, (ulong)end - 1);
        if (!reader.TryRead(out RepeatedUnit next))
        {
            return;
        }

        using SketchReader sketches = context.OpenSketches(shard);
        using DedupMarks marks = context.OpenMarks();
        NGramLines lines = new(threshold);
        bool any = true;
        while (any && sketches.Read())
        {
            if (next.Document != (ulong)sketches.Document)
            {
                continue;
            }

            _ = NGramSketch.Read(sketches.Bytes, null, out int count);
            lines.Begin(count);
            for (; any && next.Document == (ulong)sketches.Document; any = reader.TryRead(out next))
            {
                lines.Add((int)next.Piece, sketches.Document, (long)next.Kept);
            }

            lines.Mark(sketches.Document, sketches.Bytes, marks);
        }

        lines.Report(context);
    }

    private static IEnumerable<NGramRecord> Distinct(SortedRuns<NGramRecord> records)
    {
        using SortedRunReader<NGramRecord> reader = records.Read();
        NGramRecord last = default;
        for (bool first = true; reader.TryRead(out NGramRecord record); first = false)
        {
            if (first || record.High != last.High || record.Low != last.Low)
            {
                last = record;
                yield return new NGramRecord(record.High, record.Low, SurvivorOrder.Indexed, ulong.MaxValue, 0);
            }
        }
    }
}
