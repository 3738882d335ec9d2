namespace PipelineDsl;

/// <summary>Cuts what documents share with benchmarks out of them. See <see cref="SpanDecontamination"/>.</summary>
/// <param name="benchmarks">The benchmark files, as for <see cref="DecontaminateAttribute"/>.</param>
/// <param name="ngram">Words of an n-gram, 8 to 50. Default 0: 13.</param>
/// <param name="context">Characters (code points) that are cut out with an n-gram, before it and behind it (default 200, as for GPT-3).</param>
/// <param name="minPieceCharacters">Characters that a piece between two cuts must have to stay (default 200).</param>
/// <param name="maxPieces">Pieces that a document may be cut into; one with more is dropped (default 10).</param>
/// <param name="parts">Where the items' n-grams are taken from. Default: query, labels and across their border.</param>
/// <param name="minHits">Distinct n-grams of one item that a document must have for any of them to be cut out, or all that the item has if these are fewer (default 1).</param>
/// <param name="minItemShare">Share of an item's distinct n-grams that a document must have besides (default 0).</param>
/// <param name="minItemWords">A query or label that is shorter than an n-gram but has so many words is matched as a whole (default 8, the least; 0: none is).</param>
/// <param name="maxItems">An n-gram that more items than this have is not looked for (default 0: any number).</param>
/// <param name="schema">The schema of all rows, as for <see cref="DecontaminateAttribute"/>.</param>
/// <param name="query">The fields of what is asked.</param>
/// <param name="label">The fields of what answers it.</param>
public sealed class DecontaminateSpansAttribute(
    string benchmarks,
    [OptionRange(0, 50)] int ngram = 0,
    [OptionRange(0, int.MaxValue)] int context = 200,
    [OptionRange(0, int.MaxValue)] int minPieceCharacters = 200,
    [OptionRange(1, int.MaxValue)] int maxPieces = 10,
    BenchmarkParts parts = BenchmarkParts.Default,
    [OptionRange(1, int.MaxValue)] int minHits = 1,
    [OptionRange(0, 1)] double minItemShare = 0,
    [OptionRange(0, 50)] int minItemWords = 8,
    [OptionRange(0, int.MaxValue)] int maxItems = 0,
    string? schema = null,
    string? query = null,
    string? label = null) : MapAttribute<SpanDecontamination>
{
    /// <summary>The benchmark files.</summary>
    public string Benchmarks { get; } = benchmarks;

    /// <summary>Words of an n-gram.</summary>
    public int Ngram { get; } = ngram;

    /// <summary>Characters that are cut out with an n-gram.</summary>
    public int Context { get; } = context;

    /// <summary>Characters that a piece must have to stay.</summary>
    public int MinPieceCharacters { get; } = minPieceCharacters;

    /// <summary>Pieces that a document may be cut into.</summary>
    public int MaxPieces { get; } = maxPieces;

    /// <summary>Where the items' n-grams are taken from.</summary>
    public BenchmarkParts Parts { get; } = parts;

    /// <summary>Distinct n-grams of one item that a document must have.</summary>
    public int MinHits { get; } = minHits;

    /// <summary>Share of an item's n-grams that a document must have.</summary>
    public double MinItemShare { get; } = minItemShare;

    /// <summary>Least words of a query or label that is matched as a whole.</summary>
    public int MinItemWords { get; } = minItemWords;

    /// <summary>Items that may have an n-gram that is looked for.</summary>
    public int MaxItems { get; } = maxItems;

    /// <summary>The schema of all rows.</summary>
    public string? Schema { get; } = schema;

    /// <summary>The fields of what is asked.</summary>
    public string? Query { get; } = query;

    /// <summary>The fields of what answers it.</summary>
    public string? Label { get; } = label;
}
