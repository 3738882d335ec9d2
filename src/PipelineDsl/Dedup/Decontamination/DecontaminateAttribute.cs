namespace PipelineDsl;

/// <summary>Drops documents that hold items of benchmarks. See <see cref="PipelineDsl.Decontamination"/>.</summary>
/// <param name="benchmarks">
/// The benchmark files: a file, a folder, or a pattern with <c>*</c>, relative to the project; JSON lines or CSV, plain, <c>.gz</c> or <c>.zst</c>. See <see cref="BenchmarkFiles"/>.
/// </param>
/// <param name="ngram">Words of an n-gram, 8 to 50. Default 0: 13 (GPT-3, Brown et al. 2020); with the profile of datatrove 12, its own default.</param>
/// <param name="parts">Where the items' n-grams are taken from. Default: query, labels and across their border; with the profile of datatrove labels and border.</param>
/// <param name="minHits">Distinct n-grams of one item that a document must have to be dropped, or all that the item has if these are fewer (default 1).</param>
/// <param name="minItemShare">Share of an item's distinct n-grams that a document must have besides; 0.7 with <paramref name="ngram"/> 8 is PaLM's rule (Chowdhery et al. 2022). Default 0.</param>
/// <param name="minTextShare">Share of the document's words that must lie in such n-grams besides (default 0).</param>
/// <param name="minItemWords">
/// A query or label that is shorter than an n-gram but has so many words is matched as a whole (default 8, the least; 0: none is). Items that have nothing to be found by are counted in the run's notes. No effect with the
/// profile of datatrove, which knows no short items.
/// </param>
/// <param name="maxItems">An n-gram that more items than this have, such as a phrase of the instructions, is not looked for (default 0: any number).</param>
/// <param name="schema">
/// The schema of all rows: <c>gsm8k</c>, <c>humaneval</c>, <c>hellaswag</c>, <c>mmlu</c>, <c>arc</c> or <c>query-label</c>. Default null: each row shows by its fields which of them it has.
/// </param>
/// <param name="query">The fields of what is asked, for rows of any other form: names, or paths such as <c>doc.question</c>, with commas between them. Default null: as the schema says.</param>
/// <param name="label">The fields of what answers it, likewise.</param>
/// <param name="profile">Whose words: null (default), or <c>datatrove-0.10</c> (<see cref="DatatroveDecontamination{TSegmenter}"/> with spaCy's words).</param>
[StepProfile("datatrove-0.10", typeof(DatatroveDecontamination))]
public sealed class DecontaminateAttribute(
    string benchmarks,
    [OptionRange(0, 50)] int ngram = 0,
    BenchmarkParts parts = BenchmarkParts.Default,
    [OptionRange(1, int.MaxValue)] int minHits = 1,
    [OptionRange(0, 1)] double minItemShare = 0,
    [OptionRange(0, 1)] double minTextShare = 0,
    [OptionRange(0, 50)] int minItemWords = 8,
    [OptionRange(0, int.MaxValue)] int maxItems = 0,
    string? schema = null,
    string? query = null,
    string? label = null,
    [Profile] string? profile = null) : FilterAttribute<Decontamination>
{
    /// <summary>The benchmark files.</summary>
    public string Benchmarks { get; } = benchmarks;

    /// <summary>Words of an n-gram.</summary>
    public int Ngram { get; } = ngram;

    /// <summary>Where the items' n-grams are taken from.</summary>
    public BenchmarkParts Parts { get; } = parts;

    /// <summary>Distinct n-grams of one item that a document must have to be dropped.</summary>
    public int MinHits { get; } = minHits;

    /// <summary>Share of an item's n-grams that a document must have.</summary>
    public double MinItemShare { get; } = minItemShare;

    /// <summary>Share of the document's words that must lie in such n-grams.</summary>
    public double MinTextShare { get; } = minTextShare;

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

    /// <summary>Whose words.</summary>
    public string? Profile { get; } = profile;
}
