using System;

namespace PipelineDsl;

/// <summary>What an encoder that looks pre-tokens up in caches needs of its model: what the caches hold at first, and what merges the rest. Immutable; shared by all encoders.</summary>
internal abstract class PreTokenModel
{
    /// <summary>The tokens that are too long for a <see cref="PreTokenCache"/>: what the caches of encoders for longer pre-tokens hold at first.</summary>
    public abstract LongPreTokenCache LongTokens { get; }

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

/// <summary>Encodes pre-tokens. Not thread-safe.</summary>
internal abstract unsafe class PreTokenMerger
{
    /// <summary>Encodes a pre-token.</summary>
    /// <param name="bytes">The pre-token.</param>
    /// <param name="length">Its length, at least 1.</param>
    /// <param name="output">Room for <see cref="PreTokenModel.MaxIdsPerByte"/> times as many ids.</param>
    /// <returns>The number of ids.</returns>
    public abstract int Merge(byte* bytes, int length, int* output);

    /// <summary>Encodes pre-tokens, in any order.</summary>
    /// <param name="preTokens">The first one; their counts are set.</param>
    /// <param name="count">How many.</param>
    public virtual void Merge(WaitingPreToken* preTokens, int count)
    {
        for (WaitingPreToken* preToken = preTokens; preToken < preTokens + count; preToken++)
        {
            preToken->Count = Merge(preToken->Start, preToken->Length, preToken->Ids);
        }
    }

    /// <summary>Frees the memory.</summary>
    public abstract void Free();
}
