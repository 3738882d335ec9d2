using System;

namespace PipelineDsl;

/// <summary>What an encoder that looks pre-tokens up in caches needs of its model: what the caches hold at first, and what merges the rest. Immutable; shared by all encoders.</summary>
internal abstract class PreTokenModel
{
    /// <summary>What the encoders' caches hold at first.</summary>
    public abstract CacheSeed Seed { get; }

    /// <summary>The greatest number of ids that one byte of text may become.</summary>
    public virtual int MaxIdsPerByte => 1;

    /// <summary>Characters whose ids need no search, or null if there are none.</summary>
    public virtual CharacterIds? CharacterIds => null;

    /// <summary>How many tokens <see cref="SeedToken"/> knows.</summary>
    public abstract int SeedCount { get; }

    /// <summary>A token that is one id where it is a whole pre-token.</summary>
    /// <param name="index">From 0 to <see cref="SeedCount"/>.</param>
    /// <param name="id">The id.</param>
    /// <returns>Its bytes; empty if there is none at this place, or if it is not one id.</returns>
    public abstract ReadOnlySpan<byte> SeedToken(int index, out int id);

    /// <summary>Whether a token of <see cref="SeedToken"/> is one id as a whole pre-token only: where it is a part of one, it is merged like other text.</summary>
    public virtual bool IsWholeOnly(int index) => false;

    /// <summary>Where pre-tokens may be cut further, or null: nowhere.</summary>
    public virtual CharacterBorders? FreeBorders => null;

    /// <summary>Makes what encodes a pre-token that no cache knows, for one thread.</summary>
    public abstract PreTokenMerger CreateMerger();
}

/// <summary>Encodes one pre-token at a time. Not thread-safe.</summary>
internal abstract unsafe class PreTokenMerger
{
    /// <summary>Encodes a pre-token.</summary>
    /// <param name="bytes">The pre-token.</param>
    /// <param name="length">Its length, at least 1.</param>
    /// <param name="output">Room for <see cref="PreTokenModel.MaxIdsPerByte"/> times as many ids.</param>
    /// <returns>The number of ids.</returns>
    public abstract int Merge(byte* bytes, int length, int* output);

    /// <summary>Frees the memory.</summary>
    public abstract void Free();
}
