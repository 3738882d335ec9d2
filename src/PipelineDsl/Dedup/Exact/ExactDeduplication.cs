using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;

namespace PipelineDsl;

/// <summary>Exact deduplication by one 128-bit key a document: of those with one key the best-ranked survives, else the first in the corpus's order. What a component with a <see cref="KeyAttribute"/> method uses.</summary>
/// <remarks>
/// The keys go into sorted runs and are read by ranges, each an independent task: memory does not depend on their number. With <c>verify</c> the keys' bytes are compared before documents
/// count as equal; an index holds hashes alone, so against one the hash decides.
/// </remarks>
public sealed class ExactDeduplication : Deduplication
{
    private const string IndexKind = "exact";
    private readonly string _settings;
    private readonly bool _verify;
    private readonly string? _against;
    private readonly string? _index;

    internal ExactDeduplication(string keys, bool verify, string? against, string? index)
    {
        _settings = "xxh3-128" + keys;
        _verify = verify;
        _against = against;
        _index = index;
    }

    /// <summary>Makes the deduplication.</summary>
    /// <param name="verify">Whether keys are compared by bytes too. Default: no; the manifest states the bound of the chance that two different keys have one hash.</param>
    /// <param name="against">Index files of earlier runs, relative to the project: documents whose key is in one are dropped. Default: none.</param>
    /// <param name="index">The name of an index that is written, in the output folder. Default: none.</param>
    [Resolve]
    public static Deduplication Resolve(bool verify = false, string? against = null, string? index = null) => new ExactDeduplication("", verify, against, index);

    /// <inheritdoc/>
    public override DedupEstimate Estimate(in CorpusSize corpus)
    {
        long runs = corpus.Documents * 40L;
        long sketches = corpus.Documents * (SketchWriter.HeadBytes + 16L) + (_verify ? corpus.TextBytes : 0);
        return new DedupEstimate(Math.Min(corpus.MemoryBytes, runs), sketches + (2 * runs));
    }

    /// <inheritdoc/>
    public override string? Against => _against;

    /// <inheritdoc/>
    public override void Resolve(DedupContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using SortedRuns<ExactRecord> records = context.CreateRuns<ExactRecord>("keys");
        context.ForEach(context.Shards, shard => Collect(context, shard, records));
        long keys = records.Count;
        DedupIndex.AddTo(records, context, _against, IndexKind, _settings);
        records.Seal();

        context.Report("keys", keys);
        context.Report("collisionBound", CollisionBound(records.Count));
        IReadOnlyList<(ulong From, ulong To)> ranges = context.Ranges(records.Count);
        context.ForEach(ranges.Count, i =>
        {
            using SortedRunReader<ExactRecord> reader = records.Read(ranges[i].From, ranges[i].To);
            using DedupMarks marks = context.OpenMarks();
            using Sketches sketches = new(context);
            new ExactGroups(context, marks, _verify ? sketches : null).Read(reader);
        });

        if (_index is not null)
        {
            DedupIndex.Write(context, _index, IndexKind, _settings, Distinct(records));
        }
    }

    /// <summary>n²/2¹²⁹: the chance that among n different keys any two have one hash is below it.</summary>
    internal static string CollisionBound(long keys) => (keys * (double)keys * Math.Pow(2, -129)).ToString("E1", CultureInfo.InvariantCulture);

    private static void Collect(DedupContext context, int shard, SortedRuns<ExactRecord> records)
    {
        using SortedRunWriter<ExactRecord> writer = records.OpenWriter();
        using SketchReader sketches = context.OpenSketches(shard);
        using RankReader ranks = context.OpenRanks(shard);
        while (sketches.Read())
        {
            UInt128 key = BinaryPrimitives.ReadUInt128LittleEndian(sketches.Bytes);
            writer.Add(new ExactRecord(
                (ulong)(key >> 64),
                (ulong)key,
                ranks.OrderOf(sketches.Document),
                (ulong)sketches.Document,
                (ulong)(sketches.Offset + 16),
                (ulong)(sketches.Bytes.Length - 16)));
        }
    }

    private static IEnumerable<ExactRecord> Distinct(SortedRuns<ExactRecord> records)
    {
        using SortedRunReader<ExactRecord> reader = records.Read();
        ExactRecord last = default;
        for (bool first = true; reader.TryRead(out ExactRecord record); first = false)
        {
            if (first || record.High != last.High || record.Low != last.Low)
            {
                last = record;
                yield return new ExactRecord(record.High, record.Low, SurvivorOrder.Indexed, ulong.MaxValue, 0, 0);
            }
        }
    }
}
