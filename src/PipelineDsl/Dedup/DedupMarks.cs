using System;

namespace PipelineDsl;

/// <summary>What a deduplication says of documents, before the next phase acts on it; for one task. Marks may come in any order.</summary>
public sealed class DedupMarks : IDisposable
{
    private readonly SortedRunWriter<DedupMark> _writer;

    internal DedupMarks(SortedRunWriter<DedupMark> writer) => _writer = writer;

    /// <summary>The place of <c>kept</c> for a duplicate of something in an index.</summary>
    public const long Indexed = -1;

    /// <summary>Drops a document.</summary>
    /// <param name="document">Its number.</param>
    /// <param name="kept">The document that is kept in its stead, or <see cref="Indexed"/>.</param>
    public void Drop(long document, long kept) => _writer.Add(new DedupMark((ulong)document, DedupMark.Drop, (ulong)kept, 0));

    /// <summary>Cuts a stretch of the text out. Stretches may overlap.</summary>
    /// <param name="document">The document's number.</param>
    /// <param name="start">Where it begins, in bytes of the text as it was sketched, at a character's border.</param>
    /// <param name="length">Its length in bytes.</param>
    public void Cut(long document, int start, int length) => _writer.Add(new DedupMark((ulong)document, DedupMark.Cut, (ulong)start, (ulong)length));

    /// <summary>Tells to which cluster a document belongs. Without it the document is a cluster of its own.</summary>
    /// <param name="document">The document's number.</param>
    /// <param name="id">The cluster's id: the number of its first document.</param>
    /// <param name="size">How many documents it has.</param>
    public void Cluster(long document, long id, long size) => _writer.Add(new DedupMark((ulong)document, DedupMark.Cluster, (ulong)id, (ulong)size));

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}

/// <summary>One mark.</summary>
/// <param name="Document">The document's number.</param>
/// <param name="Kind">What is said.</param>
/// <param name="First">The document kept, the start, or the cluster's id.</param>
/// <param name="Second">The length, or the cluster's size.</param>
internal readonly record struct DedupMark(ulong Document, ulong Kind, ulong First, ulong Second) : ISortedRecord<DedupMark>
{
    public const ulong Drop = 0;
    public const ulong Cut = 1;
    public const ulong Cluster = 2;

    public static int Compare(in DedupMark a, in DedupMark b)
        => a.Document != b.Document ? a.Document.CompareTo(b.Document)
            : a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind)
            : a.First != b.First ? a.First.CompareTo(b.First)
            : a.Second.CompareTo(b.Second);

    public static ulong Range(in DedupMark record) => record.Document;
}
