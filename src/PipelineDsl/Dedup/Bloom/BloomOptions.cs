namespace PipelineDsl;

/// <summary>How units are looked up in a Bloom filter.</summary>
/// <param name="Unit">The units.</param>
/// <param name="Kind">What they are, for saved filters.</param>
/// <param name="Threshold">The share of known n-grams above which a line goes, and a document.</param>
/// <param name="ExpectedItems">Different units; 0 to count all.</param>
/// <param name="FalsePositiveRate">The rate for which the filter is sized.</param>
/// <param name="Megabytes">The filter's size in MiB; 0 to follow from the two before.</param>
/// <param name="Seed">Which bits a unit sets.</param>
/// <param name="Against">Filters of earlier runs, or null.</param>
/// <param name="Index">The name of a filter to write, or null.</param>
internal sealed record BloomOptions(
    BloomUnit Unit,
    string Kind,
    double Threshold,
    long ExpectedItems,
    double FalsePositiveRate,
    int Megabytes,
    long Seed,
    string? Against,
    string? Index);
