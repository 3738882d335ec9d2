namespace PipelineDsl;

/// <summary>A window's key with its place in the order of survivors and where its bytes lie.</summary>
/// <param name="High">The upper 64 bits of the key.</param>
/// <param name="Low">The lower 64 bits.</param>
/// <param name="Order">The document's place (<see cref="SurvivorOrder"/>).</param>
/// <param name="Document">The document's number.</param>
/// <param name="Piece">The piece with which the window begins.</param>
/// <param name="Length">Bytes that are compared; 0 if they were not written.</param>
/// <param name="Offset">Where they lie among the shard's sketches.</param>
internal readonly record struct UnitRecord(ulong High, ulong Low, ulong Order, ulong Document, uint Piece, uint Length, ulong Offset) : ISortedRecord<UnitRecord>
{
    public static int Compare(in UnitRecord a, in UnitRecord b)
        => a.High != b.High ? a.High.CompareTo(b.High)
            : a.Low != b.Low ? a.Low.CompareTo(b.Low)
            : a.Order != b.Order ? a.Order.CompareTo(b.Order)
            : a.Document != b.Document ? a.Document.CompareTo(b.Document)
            : a.Piece != b.Piece ? a.Piece.CompareTo(b.Piece)
            : a.Length != b.Length ? a.Length.CompareTo(b.Length)
            : a.Offset.CompareTo(b.Offset);

    public static ulong Range(in UnitRecord record) => record.High;
}

/// <summary>A window that repeats another.</summary>
/// <param name="Document">Its document's number.</param>
/// <param name="Piece">The piece with which it begins.</param>
/// <param name="Kept">The document in which the one stands that survives, or <see cref="DedupMarks.Indexed"/>.</param>
internal readonly record struct RepeatedUnit(ulong Document, ulong Piece, ulong Kept) : ISortedRecord<RepeatedUnit>
{
    public static int Compare(in RepeatedUnit a, in RepeatedUnit b)
        => a.Document != b.Document ? a.Document.CompareTo(b.Document)
            : a.Piece != b.Piece ? a.Piece.CompareTo(b.Piece)
            : a.Kept.CompareTo(b.Kept);

    public static ulong Range(in RepeatedUnit record) => record.Document;
}
