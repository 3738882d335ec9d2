using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>WordPiece, BERT's model: a word is the longest token that it begins with, then the longest of the continuations that the rest begins with, and so on. Immutable; shared by all encoders.</summary>
/// <remarks>A word that this does not use up, or that has too many characters, is one unknown token as a whole.</remarks>
internal sealed class WordPieceModel : PreTokenModel
{
    private readonly IReadOnlyList<byte[]> _tokens;
    private readonly int _longest;
    private LongPreTokenCache? _longTokens;

    /// <summary>Creates a model.</summary>
    /// <param name="tokens">The tokens by id; an id without one has an empty one.</param>
    /// <param name="unknownId">The id of an unknown word.</param>
    /// <param name="prefix">What continuations begin with, UTF-8; <c>##</c> nearly always.</param>
    /// <param name="longest">How many characters a word has at most that is not unknown.</param>
    public WordPieceModel(IReadOnlyList<byte[]> tokens, int unknownId, byte[] prefix, int longest)
    {
        _tokens = tokens;
        _longest = longest;
        UnknownId = unknownId;
        Starts = new PrefixTrie(tokens);
        byte[][] continuations = new byte[tokens.Count][];
        for (int id = 0; id < continuations.Length; id++)
        {
            continuations[id] = tokens[id].AsSpan().StartsWith(prefix) ? tokens[id][prefix.Length..] : [];
        }

        Continuations = new PrefixTrie(continuations);
    }

    /// <summary>The id of an unknown word.</summary>
    public int UnknownId { get; }

    /// <summary>The tokens, by id: what a word may begin with.</summary>
    public PrefixTrie Starts { get; }

    /// <summary>The continuations without their prefix, by id.</summary>
    public PrefixTrie Continuations { get; }

    /// <inheritdoc/>
    public override LongPreTokenCache LongTokens => _longTokens ??= new LongPreTokenCache(this);

    /// <inheritdoc/>
    public override int SeedCount => _tokens.Count;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> SeedToken(int index, out int id)
    {
        id = index;
        return IsTooLong(_tokens[index]) ? default : _tokens[index];
    }

    /// <summary>Whether a word has too many characters.</summary>
    public bool IsTooLong(ReadOnlySpan<byte> word)
    {
        if (word.Length <= _longest)
        {
            return false;
        }

        int characters = 0;
        foreach (byte b in word)
        {
            characters += (b & 0xC0) != 0x80 ? 1 : 0;
        }

        return characters > _longest;
    }

    /// <inheritdoc/>
    public override PreTokenMerger CreateMerger() => new WordPieceMerger(this);
}
