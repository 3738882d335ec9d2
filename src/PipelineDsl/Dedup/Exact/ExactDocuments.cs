using System;

namespace PipelineDsl;

/// <summary>Keeps one of all documents with the same text, byte for byte or normalised: by default the first, in the order of the sources and their files.</summary>
public sealed class ExactDedupAttribute : DedupAttribute<ExactDocuments>
{
    /// <summary>Deduplicates documents.</summary>
    /// <param name="normalization">What of two texts must be equal. Default: every byte. A text of which nothing is left takes no part.</param>
    /// <param name="keepLongest">Whether the longest text survives; of texts that are equal byte for byte the first does. Default: no.</param>
    /// <param name="keepNewest">The field with the date (ISO 8601) by which the newest survives. Default: none.</param>
    /// <param name="keepHighest">The field with the number by which the best survives. Default: none.</param>
    /// <param name="verify">Whether texts are compared by bytes, not by their 128-bit hash alone. Default: no.</param>
    /// <param name="against">Index files of earlier runs: documents that are in one are dropped. Default: none.</param>
    /// <param name="index">The name of an index to write, in the output folder. Default: none.</param>
    /// <param name="clusterId">The field that gets the number of the first of the equal documents. Default: none.</param>
    /// <param name="clusterSize">The field that gets their number. Default: none.</param>
    public ExactDedupAttribute(
        UnitNormalization normalization = UnitNormalization.None,
        bool keepLongest = false,
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
    /// <param name="memory">Holds the normalised text.</param>
    /// <param name="normalization">What of two texts must be equal.</param>
    [Key]
    public static ReadOnlySpan<byte> Key([Text] ReadOnlySpan<byte> text, NormalizedText memory, UnitNormalization normalization)
    {
        ArgumentNullException.ThrowIfNull(memory);
        return normalization == UnitNormalization.None ? text : memory.Of(text, normalization);
    }

    /// <summary>Which of the equal documents survives.</summary>
    [Rank]
    public static double Rank(
        [Text] ReadOnlySpan<byte> text,
        [FieldNamedBy("keepNewest", optional: true)] ReadOnlySpan<byte> date,
        [FieldNamedBy("keepHighest", optional: true)] double score,
        bool keepLongest,
        string? keepNewest,
        string? keepHighest)
        => DocumentRank.Of(text, date, score, keepLongest, keepNewest, keepHighest);

    /// <summary>Makes what resolves the keys.</summary>
    [Resolve]
    public static Deduplication Resolve(UnitNormalization normalization, bool verify, string? against, string? index)
        => new ExactDeduplication(normalization == UnitNormalization.None ? "" : $" of {normalization} text", verify, against, index);
}
