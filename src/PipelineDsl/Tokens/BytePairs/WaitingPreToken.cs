namespace PipelineDsl;

/// <summary>A pre-token that is to be merged, and where its ids go.</summary>
internal unsafe struct WaitingPreToken
{
    /// <summary>The first byte.</summary>
    public byte* Start;

    /// <summary>The number of bytes, at least 1.</summary>
    public int Length;

    /// <summary>The number of ids, once it has been merged.</summary>
    public int Count;

    /// <summary>What it is known by.</summary>
    public int Number;

    /// <summary>Room for <see cref="PreTokenModel.MaxIdsPerByte"/> times <see cref="Length"/> ids.</summary>
    public int* Ids;

    /// <summary>Where the cache of short pre-tokens will remember them, or null.</summary>
    public PreTokenEntry* Entry;

    /// <summary>Where the cache of longer ones will, if it is not short.</summary>
    public LongPreTokenEntry* LongEntry;
}
