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

    /// <summary>Room for <see cref="PreTokenModel.MaxIdsPerByte"/> times <see cref="Length"/> ids.</summary>
    public int* Ids;

    /// <summary>Where the cache will remember them.</summary>
    public PreTokenEntry* Entry;
}
