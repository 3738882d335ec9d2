namespace PipelineDsl;

/// <summary>
/// Keeps one of each cluster of near duplicates: documents whose sets of word shingles are similar, found by MinHash and locality-sensitive hashing. Words are those of
/// <see cref="ShingleWords"/>: in lower case, without punctuation, Han and Kana characters one by one.
/// </summary>
/// <remarks>
/// Clusters are connected components: with three documents of which the second resembles both others, all three are one cluster. The profile <c>datatrove-0.10</c> finds exactly
/// datatrove's clusters and survivors, with spaCy's words (<see cref="DatatroveNearDuplicates{TWords}"/>); for other words see <see cref="DatatroveMinHashAttribute{TWords}"/>.
/// </remarks>
[StepProfile("datatrove-0.10", typeof(DatatroveNearDuplicates<SpacyEnglishWords>))]
public sealed class MinHashAttribute : DedupAttribute<NearDuplicates<ShingleWords>>
{
    /// <summary>Deduplicates near duplicates.</summary>
    /// <param name="ngram">Words of a shingle; a text with fewer is a shingle as a whole. Default: 5.</param>
    /// <param name="bands">Bands of the signature. Two documents are candidates if one of them is equal. Default: 14.</param>
    /// <param name="rows">Permutations of a band. With Jaccard's index s two documents are candidates with a chance of 1 - (1 - sʳᵒʷˢ)ᵇᵃⁿᵈˢ: with 14 × 8 of 0.92 at 0.8 and 0.56 at 0.7. Default: 8.</param>
    /// <param name="jaccard">
    /// If it is above 0: the Jaccard index from which on documents are to be found; <paramref name="bands"/> and <paramref name="rows"/> are then the split of <paramref name="permutations"/> for
    /// which misses above and false candidates below it weigh least, as datasketch chooses them, and what is given for them is ignored. Default: 0.
    /// </param>
    /// <param name="permutations">The most permutations that <paramref name="jaccard"/> may use. Default: 128.</param>
    /// <param name="verify">
    /// If it is above 0: the least Jaccard index, of the sets of shingles, that a candidate pair must have to count. Costs 8 bytes of disk a shingle. Default: 0, all candidates count.
    /// </param>
    /// <param name="seed">What the permutations are drawn from. Default: 1.</param>
    /// <param name="keepLongest">Whether the longest text of a cluster survives. Default: no, the first in the corpus's order does.</param>
    /// <param name="keepNewest">The field with the date (ISO 8601) by which the newest survives. Default: none.</param>
    /// <param name="keepHighest">The field with the number by which the best survives. Default: none.</param>
    /// <param name="against">Index files of earlier runs with the same options: documents that have a band in common with one in it are dropped. Default: none.</param>
    /// <param name="index">The name of an index to write, in the output folder: the keys of all bands. Default: none.</param>
    /// <param name="clusterId">The field that gets the number of the first document of the cluster. Default: none.</param>
    /// <param name="clusterSize">The field that gets the number of documents in the cluster. Default: none.</param>
    /// <param name="profile">Whose search: null (default) this one, <c>datatrove-0.10</c> that of datatrove with these options (no choice of survivor, no index, no verification).</param>
    public MinHashAttribute(
        [OptionRange(1, 1000)] int ngram = 5,
        [OptionRange(1, 65536)] int bands = 14,
        [OptionRange(1, 65536)] int rows = 8,
        [OptionRange(0, 0.999)] double jaccard = 0,
        [OptionRange(1, 65536)] int permutations = 128,
        [OptionRange(0, 1)] double verify = 0,
        [OptionRange(0, int.MaxValue)] int seed = 1,
        bool keepLongest = false,
        string? keepNewest = null,
        string? keepHighest = null,
        string? against = null,
        string? index = null,
        [ClusterIdField] string? clusterId = null,
        [ClusterSizeField] string? clusterSize = null,
        [Profile] string? profile = null)
    {
    }
}

/// <summary>The same with other units, such as <c>[MinHash&lt;ShingleCharacters&gt;(ngram: 24)]</c> or <c>[MinHash&lt;ShingleSegments&lt;Uax29Words&gt;&gt;]</c>.</summary>
/// <typeparam name="TUnits">What cuts the text into units.</typeparam>
public sealed class MinHashAttribute<TUnits> : DedupAttribute<NearDuplicates<TUnits>>
    where TUnits : class, IShingleUnits
{
    /// <summary>Deduplicates near duplicates.</summary>
    /// <param name="ngram">Units of a shingle; a text with fewer is a shingle as a whole. Default: 5.</param>
    /// <param name="bands">Bands of the signature. Two documents are candidates if one of them is equal. Default: 14.</param>
    /// <param name="rows">Permutations of a band. With Jaccard's index s two documents are candidates with a chance of 1 - (1 - sʳᵒʷˢ)ᵇᵃⁿᵈˢ: with 14 × 8 of 0.92 at 0.8 and 0.56 at 0.7. Default: 8.</param>
    /// <param name="jaccard">
    /// If it is above 0: the Jaccard index from which on documents are to be found; <paramref name="bands"/> and <paramref name="rows"/> are then the split of <paramref name="permutations"/> for
    /// which misses above and false candidates below it weigh least, as datasketch chooses them, and what is given for them is ignored. Default: 0.
    /// </param>
    /// <param name="permutations">The most permutations that <paramref name="jaccard"/> may use. Default: 128.</param>
    /// <param name="verify">
    /// If it is above 0: the least Jaccard index, of the sets of shingles, that a candidate pair must have to count. Costs 8 bytes of disk a shingle. Default: 0, all candidates count.
    /// </param>
    /// <param name="seed">What the permutations are drawn from. Default: 1.</param>
    /// <param name="keepLongest">Whether the longest text of a cluster survives. Default: no, the first in the corpus's order does.</param>
    /// <param name="keepNewest">The field with the date (ISO 8601) by which the newest survives. Default: none.</param>
    /// <param name="keepHighest">The field with the number by which the best survives. Default: none.</param>
    /// <param name="against">Index files of earlier runs with the same options: documents that have a band in common with one in it are dropped. Default: none.</param>
    /// <param name="index">The name of an index to write, in the output folder: the keys of all bands. Default: none.</param>
    /// <param name="clusterId">The field that gets the number of the first document of the cluster. Default: none.</param>
    /// <param name="clusterSize">The field that gets the number of documents in the cluster. Default: none.</param>
    public MinHashAttribute(
        [OptionRange(1, 1000)] int ngram = 5,
        [OptionRange(1, 65536)] int bands = 14,
        [OptionRange(1, 65536)] int rows = 8,
        [OptionRange(0, 0.999)] double jaccard = 0,
        [OptionRange(1, 65536)] int permutations = 128,
        [OptionRange(0, 1)] double verify = 0,
        [OptionRange(0, int.MaxValue)] int seed = 1,
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

/// <summary>The same with the ids of a tokenizer as units, such as <c>[MinHashTokens("o200k_base")]</c>.</summary>
public sealed class MinHashTokensAttribute : DedupAttribute<NearDuplicatesOfTokens>
{
    /// <summary>Deduplicates near duplicates.</summary>
    /// <param name="tokenizer">The tokenizer's name or path, as <see cref="TokenizeAttribute"/> takes it.</param>
    /// <param name="ngram">Tokens of a shingle; a text with fewer is a shingle as a whole. Default: 5.</param>
    /// <param name="bands">Bands of the signature. Two documents are candidates if one of them is equal. Default: 14.</param>
    /// <param name="rows">Permutations of a band. With Jaccard's index s two documents are candidates with a chance of 1 - (1 - sʳᵒʷˢ)ᵇᵃⁿᵈˢ: with 14 × 8 of 0.92 at 0.8 and 0.56 at 0.7. Default: 8.</param>
    /// <param name="jaccard">
    /// If it is above 0: the Jaccard index from which on documents are to be found; <paramref name="bands"/> and <paramref name="rows"/> are then the split of <paramref name="permutations"/> for
    /// which misses above and false candidates below it weigh least, as datasketch chooses them, and what is given for them is ignored. Default: 0.
    /// </param>
    /// <param name="permutations">The most permutations that <paramref name="jaccard"/> may use. Default: 128.</param>
    /// <param name="verify">
    /// If it is above 0: the least Jaccard index, of the sets of shingles, that a candidate pair must have to count. Costs 8 bytes of disk a shingle. Default: 0, all candidates count.
    /// </param>
    /// <param name="seed">What the permutations are drawn from. Default: 1.</param>
    /// <param name="keepLongest">Whether the longest text of a cluster survives. Default: no, the first in the corpus's order does.</param>
    /// <param name="keepNewest">The field with the date (ISO 8601) by which the newest survives. Default: none.</param>
    /// <param name="keepHighest">The field with the number by which the best survives. Default: none.</param>
    /// <param name="against">Index files of earlier runs with the same options: documents that have a band in common with one in it are dropped. Default: none.</param>
    /// <param name="index">The name of an index to write, in the output folder: the keys of all bands. Default: none.</param>
    /// <param name="clusterId">The field that gets the number of the first document of the cluster. Default: none.</param>
    /// <param name="clusterSize">The field that gets the number of documents in the cluster. Default: none.</param>
    public MinHashTokensAttribute(
        string tokenizer,
        [OptionRange(1, 1000)] int ngram = 5,
        [OptionRange(1, 65536)] int bands = 14,
        [OptionRange(1, 65536)] int rows = 8,
        [OptionRange(0, 0.999)] double jaccard = 0,
        [OptionRange(1, 65536)] int permutations = 128,
        [OptionRange(0, 1)] double verify = 0,
        [OptionRange(0, int.MaxValue)] int seed = 1,
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
