namespace PipelineDsl;

/// <summary>What the caches of every encoder of a vocabulary hold at first: the vocabulary. Immutable once built, copied by each.</summary>
internal sealed class CacheSeed(TokenVocabulary vocabulary)
{
    /// <summary>The tokens that fit into a key.</summary>
    public PreTokenCache Short { get; } = new(vocabulary);

    /// <summary>The others.</summary>
    public LongPreTokenCache Long { get; } = new(vocabulary);
}
