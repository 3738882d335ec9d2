namespace PipelineDsl;

/// <summary>The rows of windows that a document has had lately, by key, in a small table that forgets.</summary>
/// <remarks>What it forgets costs a record, no more: rows that are equal are found by sorting too.</remarks>
internal sealed class RecentAnchors
{
    /// <summary>No row.</summary>
    public const ulong None = ulong.MaxValue;

    private const int Entries = 1 << 11;
    private readonly AnchorRecord[] _entries = new AnchorRecord[Entries];

    /// <summary>Puts a row in the place of the one that has its entry.</summary>
    /// <param name="anchor">The row.</param>
    /// <param name="document">Where its document begins: what lies before is forgotten.</param>
    /// <returns>Where that one starts, if it is of the same document and equal, else <see cref="None"/>.</returns>
    public ulong Replace(in AnchorRecord anchor, ulong document)
    {
        ref AnchorRecord entry = ref _entries[(int)(anchor.Key & (Entries - 1))];
        ulong before = entry.Count > 0 && entry.Place >= document && entry.Key == anchor.Key && entry.Context == anchor.Context ? entry.Place : None;
        entry = anchor;
        return before;
    }
}
