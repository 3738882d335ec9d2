using System;

namespace PipelineDsl;

/// <summary>A place among all sketches: the shard in the upper 24 bits, the byte in its file below. Places ascend in the corpus's order; behind it come indexes, each of as many shards of 1 TiB as it takes.</summary>
internal static class SubstringPlace
{
    /// <summary>The most shards.</summary>
    public const int MostShards = 1 << 24;

    private const int ShardShift = 40;

    /// <summary>The place of a byte.</summary>
    /// <exception cref="NotSupportedException">The shard's sketches have more than 2⁴⁰ bytes.</exception>
    public static ulong Of(int shard, long offset)
        => offset >> ShardShift == 0
            ? ((ulong)shard << ShardShift) | (ulong)offset
            : throw new NotSupportedException("one input file has more than 1 TiB of text; exact substring deduplication takes none larger: cut it into several");

    /// <summary>The shard of a place.</summary>
    public static int Shard(ulong place) => (int)(place >> ShardShift);

    /// <summary>The byte of a place in its shard's file.</summary>
    public static long Offset(ulong place) => (long)(place & ((1UL << ShardShift) - 1));

    /// <summary>A shard's last place.</summary>
    public static ulong LastOf(int shard) => Of(shard, (1L << ShardShift) - 1);
}

/// <summary>A row of windows with one anchor.</summary>
/// <param name="Key">The hash of the anchor's key.</param>
/// <param name="Context">40 bits of the hash of all that the windows cover, and 24 bits for their number.</param>
/// <param name="Order">The document's place in the order of survivors.</param>
/// <param name="Place">Where the first window starts.</param>
internal readonly record struct AnchorRecord(ulong Key, ulong Context, ulong Order, ulong Place) : ISortedRecord<AnchorRecord>
{
    private const int CountBits = 24;

    /// <summary>The most windows of a row.</summary>
    public const int MostWindows = (1 << CountBits) - 1;

    /// <summary>How many windows there are.</summary>
    public int Count => (int)(Context & MostWindows);

    /// <summary>A hash and a number as <see cref="Context"/>.</summary>
    public static ulong ContextOf(ulong hash, int count) => (hash & ~(ulong)MostWindows) | (uint)count;

    public static int Compare(in AnchorRecord a, in AnchorRecord b)
        => a.Key != b.Key ? a.Key.CompareTo(b.Key)
            : a.Context != b.Context ? a.Context.CompareTo(b.Context)
            : a.Order != b.Order ? a.Order.CompareTo(b.Order)
            : a.Place.CompareTo(b.Place);

    public static ulong Range(in AnchorRecord record) => record.Key;

    public static AnchorRecord Moved(in AnchorRecord record, ulong by) => record with { Place = record.Place + by };
}

/// <summary>One window.</summary>
/// <param name="High">Its hash.</param>
/// <param name="Low">Its other hash.</param>
/// <param name="Order">The document's place in the order of survivors.</param>
/// <param name="Place">Where it starts.</param>
internal readonly record struct WindowRecord(ulong High, ulong Low, ulong Order, ulong Place) : ISortedRecord<WindowRecord>
{
    private const int UnusedBits = 3; // the hash has 61

    public static int Compare(in WindowRecord a, in WindowRecord b)
        => a.High != b.High ? a.High.CompareTo(b.High)
            : a.Low != b.Low ? a.Low.CompareTo(b.Low)
            : a.Order != b.Order ? a.Order.CompareTo(b.Order)
            : a.Place.CompareTo(b.Place);

    public static ulong Range(in WindowRecord record) => record.High << UnusedBits;
}

/// <summary>A row of windows that are to be compared one by one.</summary>
/// <param name="Place">Where the first starts.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct WindowRow(ulong Place, ulong Count) : ISortedRecord<WindowRow>
{
    public static int Compare(in WindowRow a, in WindowRow b) => a.Place != b.Place ? a.Place.CompareTo(b.Place) : a.Count.CompareTo(b.Count);

    public static ulong Range(in WindowRow record) => record.Place;
}

/// <summary>The claim that a stretch is covered by repeated windows.</summary>
/// <param name="Place">Where it starts.</param>
/// <param name="Other">Where an equal one starts; itself where nothing is to be compared.</param>
/// <param name="Length">Its length in bytes of the sketch.</param>
internal readonly record struct RepeatRecord(ulong Place, ulong Other, ulong Length) : ISortedRecord<RepeatRecord>
{
    public static int Compare(in RepeatRecord a, in RepeatRecord b)
        => a.Place != b.Place ? a.Place.CompareTo(b.Place)
            : a.Other != b.Other ? a.Other.CompareTo(b.Other)
            : a.Length.CompareTo(b.Length);

    public static ulong Range(in RepeatRecord record) => record.Place;
}

/// <summary>A stretch of a document's text that is cut.</summary>
/// <param name="Document">The document's number.</param>
/// <param name="Start">Where it begins, in bytes of the text.</param>
/// <param name="Length">Its length in bytes.</param>
internal readonly record struct CutRecord(ulong Document, ulong Start, ulong Length) : ISortedRecord<CutRecord>
{
    public static int Compare(in CutRecord a, in CutRecord b)
        => a.Document != b.Document ? a.Document.CompareTo(b.Document)
            : a.Start != b.Start ? a.Start.CompareTo(b.Start)
            : a.Length.CompareTo(b.Length);

    public static ulong Range(in CutRecord record) => record.Document;
}
