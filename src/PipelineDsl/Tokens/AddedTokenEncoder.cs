using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace PipelineDsl;

/// <summary>Matches added tokens in the text, the longest at the leftmost place first, and leaves what lies between to another encoder: as Hugging Face's tokenizers do.</summary>
internal sealed class AddedTokenEncoder : TokenEncoder
{
    private readonly IReadOnlyList<AddedToken> _tokens;
    private readonly TokenEncoder _inner;
    private readonly PrefixTrie _trie;
    private readonly TextBuffer _piece = new();

    /// <summary>Creates an encoder.</summary>
    /// <param name="tokens">The tokens to match.</param>
    /// <param name="inner">Encodes the rest, in ordinary mode.</param>
    public AddedTokenEncoder(IReadOnlyList<AddedToken> tokens, TokenEncoder inner)
    {
        _tokens = tokens;
        _inner = inner;
        _trie = new PrefixTrie([.. tokens.Select(static token => Encoding.UTF8.GetBytes(token.Text))]);
    }

    /// <inheritdoc/>
    public override void Encode(PaddedText text, TokenBuffer output)
    {
        ReadOnlySpan<byte> bytes = text.Bytes;
        int start = 0;
        for (int i = 0; i < bytes.Length;)
        {
            if (!_trie.MayBegin(bytes[i]) || _trie.Longest(bytes[i..], out int length) is not (>= 0 and int found)
                || (_tokens[found].IsSingleWord && !StandsAlone(bytes, i, i + length)))
            {
                i++;
                continue;
            }

            int from = i;
            int to = i + length;
            while (_tokens[found].StripsLeft && from > start && SpaceBefore(bytes[start..from]) is > 0 and int before)
            {
                from -= before;
            }

            while (_tokens[found].StripsRight && SpaceAt(bytes[to..]) is > 0 and int behind)
            {
                to += behind;
            }

            EncodePiece(bytes[start..from], start == 0, output);
            output.Append(_tokens[found].Id);
            start = to;
            i = to;
        }

        if (start == 0)
        {
            _inner.Encode(text, output);
        }
        else
        {
            EncodePiece(bytes[start..], false, output);
        }
    }

    /// <inheritdoc/>
    public override void Forget() => _inner.Forget();

    /// <inheritdoc/>
    public override void Free() => _inner.Free();

    private void EncodePiece(ReadOnlySpan<byte> piece, bool isStart, TokenBuffer output)
    {
        if (!piece.IsEmpty)
        {
            _piece.Clear();
            _piece.Append(piece);
            _inner.EncodeSection(_piece.Text, isStart, output);
        }
    }

    private static bool StandsAlone(ReadOnlySpan<byte> text, int start, int end)
        => !(start > 0 && Rune.DecodeLastFromUtf8(text[..start], out Rune before, out _) == System.Buffers.OperationStatus.Done && IsWord(before))
            && !(end < text.Length && Rune.DecodeFromUtf8(text[end..], out Rune behind, out _) == System.Buffers.OperationStatus.Done && IsWord(behind));

    private static bool IsWord(Rune rune)
        => rune.Value == '_' || UnicodeCategories.IsIn(rune.Value, CategorySet.Letter | CategorySet.Mark | CategorySet.Number | (CategorySet)(1u << (int)System.Globalization.UnicodeCategory.ConnectorPunctuation));

    private static int SpaceAt(ReadOnlySpan<byte> text)
        => Rune.DecodeFromUtf8(text, out Rune rune, out int length) == System.Buffers.OperationStatus.Done && Rune.IsWhiteSpace(rune) ? length : 0;

    private static int SpaceBefore(ReadOnlySpan<byte> text)
        => Rune.DecodeLastFromUtf8(text, out Rune rune, out int length) == System.Buffers.OperationStatus.Done && Rune.IsWhiteSpace(rune) ? length : 0;
}
