using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>Goes through windows sorted by key and notes all but the first of each group. Memory does not depend on how large a group is.</summary>
/// <param name="context">Takes figures.</param>
/// <param name="repeated">Takes the windows that repeat others.</param>
/// <param name="sketches">Where what is compared is read, or null: the key decides.</param>
internal sealed class UnitGroups(DedupContext context, SortedRunWriter<RepeatedUnit> repeated, Sketches? sketches)
{
    private readonly List<(ulong Document, byte[] Bytes)> _survivors = []; // of one key: several only if different windows have it
    private bool _indexed;
    private long _repeated;
    private long _collisions;

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

        ReadOnlySpan<byte> bytes = sketches is null ? default : sketches.Read((long)record.Document, (long)record.Offset, (int)record.Length);
        foreach ((ulong document, byte[] known) in _survivors)
        {
            if (sketches is null || bytes.SequenceEqual(known))
            {
                Note(in record, document);
                return;
            }
        }

        _collisions += _survivors.Count > 0 ? 1 : 0;
        _survivors.Add((record.Document, sketches is null ? [] : bytes.ToArray()));
    }

    private void Note(in UnitRecord record, ulong kept)
    {
        _repeated++;
        repeated.Add(new RepeatedUnit(record.Document, record.Piece, kept));
    }
}
