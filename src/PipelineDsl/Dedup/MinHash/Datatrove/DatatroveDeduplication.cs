using System;
using System.Runtime.InteropServices;
using PipelineDsl.Engine;

namespace PipelineDsl;

/// <summary>Finds datatrove's clusters: in each band the documents sorted by their minima, each joined with the one before it if all minima are equal, band after band.</summary>
internal sealed class DatatroveDeduplication : Deduplication
{
    private readonly int _bands;
    private readonly int _rows;

    /// <summary>Makes the deduplication.</summary>
    /// <param name="bands">Bands.</param>
    /// <param name="rows">Minima of a band, at most 32.</param>
    public DatatroveDeduplication(int bands, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bands, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        if (rows > RowRecord<Rows32>.Room)
        {
            throw new RunException("PDSL2000", $"datatrove's search has room for {RowRecord<Rows32>.Room} rows of a band, not {rows}; use fewer rows, or the search without the profile");
        }

        _bands = bands;
        _rows = rows;
    }

    private long RecordBytes => 16 + (8L * (_rows <= 8 ? 8 : _rows <= 16 ? 16 : 32));

    /// <inheritdoc/>
    public override DedupEstimate Estimate(in CorpusSize corpus)
    {
        long sketches = corpus.Documents * (SketchWriter.HeadBytes + (8L * _bands * _rows));
        long runs = corpus.Documents * _bands * RecordBytes;
        return new DedupEstimate(Math.Min(corpus.MemoryBytes, runs) + (12 * corpus.Documents), sketches + (2 * runs));
    }

    /// <inheritdoc/>
    public override void Resolve(DedupContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        SizeUnionFind sets = _rows <= 8 ? Join<Rows8>(context) : _rows <= 16 ? Join<Rows16>(context) : Join<Rows32>(context);
        using DedupMarks marks = context.OpenMarks();
        long clusters = 0;
        long duplicates = 0;
        long largest = 0;
        for (int document = 0; document < sets.Count; document++)
        {
            int root = sets.Find(document);
            long size = sets.SizeOf(root);
            if (root != document)
            {
                duplicates++;
                marks.Drop(document, root);
            }
            else if (size > 1)
            {
                clusters++;
                largest = Math.Max(largest, size);
                marks.Cluster(document, sets.FirstOf(root), size);
            }
        }

        context.Report("clusters", clusters);
        context.Report("duplicates", duplicates);
        context.Report("largestCluster", largest);
    }

    private SizeUnionFind Join<TRows>(DedupContext context)
        where TRows : unmanaged
    {
        using SortedRuns<RowRecord<TRows>> records = context.CreateRuns<RowRecord<TRows>>("bands");
        context.ForEach(context.Shards, shard =>
        {
            using SortedRunWriter<RowRecord<TRows>> writer = records.OpenWriter();
            using SketchReader sketches = context.OpenSketches(shard);
            while (sketches.Read())
            {
                ReadOnlySpan<ulong> minima = MemoryMarshal.Cast<byte, ulong>(sketches.Bytes);
                for (int band = 0; band < _bands; band++)
                {
                    writer.Add(RowRecord<TRows>.Of(band, sketches.Document, minima.Slice(band * _rows, _rows)));
                }
            }
        });
        records.Seal();

        // The order of the unions decides who survives, so this is one task.
        SizeUnionFind sets = new(context.Documents);
        using SortedRunReader<RowRecord<TRows>> reader = records.Read();
        RowRecord<TRows> last = default;
        for (bool any = false; reader.TryRead(out RowRecord<TRows> record); any = true)
        {
            if (any && RowRecord<TRows>.SameRows(in record, in last))
            {
                sets.Union((int)last.Document, (int)record.Document);
            }

            last = record;
        }

        return sets;
    }
}
