using System;
using System.Buffers;

namespace PipelineDsl;

/// <summary>Web addresses in a text as NeMo Curator's pattern finds them: <c>http://</c> or <c>https://</c> and what follows of letters, digits, <c>$-_@.&amp;+!*\(),</c> and <c>%</c> with two hexadecimal digits. A slash ends an address.</summary>
[Feature]
public struct CuratorUrls : IDocumentVisitor
{
    private static readonly SearchValues<byte> s_characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789$-_@.&+!*\\(),"u8);

    /// <summary>Characters of all addresses.</summary>
    public int Characters;

    /// <summary>Whether an address has <c>porn</c> in it.</summary>
    public bool HasPorn;

    /// <inheritdoc/>
    public void OnDocument(ReadOnlySpan<byte> text)
    {
        for (int at = text.IndexOf("http"u8); at >= 0; at = text.IndexOf("http"u8))
        {
            text = text[at..];
            int scheme = text.StartsWith("http://"u8) ? 7 : text.StartsWith("https://"u8) ? 8 : 0;
            int length = scheme == 0 ? 0 : Follow(text, scheme);
            if (length > scheme)
            {
                Characters += length;
                HasPorn |= text[..length].IndexOf("porn"u8) >= 0;
            }

            text = text[(length > scheme ? length : 4)..];
        }
    }

    private static int Follow(ReadOnlySpan<byte> text, int at)
    {
        while (true)
        {
            int run = text[at..].IndexOfAnyExcept(s_characters);
            if (run < 0)
            {
                return text.Length;
            }

            at += run;
            if (text[at] != (byte)'%' || text.Length - at < 3 || !char.IsAsciiHexDigit((char)text[at + 1]) || !char.IsAsciiHexDigit((char)text[at + 2]))
            {
                return at;
            }

            at += 3;
        }
    }
}
