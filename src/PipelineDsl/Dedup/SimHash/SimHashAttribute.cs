namespace PipelineDsl;

/// <summary>Keeps one of each cluster of documents whose 64-bit fingerprints (SimHash) differ in few bits. Shingles are those of <see cref="MinHashAttribute"/>.</summary>
/// <remarks>Fingerprints estimate the cosine of the counts of shingles, not Jaccard's index: two documents with an angle of θ between their counts differ in about 64·θ/π bits.</remarks>
public sealed class SimHashAttribute : DedupAttribute<SimilarFingerprints<ShingleWords>>
{
    /// <summary>Deduplicates near duplicates.</summary>
    /// <param name="ngram">Words of a shingle; a text with fewer is a shingle as a whole. Default: 5.</param>
    /// <param name="distance">The most bits in which the fingerprints of duplicates differ. Default: 3, as Manku, Jain and Das Sarma (2007) have it and text-dedup.</param>
    /// <param name="blocks">
    /// The blocks that fingerprints are cut into, more than <paramref name="distance"/>. Two fingerprints that differ in at most so many bits agree in the others, so the choices of those are
    /// the tables: more blocks make more tables with longer keys. Default: 0, which is three more than the distance.
    /// </param>
    /// <param name="keepLongest">Whether the longest text of a cluster survives. Default: no, the first in the corpus's order does.</param>
    /// <param name="keepNewest">The field with the date (ISO 8601) by which the newest survives. Default: none.</param>
    /// <param name="keepHighest">The field with the number by which the best survives. Default: none.</param>
    /// <param name="against">Index files of earlier runs with the same n-gram: documents similar to one in it are dropped. Default: none.</param>
    /// <param name="index">The name of an index to write, in the output folder: all fingerprints. Default: none.</param>
    /// <param name="clusterId">The field that gets the number of the first document of the cluster. Default: none.</param>
    /// <param name="clusterSize">The field that gets the number of documents in the cluster. Default: none.</param>
    public SimHashAttribute(
        [OptionRange(1, 1000)] int ngram = 5,
        [OptionRange(0, 12)] int distance = 3,
        [OptionRange(0, 64)] int blocks = 0,
        bool keepLongest = false,
        string? keepNewest = null,
        string? keepHighest = null,
        string? against = null,
        string? index = null,
        [ClusterIdField] string? clusterId = null,
        [ClusterSizeField] string? clusterSize = null)
    {
    }
}

/// <summary>The same with other units, such as <c>[SimHash&lt;ShingleCharacters&gt;(ngram: 8)]</c>.</summary>
/// <typeparam name="TUnits">What cuts the text into units.</typeparam>
public sealed class SimHashAttribute<TUnits> : DedupAttribute<SimilarFingerprints<TUnits>>
    where TUnits : class, IShingleUnits
{
    /// <summary>Deduplicates near duplicates.</summary>
    /// <param name="ngram">Units of a shingle; a text with fewer is a shingle as a whole. Default: 5.</param>
    /// <param name="distance">The most bits in which the fingerprints of duplicates differ. Default: 3.</param>
    /// <param name="blocks">The blocks that fingerprints are cut into, more than <paramref name="distance"/>. Default: 0, which is three more than the distance.</param>
    /// <param name="keepLongest">Whether the longest text of a cluster survives. Default: no, the first in the corpus's order does.</param>
    /// <param name="keepNewest">The field with the date (ISO 8601) by which the newest survives. Default: none.</param>
    /// <param name="keepHighest">The field with the number by which the best survives. Default: none.</param>
    /// <param name="against">Index files of earlier runs with the same n-gram: documents similar to one in it are dropped. Default: none.</param>
    /// <param name="index">The name of an index to write, in the output folder: all fingerprints. Default: none.</param>
    /// <param name="clusterId">The field that gets the number of the first document of the cluster. Default: none.</param>
    /// <param name="clusterSize">The field that gets the number of documents in the cluster. Default: none.</param>
    public SimHashAttribute(
        [OptionRange(1, 1000)] int ngram = 5,
        [OptionRange(0, 12)] int distance = 3,
        [OptionRange(0, 64)] int blocks = 0,
        bool keepLongest = false,
        string? keepNewest = null,
        string? keepHighest = null,
        string? against = null,
        string? index = null,
        [ClusterIdField] string? clusterId = null,
        [ClusterSizeField] string? clusterSize = null)
    {
    }
}
