namespace PipelineDsl;

/// <summary>A document under the key of one of its bands.</summary>
/// <param name="Key">The band's key, which depends on the band's number too.</param>
/// <param name="Place">The document's number plus one; 0 stands for the documents of an index.</param>
internal readonly record struct BandRecord(ulong Key, ulong Place) : ISortedRecord<BandRecord>
{
    /// <summary>The place of documents of an index.</summary>
    public const ulong Indexed = 0;

    public static int Compare(in BandRecord a, in BandRecord b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : a.Place.CompareTo(b.Place);

    public static ulong Range(in BandRecord record) => record.Key;
}

/// <summary>The same with what is needed to compare the sets of shingles. Those of one key are sorted by the size of the set, equal sets one after the other.</summary>
/// <param name="Key">The band's key.</param>
/// <param name="Size">The number of different shingles; 0 for documents of an index, which come first.</param>
/// <param name="High">The upper half of a 128-bit hash of the set.</param>
/// <param name="Low">The lower half.</param>
/// <param name="Place">The document's number plus one; 0 for documents of an index.</param>
/// <param name="Offset">Where the set lies among the shard's sketches.</param>
/// <param name="Band">The number of the band.</param>
internal readonly record struct SetRecord(ulong Key, ulong Size, ulong High, ulong Low, ulong Place, ulong Offset, ulong Band) : ISortedRecord<SetRecord>
{
    public static int Compare(in SetRecord a, in SetRecord b)
        => a.Key != b.Key ? a.Key.CompareTo(b.Key)
            : a.Size != b.Size ? a.Size.CompareTo(b.Size)
            : a.High != b.High ? a.High.CompareTo(b.High)
            : a.Low != b.Low ? a.Low.CompareTo(b.Low)
            : a.Place != b.Place ? a.Place.CompareTo(b.Place)
            : a.Offset != b.Offset ? a.Offset.CompareTo(b.Offset)
            : a.Band.CompareTo(b.Band);

    public static ulong Range(in SetRecord record) => record.Key;
}
