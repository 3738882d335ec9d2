namespace PipelineDsl;

/// <summary>The opened files of a dataset.</summary>
/// <param name="Tokens">The file of the ids.</param>
/// <param name="Start">Where they begin in it.</param>
/// <param name="Width">The bytes of an id.</param>
/// <param name="Count">The number of ids.</param>
internal sealed record DatasetParts(MappedFile Tokens, long Start, int Width, long Count)
{
    /// <summary>The ids of a row, or 0.</summary>
    public int RowLength { get; init; }

    /// <summary>Where documents end, or null.</summary>
    public EndTable? Ends { get; init; }

    /// <summary>The file of the loss flags, or null.</summary>
    public MappedFile? Loss { get; init; }

    /// <summary>Where they begin in it.</summary>
    public long LossStart { get; init; }

    /// <summary>Whether the flags are labels: 32-bit ids with -100 for what is not learned.</summary>
    public bool LossIsLabels { get; init; }
}
