namespace PipelineDsl;

/// <summary>What the caches of every encoder of a vocabulary hold at first: the vocabulary. Immutable once built, copied by each.</summary>
internal sealed class CacheSeed(PreTokenModel model)
{
    /// <summary>The tokens that fit into a key.</summary>
    public PreTokenCache Short { get; } = new(model);

    /// <summary>The others.</summary>
    public LongPreTokenCache Long { get; } = new(model);
}
