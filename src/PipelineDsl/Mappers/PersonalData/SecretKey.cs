using System;
using System.Buffers;

namespace PipelineDsl;

/// <summary>API keys, access tokens and private keys, known by what their issuers begin them with.</summary>
internal static class SecretKey
{
    private static readonly SearchValues<byte> s_token = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"u8);
    private static readonly SearchValues<byte> s_base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n"u8);

    /// <summary>The end of the secret that begins at <paramref name="at"/>; 0 if there is none.</summary>
    public static int End(ReadOnlySpan<byte> text, int at)
    {
        ReadOnlySpan<byte> rest = text[at..];
        if (rest[0] == (byte)'-')
        {
            return PrivateKeyEnd(text, at);
        }

        if (at > 0 && (char.IsAsciiLetterOrDigit((char)text[at - 1]) || text[at - 1] is (byte)'_' or (byte)'-'))
        {
            return 0;
        }

        int run = rest.IndexOfAnyExcept(s_token);
        ReadOnlySpan<byte> token = run < 0 ? rest : rest[..run];
        int length = token[0] switch
        {
            (byte)'A' => token.StartsWith("AIza"u8) ? Between(token, 4, 35, 35) : IsAmazonKey(token) ? 20 : 0,
            (byte)'g' => token.StartsWith("github_pat_"u8) ? Between(token, 11, 60, 100)
                : token.StartsWith("glpat-"u8) ? Between(token, 6, 20, 64)
                : token.Length > 4 && token[2] is (byte)'p' or (byte)'o' or (byte)'u' or (byte)'s' or (byte)'r' && token[3] == (byte)'_' ? Between(token, 4, 36, 255)
                : 0,
            (byte)'h' => token.StartsWith("hf_"u8) ? Between(token, 3, 30, 60) : 0,
            (byte)'n' => token.StartsWith("npm_"u8) ? Between(token, 4, 36, 36) : 0,
            (byte)'x' => token.Length > 5 && token[3] is (byte)'b' or (byte)'p' or (byte)'a' or (byte)'o' or (byte)'e' or (byte)'s' or (byte)'r' && token[4] == (byte)'-' ? Between(token, 5, 10, 250) : 0,
            (byte)'e' => run < 0 ? 0 : WebTokenLength(rest, run),
            (byte)'s' or (byte)'r' or (byte)'p' => token[2] == (byte)'-' ? (token[0] == (byte)'s' ? Between(token, 3, 20, 255) : 0)
                : token.Length > 8 && (token[3..].StartsWith("live_"u8) || token[3..].StartsWith("test_"u8)) ? Between(token, 8, 16, 247) : 0,
            _ => 0,
        };
        return length == 0 ? 0 : at + length;
    }

    /// <summary>The token's length if what follows its prefix has the right length and, as random text does, a digit and a letter.</summary>
    private static int Between(ReadOnlySpan<byte> token, int prefix, int least, int most)
    {
        ReadOnlySpan<byte> key = token[prefix..];
        return key.Length >= least && key.Length <= most && key.ContainsAnyInRange((byte)'0', (byte)'9') && (key.ContainsAnyInRange((byte)'A', (byte)'Z') || key.ContainsAnyInRange((byte)'a', (byte)'z')) ? token.Length : 0;
    }

    private static bool IsAmazonKey(ReadOnlySpan<byte> token) => token.Length == 20 && token[1] is (byte)'K' or (byte)'S' && token.StartsWith("A"u8)
        && !token.ContainsAnyInRange((byte)'a', (byte)'z') && !token.ContainsAny((byte)'_', (byte)'-') && token[4..].ContainsAnyInRange((byte)'0', (byte)'9');

    /// <summary>A JSON web token: two Base64 parts that begin with <c>{"</c>, and a signature.</summary>
    private static int WebTokenLength(ReadOnlySpan<byte> text, int first)
    {
        if (first < 13 || text[first] != (byte)'.' || !text[(first + 1)..].StartsWith("eyJ"u8))
        {
            return 0;
        }

        int second = first + 1;
        second += Run(text[second..]);
        if (second - first < 14 || second >= text.Length || text[second] != (byte)'.')
        {
            return 0;
        }

        int signature = Run(text[(second + 1)..]);
        return signature >= 10 ? second + 1 + signature : 0;
    }

    private static int Run(ReadOnlySpan<byte> text)
    {
        int run = text.IndexOfAnyExcept(s_token);
        return run < 0 ? text.Length : run;
    }

    /// <summary>A PEM block that says PRIVATE KEY, up to its last line; if that is missing, as far as Base64 goes.</summary>
    private static int PrivateKeyEnd(ReadOnlySpan<byte> text, int at)
    {
        if (!text[at..].StartsWith("-----BEGIN "u8))
        {
            return 0;
        }

        int label = at + 11;
        int length = text[label..Math.Min(text.Length, label + 40)].IndexOf("-----"u8);
        if (length < 0 || !text.Slice(label, length).Contains("PRIVATE KEY"u8))
        {
            return 0;
        }

        int body = label + length + 5;
        int dashes = text[body..].IndexOf("-----"u8);
        if (dashes >= 0 && text[(body + dashes)..].StartsWith("-----END "u8))
        {
            int close = body + dashes + 9;
            int closed = text[close..Math.Min(text.Length, close + 40)].IndexOf("-----"u8);
            return closed < 0 ? close : close + closed + 5;
        }

        int run = text[body..].IndexOfAnyExcept(s_base64);
        return run < 0 ? text.Length : body + run;
    }

    private static bool Contains(this ReadOnlySpan<byte> text, ReadOnlySpan<byte> part) => text.IndexOf(part) >= 0;
}
