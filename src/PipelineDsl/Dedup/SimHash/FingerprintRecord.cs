namespace PipelineDsl;

/// <summary>A fingerprint and a document that has it.</summary>
/// <param name="Fingerprint">The fingerprint.</param>
/// <param name="Place">The document's number plus one; 0 stands for the documents of an index.</param>
internal readonly record struct FingerprintRecord(ulong Fingerprint, ulong Place) : ISortedRecord<FingerprintRecord>
{
    public static int Compare(in FingerprintRecord a, in FingerprintRecord b)
        => a.Fingerprint != b.Fingerprint ? a.Fingerprint.CompareTo(b.Fingerprint) : a.Place.CompareTo(b.Place);

    public static ulong Range(in FingerprintRecord record) => record.Fingerprint;
}

/// <summary>A fingerprint in a table.</summary>
/// <param name="Key">A hash of the table and of the bits that it compares.</param>
/// <param name="Fingerprint">The fingerprint.</param>
/// <param name="Place">The first document that has it, plus one; 0 if one of an index has.</param>
internal readonly record struct TableRecord(ulong Key, ulong Fingerprint, ulong Place) : ISortedRecord<TableRecord>
{
    public static int Compare(in TableRecord a, in TableRecord b)
        => a.Key != b.Key ? a.Key.CompareTo(b.Key)
            : a.Fingerprint != b.Fingerprint ? a.Fingerprint.CompareTo(b.Fingerprint)
            : a.Place.CompareTo(b.Place);

    public static ulong Range(in TableRecord record) => record.Key;
}
