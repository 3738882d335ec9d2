using System;

namespace PipelineDsl;

/// <summary>Keeps the first of all documents with byte for byte the same text.</summary>
public sealed class ExactDedupAttribute : DedupAttribute<ExactDocuments>;

/// <summary>Exact deduplication of whole documents: the key is the text as it is at this step.</summary>
[Dedup]
public sealed class ExactDocuments
{
    private ExactDocuments()
    {
    }

    /// <summary>The key.</summary>
    /// <param name="text">The text, UTF-8.</param>
    [Key]
    public static ReadOnlySpan<byte> Key([Text] ReadOnlySpan<byte> text) => text;
}
