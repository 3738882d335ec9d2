namespace PipelineDsl;

/// <summary>Drops documents that hold items of benchmarks, by datatrove's rule with the words of a segmenter. See <see cref="DatatroveDecontamination{TSegmenter}"/>.</summary>
/// <typeparam name="TSegmenter">What cuts the simplified texts into words.</typeparam>
/// <param name="benchmarks">The benchmark files, as for <see cref="DecontaminateAttribute"/>.</param>
/// <param name="ngram">Words of an n-gram, 8 to 50 (default 12).</param>
/// <param name="parts">Where the items' n-grams are taken from. Default: labels and across the border of query and label.</param>
/// <param name="schema">The schema of all rows, as for <see cref="DecontaminateAttribute"/>.</param>
/// <param name="query">The fields of what is asked.</param>
/// <param name="label">The fields of what answers it.</param>
public sealed class DecontaminateAttribute<TSegmenter>(
    string benchmarks,
    [OptionRange(8, 50)] int ngram = 12,
    BenchmarkParts parts = BenchmarkParts.Label | BenchmarkParts.Border,
    string? schema = null,
    string? query = null,
    string? label = null) : FilterAttribute<DatatroveDecontamination<TSegmenter>>
    where TSegmenter : class, ISegmenter, new()
{
    /// <summary>The benchmark files.</summary>
    public string Benchmarks { get; } = benchmarks;

    /// <summary>Words of an n-gram.</summary>
    public int Ngram { get; } = ngram;

    /// <summary>Where the items' n-grams are taken from.</summary>
    public BenchmarkParts Parts { get; } = parts;

    /// <summary>The schema of all rows.</summary>
    public string? Schema { get; } = schema;

    /// <summary>The fields of what is asked.</summary>
    public string? Query { get; } = query;

    /// <summary>The fields of what answers it.</summary>
    public string? Label { get; } = label;
}
