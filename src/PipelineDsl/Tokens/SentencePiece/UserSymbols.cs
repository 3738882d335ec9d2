using System;
using System.Collections.Generic;
using System.Text;

namespace PipelineDsl;

/// <summary>The user-defined pieces of a vocabulary: where the longest of them at the leftmost place stands in the text, it is one token, and nothing merges with it.</summary>
internal sealed class UserSymbols
{
    private readonly PrefixTrie _trie;
    private readonly List<int> _ids = [];
    private readonly HashSet<int> _characters = [];
    private readonly bool[] _mayBeginLong = new bool[256];
    private readonly bool[] _isAscii = new bool[256];

    /// <summary>Creates the set.</summary>
    /// <param name="symbols">The bytes that they match, and their ids.</param>
    public UserSymbols(IEnumerable<(byte[] Text, int Id)> symbols)
    {
        List<byte[]> texts = [];
        foreach ((byte[] text, int id) in symbols)
        {
            texts.Add(text);
            _ids.Add(id);
            if (Rune.DecodeFromUtf8(text, out Rune rune, out int length) == System.Buffers.OperationStatus.Done && length == text.Length)
            {
                _ = _characters.Add(rune.Value);
                _isAscii[text[0]] |= length == 1;
            }
            else
            {
                _mayBeginLong[text[0]] = true;
            }
        }

        _trie = new PrefixTrie(texts);
    }

    /// <summary>Whether a symbol of more than one character begins with a byte.</summary>
    public ReadOnlySpan<bool> MayBeginLong => _mayBeginLong;

    /// <summary>Whether a byte is an ASCII character that is a symbol of its own.</summary>
    public ReadOnlySpan<bool> IsAsciiSymbol => _isAscii;

    /// <summary>Whether a character is a symbol of its own.</summary>
    public bool IsSymbol(int character) => _characters.Contains(character);

    /// <summary>The longest symbol that a text begins with.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">Its length in bytes, or 0.</param>
    /// <returns>Its id, or -1.</returns>
    public int Longest(ReadOnlySpan<byte> text, out int length)
    {
        length = 0;
        return !text.IsEmpty && _trie.MayBegin(text[0]) && _trie.Longest(text, out length) is >= 0 and int found ? _ids[found] : -1;
    }
}
