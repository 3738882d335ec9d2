namespace PipelineDsl;

/// <summary>A document's key with its place in the order of survivors and where its bytes lie.</summary>
/// <param name="High">The upper 64 bits of the key.</param>
/// <param name="Low">The lower 64 bits.</param>
/// <param name="Order">Its place among documents with that key (<see cref="SurvivorOrder"/>).</param>
/// <param name="Document">Its number.</param>
/// <param name="Offset">Where the key's bytes lie among the shard's sketches.</param>
/// <param name="Length">How many they are; 0 if they were not written.</param>
internal readonly record struct ExactRecord(ulong High, ulong Low, ulong Order, ulong Document, ulong Offset, ulong Length) : ISortedRecord<ExactRecord>
{
    public static int Compare(in ExactRecord a, in ExactRecord b)
        => a.High != b.High ? a.High.CompareTo(b.High)
            : a.Low != b.Low ? a.Low.CompareTo(b.Low)
            : a.Order != b.Order ? a.Order.CompareTo(b.Order)
            : a.Document != b.Document ? a.Document.CompareTo(b.Document)
            : a.Offset != b.Offset ? a.Offset.CompareTo(b.Offset)
            : a.Length.CompareTo(b.Length);

    public static ulong Range(in ExactRecord record) => record.High;
}
