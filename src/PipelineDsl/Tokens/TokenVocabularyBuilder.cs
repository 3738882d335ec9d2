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
    private int[] _starts;
    private int[] _lengths;
    private TokenKind[] _kinds;
    private int _used;
    private int _size;

    /// <summary>Creates a builder.</summary>
    /// <param name="ids">About how many ids there will be.</param>
    /// <param name="bytes">About how many bytes all tokens have.</param>
    public TokenVocabularyBuilder(int ids, int bytes)
    {
        _bytes = new byte[bytes];
        _starts = new int[ids];
        _lengths = new int[ids];
        _kinds = new TokenKind[ids];
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
    public TokenKind Kind(int id) => id < _size ? _kinds[id] : TokenKind.None;

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
            throw new InvalidDataException($"two tokens have the id {id}: '{Encoding.UTF8.GetString(_bytes, _starts[id], _lengths[id])}' and '{Encoding.UTF8.GetString(bytes)}'");
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
    public TokenVocabulary Build()
    {
        Array.Resize(ref _starts, _size);
        Array.Resize(ref _lengths, _size);
        Array.Resize(ref _kinds, _size);
        return new TokenVocabulary(_bytes, _starts, _lengths, _kinds, [.. _added.OrderBy(static token => token.Id)])
        {
            BeginOfText = BeginOfText,
            EndOfText = EndOfText,
            Padding = Padding >= 0 ? Padding : Math.Max(EndOfText, 0),
        };
    }

    private void Set(int id, ReadOnlySpan<byte> bytes, TokenKind kind)
    {
        if (id >= _kinds.Length)
        {
            int length = Math.Max(id + 1, 2 * _kinds.Length);
            Array.Resize(ref _starts, length);
            Array.Resize(ref _lengths, length);
            Array.Resize(ref _kinds, length);
        }

        if (_used + bytes.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_used + bytes.Length, 2 * _bytes.Length));
        }

        bytes.CopyTo(_bytes.AsSpan(_used));
        _starts[id] = _used;
        _lengths[id] = bytes.Length;
        _kinds[id] = kind;
        _used += bytes.Length;
        _size = Math.Max(_size, id + 1);
    }
}
