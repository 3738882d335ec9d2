namespace PipelineDsl;

/// <summary>How a dataset is cut into batches.</summary>
public sealed record TokenBatchOptions
{
    /// <summary>Rows in a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Tokens in a row. Where the dataset's format says how long its rows are, 0 or the same.</summary>
    public int ContextLength { get; init; }

    /// <summary>The seed of the order of rows, another in each epoch; null (default): the order of the dataset.</summary>
    public int? Seed { get; init; }

    /// <summary>Whether a document's first token is learned from the document before it in the row. Default: yes.</summary>
    public bool AcrossDocuments { get; init; } = true;

    /// <summary>Which of the processes that train together this is, from 0: each gets batches of its own.</summary>
    public int Rank { get; init; }

    /// <summary>How many processes train together. Default: 1.</summary>
    public int Ranks { get; init; } = 1;
}
