using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Room for eight minima.</summary>
[InlineArray(8)]
internal struct Rows8
{
    private ulong _first;
}

/// <summary>Room for sixteen minima.</summary>
[InlineArray(16)]
internal struct Rows16
{
    private ulong _first;
}

/// <summary>Room for thirty-two minima.</summary>
[InlineArray(32)]
internal struct Rows32
{
    private ulong _first;
}

/// <summary>A band of a document's signature with all its minima; those that a band does not have are 0. Sorted as datatrove sorts.</summary>
/// <typeparam name="TRows">The room for minima.</typeparam>
/// <param name="band">The band's number.</param>
/// <param name="document">The document's number.</param>
/// <param name="rows">The minima.</param>
internal readonly struct RowRecord<TRows>(ulong band, ulong document, TRows rows) : ISortedRecord<RowRecord<TRows>>
    where TRows : unmanaged
{
    /// <summary>The band's number.</summary>
    public readonly ulong Band = band;

    /// <summary>The document's number.</summary>
    public readonly ulong Document = document;

    private readonly TRows _rows = rows;

    /// <summary>The most minima that a record has room for.</summary>
    public static int Room => Unsafe.SizeOf<TRows>() / sizeof(ulong);

    /// <summary>Makes a record of a band.</summary>
    public static RowRecord<TRows> Of(int band, long document, ReadOnlySpan<ulong> rows)
    {
        TRows room = default;
        rows.CopyTo(MemoryMarshal.Cast<TRows, ulong>(new Span<TRows>(ref room)));
        return new RowRecord<TRows>((ulong)band, (ulong)document, room);
    }

    /// <summary>Whether band and minima are equal.</summary>
    public static bool SameRows(in RowRecord<TRows> a, in RowRecord<TRows> b) => a.Band == b.Band && Values(in a).SequenceEqual(Values(in b));

    public static int Compare(in RowRecord<TRows> a, in RowRecord<TRows> b)
    {
        if (a.Band != b.Band)
        {
            return a.Band.CompareTo(b.Band);
        }

        int order = Values(in a).SequenceCompareTo(Values(in b));
        return order != 0 ? order : a.Document.CompareTo(b.Document);
    }

    public static ulong Range(in RowRecord<TRows> record) => record.Band;

    private static ReadOnlySpan<ulong> Values(in RowRecord<TRows> record) => MemoryMarshal.Cast<TRows, ulong>(new ReadOnlySpan<TRows>(in record._rows));
}
