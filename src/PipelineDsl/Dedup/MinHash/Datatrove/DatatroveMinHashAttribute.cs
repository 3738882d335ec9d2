namespace PipelineDsl;

/// <summary>Deduplicates exactly as datatrove's MinHash does, with the words of a segmenter, such as <c>[DatatroveMinHash&lt;Uax29Words&gt;]</c>. See <see cref="DatatroveNearDuplicates{TWords}"/>.</summary>
/// <typeparam name="TWords">What cuts the simplified text into words: <see cref="SpacyEnglishWords"/> for English, <see cref="Uax29Words"/>, <see cref="WhitespaceWords"/>.</typeparam>
public sealed class DatatroveMinHashAttribute<TWords> : DedupAttribute<DatatroveNearDuplicates<TWords>>
    where TWords : class, ISegmenter, new()
{
    /// <summary>Deduplicates near duplicates.</summary>
    /// <param name="ngram">Words of a shingle (datatrove's <c>n_grams</c>). Default: 5.</param>
    /// <param name="bands">Bands (<c>num_buckets</c>). Default: 14.</param>
    /// <param name="rows">Permutations of a band (<c>hashes_per_bucket</c>), at most 32. Default: 8.</param>
    /// <param name="seed">The seed of the permutations. Default: 1.</param>
    /// <param name="hash">The hash function of shingles. Default: XXH64.</param>
    /// <param name="clusterId">The field that gets the number of the first document of the cluster. Default: none.</param>
    /// <param name="clusterSize">The field that gets the number of documents in the cluster. Default: none.</param>
    public DatatroveMinHashAttribute(
        [OptionRange(1, 1000)] int ngram = 5,
        [OptionRange(1, 65536)] int bands = 14,
        [OptionRange(1, 32)] int rows = 8,
        [OptionRange(0, int.MaxValue)] int seed = 1,
        DatatroveHash hash = DatatroveHash.XxHash64,
        [ClusterIdField] string? clusterId = null,
        [ClusterSizeField] string? clusterSize = null)
    {
    }
}
