using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>The tokens of a tokenizer by id. Immutable; shared by all threads.</summary>
public sealed class TokenVocabulary
{
    private readonly byte[] _bytes;
    private readonly TokenPlace[] _places;
    private readonly Dictionary<string, int> _added = new(StringComparer.Ordinal);

    internal TokenVocabulary(byte[] bytes, TokenPlace[] places, int size, IReadOnlyList<AddedToken> added)
    {
        _bytes = bytes;
        _places = places;
        Size = size;
        Added = added;
        foreach (AddedToken token in added)
        {
            _ = _added.TryAdd(token.Text, token.Id);
        }
    }

    /// <summary>One more than the greatest id, added and special ids included.</summary>
    public int Size { get; }

    /// <summary>The id that begins a document, or -1.</summary>
    public int BeginOfText { get; init; } = -1;

    /// <summary>The id that ends a document, or -1.</summary>
    public int EndOfText { get; init; } = -1;

    /// <summary>The id that fills up a sequence: the padding token, else the end of text, else 0.</summary>
    public int Padding { get; init; }

    /// <summary>The tokens that text becomes only where an encoder was asked to match them, in the order of their ids.</summary>
    public IReadOnlyList<AddedToken> Added { get; }

    /// <summary>What an id stands for; <see cref="TokenKind.None"/> for an id out of range.</summary>
    public TokenKind Kind(int id) => (uint)id < (uint)Size ? _places[id].Kind : TokenKind.None;

    /// <summary>Whether an id is special: a control token, which text never becomes in ordinary mode.</summary>
    public bool IsSpecial(int id) => Kind(id) == TokenKind.Special;

    /// <summary>The id of an added token, special ones included, by its text; -1 if there is none.</summary>
    /// <param name="text">The text, such as <c>&lt;|im_end|&gt;</c>.</param>
    public int FindSpecial(string text) => _added.TryGetValue(text, out int id) ? id : -1;

    /// <summary>The bytes of an id: often a part of a character only. Those of a special id are its text, such as <c>&lt;|endoftext|&gt;</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The vocabulary has no such id.</exception>
    public ReadOnlySpan<byte> Bytes(int id)
        => Kind(id) != TokenKind.None
            ? _places[id].Of(_bytes)
            : throw new ArgumentOutOfRangeException(nameof(id), id, "the vocabulary has no such id");

    /// <summary>The bytes of an id that is of a kind; empty otherwise.</summary>
    internal ReadOnlySpan<byte> Bytes(int id, TokenKind kind) => (uint)id < (uint)Size && _places[id].Kind == kind ? _places[id].Of(_bytes) : default;
}
