using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace PipelineDsl.Tests.Tokens;

/// <summary>Runs single parts of a tokenizer.json.</summary>
internal static class ChainSteps
{
    /// <summary>What a normalizer makes of a text.</summary>
    public static string Normalize(string normalizer, string text)
    {
        using JsonDocument json = JsonDocument.Parse(normalizer);
        return Encoding.UTF8.GetString(NormalizerChain.Apply(TokenizerJsonNormalizers.Parse(json.RootElement).Steps, Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The pieces that a pre-tokenizer leaves of a text.</summary>
    public static List<string> Pieces(string preTokenizer, string text, bool isStart = true)
    {
        using JsonDocument json = JsonDocument.Parse(preTokenizer);
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes(text));
        PreTokens tokens = new();
        tokens.Begin(buffer.Text, isStart);
        foreach (Func<PreTokenStep> create in TokenizerJsonPreTokenizers.Parse(json.RootElement).Steps)
        {
            create().Apply(tokens);
        }

        List<string> pieces = [.. Enumerable.Range(0, tokens.Count).Select(i => Encoding.UTF8.GetString(tokens.Bytes(i)))];
        GC.KeepAlive(buffer);
        return pieces;
    }

    /// <summary>What a decoder makes of tokens, joined.</summary>
    public static string Decode(string decoder, params string[] tokens)
    {
        using JsonDocument json = JsonDocument.Parse(decoder);
        return string.Concat(TokenizerJsonDecoders.Parse(json.RootElement).Apply([.. tokens]));
    }
}
