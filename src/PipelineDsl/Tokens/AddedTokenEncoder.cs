using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace PipelineDsl;

/// <summary>Matches added tokens in the text and leaves what lies between to another encoder, as Hugging Face's tokenizers do: from left to right, the longest at the leftmost place.</summary>
/// <remarks>
/// A token that must be a single word and is none is passed over together with its text. White space that a token strips belongs to it, but not before the end of the token before it; the search for the next
/// one goes on behind the token's own text.
/// </remarks>
internal sealed class AddedTokenEncoder : TokenEncoder
{
    private readonly AddedToken[] _tokens;
    private readonly TokenEncoder _inner;
    private readonly PrefixTrie _trie;
    private readonly TextBuffer _section = new();

    /// <summary>Creates an encoder.</summary>
    /// <param name="tokens">The tokens to match.</param>
    /// <param name="inner">Encodes the rest, in ordinary mode.</param>
    /// <param name="textOf">What a token is matched with, in UTF-8; null: its text.</param>
    public AddedTokenEncoder(IEnumerable<AddedToken> tokens, TokenEncoder inner, Func<AddedToken, byte[]>? textOf = null)
    {
        // Of two that are matched with the same text, the special one counts.
        _tokens = [.. tokens.OrderBy(static token => token.IsSpecial ? 0 : 1)];
        _inner = inner;
        _trie = new PrefixTrie([.. _tokens.Select(textOf ?? (static token => Encoding.UTF8.GetBytes(token.Text)))]);
    }

    /// <summary>Puts the matching of added tokens around an encoder: of those that are matched in the raw text before normalization, of the others behind it.</summary>
    /// <param name="tokens">All added tokens.</param>
    /// <param name="inner">Encodes normalized text.</param>
    /// <param name="normalizing">Makes an encoder that normalizes text for another one.</param>
    /// <param name="normalize">Normalizes one text: what tokens are matched with in normalized text.</param>
    public static TokenEncoder Around(IReadOnlyList<AddedToken> tokens, TokenEncoder inner, Func<TokenEncoder, TokenEncoder> normalizing, Func<byte[], byte[]> normalize)
    {
        AddedToken[] normalized = [.. tokens.Where(static token => token.IsNormalized)];
        AddedToken[] raw = [.. tokens.Where(static token => !token.IsNormalized)];
        if (normalized.Length > 0)
        {
            inner = new AddedTokenEncoder(normalized, inner, token => normalize(Encoding.UTF8.GetBytes(token.Text)));
        }

        inner = normalizing(inner);
        return raw.Length > 0 ? new AddedTokenEncoder(raw, inner) : inner;
    }

    /// <inheritdoc/>
    public override void Encode(PaddedText text, TokenBuffer output) => EncodeSection(text, isStart: true, output);

    /// <inheritdoc/>
    internal override void EncodeSection(PaddedText text, bool isStart, TokenBuffer output)
    {
        ReadOnlySpan<byte> bytes = text.Bytes;
        int start = 0;
        bool found = false;
        for (int i = 0; i < bytes.Length;)
        {
            if (!_trie.MayBegin(bytes[i]) || _trie.Longest(bytes[i..], out int length) is not (>= 0 and int index))
            {
                i++;
                continue;
            }

            AddedToken token = _tokens[index];
            int from = i;
            int to = i + length;
            i = to;
            if (token.IsSingleWord && (TextPlaces.IsWordBefore(bytes[..from]) || TextPlaces.IsWordAt(bytes[to..])))
            {
                continue;
            }

            while (token.StripsLeft && from > start && TextPlaces.SpaceBefore(bytes[start..from]) is > 0 and int before)
            {
                from -= before;
            }

            while (token.StripsRight && TextPlaces.SpaceAt(bytes[to..]) is > 0 and int behind)
            {
                to += behind;
            }

            if (start < from)
            {
                EncodeRest(bytes[start..from], isStart && start == 0 && !found, output);
            }

            output.Append(token.Id);
            found = true;
            start = to;
        }

        if (!found)
        {
            _inner.EncodeSection(text, isStart, output);
        }
        else if (start < bytes.Length)
        {
            EncodeRest(bytes[start..], isStart: false, output);
        }
    }

    /// <inheritdoc/>
    public override void Forget() => _inner.Forget();

    /// <inheritdoc/>
    public override void Free() => _inner.Free();

    private void EncodeRest(ReadOnlySpan<byte> section, bool isStart, TokenBuffer output)
    {
        _section.Clear();
        _section.Append(section);
        _inner.EncodeSection(_section.Text, isStart, output);
    }
}
