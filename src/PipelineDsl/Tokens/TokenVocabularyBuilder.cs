using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace PipelineDsl;

/// <summary>Collects the tokens of a <see cref="TokenVocabulary"/>, in any order.</summary>
internal sealed class TokenVocabularyBuilder
{
    // A safeguard against files that name an absurd id: memory goes with the greatest one.
    private const int MaxId = (1 << 24) - 1;

    private readonly List<AddedToken> _added = [];
    private byte[] _bytes;
    private TokenPlace[] _places;
    private int _used;
    private int _size;

    /// <summary>Creates a builder.</summary>
    /// <param name="ids">About how many ids there will be.</param>
    /// <param name="bytes">About how many bytes all tokens have.</param>
    public TokenVocabularyBuilder(int ids, int bytes)
    {
        _bytes = new byte[bytes];
        _places = new TokenPlace[ids];
    }

    /// <summary>The id that begins a document, or -1.</summary>
    public int BeginOfText { get; set; } = -1;

    /// <summary>The id that ends a document, or -1.</summary>
    public int EndOfText { get; set; } = -1;

    /// <summary>The id that fills up a sequence, or -1: the end of text.</summary>
    public int Padding { get; set; } = -1;

    /// <summary>One more than the greatest id so far.</summary>
    public int Size => _size;

    /// <summary>What an id stands for so far.</summary>
    public TokenKind Kind(int id) => id < _size ? _places[id].Kind : TokenKind.None;

    /// <summary>Adds a token.</summary>
    /// <exception cref="InvalidDataException">The id is taken, negative or absurdly great.</exception>
    public void Add(int id, ReadOnlySpan<byte> bytes, TokenKind kind = TokenKind.Ordinary)
    {
        if ((uint)id > MaxId)
        {
            throw new InvalidDataException($"the token '{Encoding.UTF8.GetString(bytes)}' has the id {id}, which is not between 0 and {MaxId}");
        }

        if (Kind(id) != TokenKind.None)
        {
            throw new InvalidDataException($"two tokens have the id {id}: '{Encoding.UTF8.GetString(_places[id].Of(_bytes))}' and '{Encoding.UTF8.GetString(bytes)}'");
        }

        Set(id, bytes, kind);
    }

    /// <summary>Adds a token that is matched as a whole; its id may already be that of a piece, which then becomes this.</summary>
    public void Add(AddedToken token)
    {
        if ((uint)token.Id > MaxId)
        {
            throw new InvalidDataException($"the added token '{token.Text}' has the id {token.Id}, which is not between 0 and {MaxId}");
        }

        Set(token.Id, Encoding.UTF8.GetBytes(token.Text), token.IsSpecial ? TokenKind.Special : TokenKind.Added);
        _added.Add(token);
    }

    /// <summary>The vocabulary.</summary>
    public TokenVocabulary Build() => new(_bytes, _places, _size, [.. _added.OrderBy(static token => token.Id)])
    {
        BeginOfText = BeginOfText,
        EndOfText = EndOfText,
        Padding = Padding >= 0 ? Padding : Math.Max(EndOfText, 0),
    };

    private void Set(int id, ReadOnlySpan<byte> bytes, TokenKind kind)
    {
        if (id >= _places.Length)
        {
            Array.Resize(ref _places, Math.Max(id + 1, 2 * _places.Length));
        }

        if (_used + bytes.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_used + bytes.Length, 2 * _bytes.Length));
        }

        bytes.CopyTo(_bytes.AsSpan(_used));
        _places[id] = new TokenPlace(_used, bytes.Length, kind);
        _used += bytes.Length;
        _size = Math.Max(_size, id + 1);
    }
}
