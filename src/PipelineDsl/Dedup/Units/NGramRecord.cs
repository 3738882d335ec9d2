namespace PipelineDsl;

/// <summary>An n-gram of a line.</summary>
/// <param name="High">The upper half of its hash.</param>
/// <param name="Low">The lower half.</param>
/// <param name="Order">The document's place in the order of survivors (<see cref="SurvivorOrder"/>).</param>
/// <param name="Document">The document's number.</param>
/// <param name="Line">The line's number.</param>
internal readonly record struct NGramRecord(ulong High, ulong Low, ulong Order, ulong Document, ulong Line) : ISortedRecord<NGramRecord>
{
    public static int Compare(in NGramRecord a, in NGramRecord b)
        => a.High != b.High ? a.High.CompareTo(b.High)
            : a.Low != b.Low ? a.Low.CompareTo(b.Low)
            : a.Order != b.Order ? a.Order.CompareTo(b.Order)
            : a.Document != b.Document ? a.Document.CompareTo(b.Document)
            : a.Line.CompareTo(b.Line);

    public static ulong Range(in NGramRecord record) => record.High;
}
