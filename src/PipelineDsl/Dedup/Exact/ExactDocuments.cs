using System;

namespace PipelineDsl;

/// <summary>Keeps one of all documents with byte for byte the same text: by default the first, in the order of the sources and their files.</summary>
public sealed class ExactDedupAttribute : DedupAttribute<ExactDocuments>
{
    /// <summary>Deduplicates documents.</summary>
    /// <param name="keepNewest">The field with the date (ISO 8601) by which the newest survives. Default: none.</param>
    /// <param name="keepHighest">The field with the number by which the best survives. Default: none.</param>
    /// <param name="verify">Whether texts are compared by bytes, not by their 128-bit hash alone. Default: no.</param>
    /// <param name="against">Index files of earlier runs: documents that are in one are dropped. Default: none.</param>
    /// <param name="index">The name of an index to write, in the output folder. Default: none.</param>
    /// <param name="clusterId">The field that gets the number of the first of the equal documents. Default: none.</param>
    /// <param name="clusterSize">The field that gets their number. Default: none.</param>
    public ExactDedupAttribute(
        string? keepNewest = null,
        string? keepHighest = null,
        bool verify = false,
        string? against = null,
        string? index = null,
        [ClusterIdField] string? clusterId = null,
        [ClusterSizeField] string? clusterSize = null)
    {
    }
}

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

    /// <summary>Which of the equal documents survives.</summary>
    [Rank]
    public static double Rank(
        [FieldNamedBy("keepNewest", optional: true)] ReadOnlySpan<byte> date,
        [FieldNamedBy("keepHighest", optional: true)] double score,
        string? keepNewest,
        string? keepHighest)
        => DocumentRank.Of(default, date, score, keepLongest: false, keepNewest, keepHighest);
}
