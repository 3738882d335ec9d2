using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace PipelineDsl;

/// <summary>A decoder of <c>tokenizer.json</c>: turns the texts of tokens into parts of a text, which are joined in the end.</summary>
internal abstract class TokenDecoder
{
    /// <summary>Decodes.</summary>
    public abstract List<string> Apply(List<string> tokens);
}

/// <summary>Sequence: decoders one after the other.</summary>
internal sealed class DecoderSequence(IReadOnlyList<TokenDecoder> decoders) : TokenDecoder
{
    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens) => decoders.Aggregate(tokens, static (all, decoder) => decoder.Apply(all));
}

/// <summary>ByteLevel: characters of <see cref="ByteAlphabet"/> back to bytes; a token that has others stays as it is.</summary>
internal sealed class ByteLevelDecoder : TokenDecoder
{
    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens)
    {
        List<byte> bytes = [];
        foreach (string token in tokens)
        {
            byte[] text = Encoding.UTF8.GetBytes(token);
            byte[] decoded = new byte[text.Length];
            bytes.AddRange(ByteAlphabet.TryDecode(text, decoded, out int count) ? decoded.AsSpan(0, count) : text);
        }

        return [Encoding.UTF8.GetString([.. bytes])];
    }
}

/// <summary>ByteFallback: runs of tokens such as <c>&lt;0xE8&gt;</c> to the characters whose bytes they are; where they are none, U+FFFD for each.</summary>
internal sealed class ByteFallbackDecoder : TokenDecoder
{
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens)
    {
        List<string> parts = [];
        List<byte> bytes = [];
        foreach (string token in tokens)
        {
            if (token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) && token[5] == '>'
                && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                bytes.Add(value);
                continue;
            }

            Flush(bytes, parts);
            parts.Add(token);
        }

        Flush(bytes, parts);
        return parts;
    }

    private static void Flush(List<byte> bytes, List<string> parts)
    {
        if (bytes.Count == 0)
        {
            return;
        }

        try
        {
            parts.Add(s_strict.GetString([.. bytes]));
        }
        catch (DecoderFallbackException)
        {
            parts.AddRange(Enumerable.Repeat("\uFFFD", bytes.Count));
        }

        bytes.Clear();
    }
}

/// <summary>Fuse: joins all parts into one.</summary>
internal sealed class FuseDecoder : TokenDecoder
{
    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens) => [string.Concat(tokens)];
}

/// <summary>Strip: takes a character from the ends of each part, at most so many times.</summary>
internal sealed class StripDecoder(string character, int left, int right) : TokenDecoder
{
    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens)
        => [.. tokens.Select(token =>
        {
            int start = 0;
            for (int i = 0; i < left && string.CompareOrdinal(token, start, character, 0, character.Length) == 0; i++)
            {
                start += character.Length;
            }

            int end = token.Length;
            for (int i = 0; i < right && end - start >= character.Length && string.CompareOrdinal(token, end - character.Length, character, 0, character.Length) == 0; i++)
            {
                end -= character.Length;
            }

            return token[start..end];
        })];
}

/// <summary>Replace: a text for each match in each part.</summary>
internal sealed class ReplaceDecoder(Func<TextNormalizer> create) : TokenDecoder
{
    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens)
    {
        TextNormalizer replace = create();
        TextBuffer output = new();
        return [.. tokens.Select(token =>
        {
            output.Clear();
            return replace.TryApply(Encoding.UTF8.GetBytes(token), output) ? Encoding.UTF8.GetString(output.Bytes) : token;
        })];
    }
}

/// <summary>Metaspace: spaces for its character, which at the start of the first part is left out unless it is never put there.</summary>
internal sealed class MetaspaceDecoder(string replacement, bool prepends) : TokenDecoder
{
    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens)
        => [.. tokens.Select((token, i) => token.Replace(replacement, i == 0 && prepends ? "" : " ", StringComparison.Ordinal))];
}

/// <summary>WordPiece: a space before each part but the first, unless it begins with the prefix of continuations, which is left out.</summary>
internal sealed class WordPieceDecoder(string prefix, bool cleansUp) : TokenDecoder
{
    private static readonly (string Dirty, string Clean)[] s_cleanUps =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ];

    /// <summary>Takes out spaces that English does not write.</summary>
    public static string CleanUp(string text) => s_cleanUps.Aggregate(text, static (all, pair) => all.Replace(pair.Dirty, pair.Clean, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens)
        => [.. tokens.Select((token, i) =>
        {
            string part = i == 0 ? token : token.StartsWith(prefix, StringComparison.Ordinal) ? token[prefix.Length..] : " " + token;
            return cleansUp ? CleanUp(part) : part;
        })];
}

/// <summary>BPEDecoder: a space for the mark of a word's end, but for the last one.</summary>
internal sealed class WordEndDecoder(string suffix) : TokenDecoder
{
    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens)
        => [.. tokens.Select((token, i) => suffix.Length == 0 ? token : token.Replace(suffix, i == tokens.Count - 1 ? "" : " ", StringComparison.Ordinal))];
}

/// <summary>CTC: repeated tokens once, without padding, spaces for the mark between words.</summary>
internal sealed class CtcDecoder(string padding, string delimiter, bool cleansUp) : TokenDecoder
{
    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens)
    {
        List<string> parts = [];
        for (int i = 0; i < tokens.Count; i++)
        {
            if (i > 0 && tokens[i] == tokens[i - 1])
            {
                continue;
            }

            string part = padding.Length == 0 ? tokens[i] : tokens[i].Replace(padding, "", StringComparison.Ordinal);
            if (cleansUp && delimiter.Length > 0)
            {
                part = WordPieceDecoder.CleanUp(part).Replace(delimiter, " ", StringComparison.Ordinal);
            }

            if (part.Length > 0)
            {
                parts.Add(part);
            }
        }

        return parts;
    }
}
