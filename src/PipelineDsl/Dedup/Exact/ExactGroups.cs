using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>Goes through records sorted by key and marks all but the first of each group. Memory does not depend on how large a group is.</summary>
/// <param name="context">Takes figures.</param>
/// <param name="marks">Takes marks.</param>
/// <param name="sketches">Where the keys' bytes are read to compare them, or null: the hash decides.</param>
internal sealed class ExactGroups(DedupContext context, DedupMarks marks, Sketches? sketches)
{
    private readonly List<Cluster> _clusters = []; // documents with one hash: several only if different keys have it
    private bool _indexed;
    private long _duplicates;
    private long _groups;
    private long _collisions;

    private struct Cluster
    {
        public long Survivor;
        public long First;
        public long Size;
        public ExactRecord Record;
        public byte[]? Bytes; // read when there is something to compare them with
    }

    /// <summary>Reads all groups.</summary>
    public void Read(SortedRunReader<ExactRecord> records)
    {
        ExactRecord last = default;
        while (records.TryRead(out ExactRecord record))
        {
            if (record.High != last.High || record.Low != last.Low)
            {
                End();
                last = record;
            }

            Add(in record);
        }

        End();
        context.Report("duplicates", _duplicates);
        context.Report("duplicateGroups", _groups);
        if (sketches is not null)
        {
            context.Report("collisions", _collisions);
        }
    }

    private void Add(in ExactRecord record)
    {
        if (record.Order == SurvivorOrder.Indexed)
        {
            _indexed = true;
            return;
        }

        long document = (long)record.Document;
        if (_indexed)
        {
            _duplicates++;
            marks.Drop(document, DedupMarks.Indexed);
            return;
        }

        for (int i = 0; i < _clusters.Count; i++)
        {
            Cluster cluster = _clusters[i];
            if (sketches is null || HasSameKey(ref cluster, in record))
            {
                _duplicates++;
                marks.Drop(document, cluster.Survivor);
                cluster.First = Math.Min(cluster.First, document);
                cluster.Size++;
                _clusters[i] = cluster;
                return;
            }
        }

        _collisions += _clusters.Count > 0 ? 1 : 0;
        _clusters.Add(new Cluster { Survivor = document, First = document, Size = 1, Record = record });
    }

    private bool HasSameKey(ref Cluster cluster, in ExactRecord record)
    {
        if (record.Length != cluster.Record.Length)
        {
            return false;
        }

        cluster.Bytes ??= Read(in cluster.Record).ToArray();
        return Read(in record).SequenceEqual(cluster.Bytes);
    }

    private ReadOnlySpan<byte> Read(in ExactRecord record) => sketches!.Read((long)record.Document, (long)record.Offset, (int)record.Length);

    private void End()
    {
        foreach (Cluster cluster in _clusters)
        {
            if (cluster.Size > 1)
            {
                _groups++;
                marks.Cluster(cluster.Survivor, cluster.First, cluster.Size);
            }
        }

        _clusters.Clear();
        _indexed = false;
    }
}
