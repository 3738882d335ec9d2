using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Goes through windows sorted by key and notes all but the first of each group. Memory does not depend on how large a group is.</summary>
/// <param name="context">Takes figures.</param>
/// <param name="repeated">Takes the windows that repeat others.</param>
/// <param name="sketches">Where what is compared is read, or null: the key decides.</param>
internal sealed class UnitGroups(DedupContext context, SortedRunWriter<RepeatedUnit> repeated, Sketches? sketches)
{
    private readonly List<Survivor> _survivors = []; // of one key: several only if different windows have it
    private bool _indexed;
    private long _repeated;
    private long _collisions;

    private struct Survivor
    {
        public UnitRecord Record;
        public byte[]? Bytes; // read when there is another window to compare it with: most keys are those of one window
    }

    /// <summary>Reads all groups.</summary>
    public void Read(SortedRunReader<UnitRecord> records)
    {
        UnitRecord last = default;
        while (records.TryRead(out UnitRecord record))
        {
            if (record.High != last.High || record.Low != last.Low)
            {
                _survivors.Clear();
                _indexed = false;
            }

            last = record;
            Add(in record);
        }

        context.Report("repeatedUnits", _repeated);
        if (sketches is not null)
        {
            context.Report("collisions", _collisions);
        }
    }

    private void Add(in UnitRecord record)
    {
        if (record.Order == SurvivorOrder.Indexed)
        {
            _indexed = true;
            return;
        }

        if (_indexed)
        {
            Note(in record, unchecked((ulong)DedupMarks.Indexed));
            return;
        }

        if (sketches is null)
        {
            if (_survivors.Count > 0)
            {
                Note(in record, _survivors[0].Record.Document);
                return;
            }
        }
        else if (_survivors.Count > 0)
        {
            // The survivors' bytes first: what was read is valid only until the next document of its shard is read.
            foreach (ref Survivor survivor in CollectionsMarshal.AsSpan(_survivors))
            {
                survivor.Bytes ??= Read(sketches, in survivor.Record).ToArray();
            }

            ReadOnlySpan<byte> bytes = Read(sketches, in record);
            foreach (ref Survivor survivor in CollectionsMarshal.AsSpan(_survivors))
            {
                if (bytes.SequenceEqual(survivor.Bytes))
                {
                    Note(in record, survivor.Record.Document);
                    return;
                }
            }

            _collisions++;
        }

        _survivors.Add(new Survivor { Record = record });
    }

    private static ReadOnlySpan<byte> Read(Sketches sketches, in UnitRecord record) => sketches.Read((long)record.Document, (long)record.Offset, (int)record.Length);

    private void Note(in UnitRecord record, ulong kept)
    {
        _repeated++;
        repeated.Add(new RepeatedUnit(record.Document, record.Piece, kept));
    }
}
