namespace PipelineDsl;

/// <summary>Says that two documents belong together.</summary>
/// <param name="Node">One document's number.</param>
/// <param name="Other">The other's.</param>
public readonly record struct Edge(ulong Node, ulong Other) : ISortedRecord<Edge>
{
    /// <inheritdoc/>
    public static int Compare(in Edge a, in Edge b) => a.Node != b.Node ? a.Node.CompareTo(b.Node) : a.Other.CompareTo(b.Other);

    /// <inheritdoc/>
    public static ulong Range(in Edge record) => record.Node;
}

/// <summary>A document by its number, where a set of documents is sorted.</summary>
/// <param name="Document">Its number.</param>
public readonly record struct Node(ulong Document) : ISortedRecord<Node>
{
    /// <inheritdoc/>
    public static int Compare(in Node a, in Node b) => a.Document.CompareTo(b.Document);

    /// <inheritdoc/>
    public static ulong Range(in Node record) => record.Document;
}
