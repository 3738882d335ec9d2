using System;
using System.Buffers;

namespace PipelineDsl;

/// <summary>E-mail addresses as they stand in texts.</summary>
/// <remarks>
/// The local part is of ASCII letters, digits and <c>._%+'-</c>, or of Latin letters with accents, and begins with a letter or digit; the domain has two or more labels, and the last is of two or more
/// letters or begins with <c>xn--</c>. Domains that RFC 2606 and RFC 6761 keep for examples and tests are nobody's and do not count.
/// </remarks>
internal static class EmailAddress
{
    private static readonly SearchValues<byte> s_local = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+'-"u8);

    /// <summary>Finds the address around the <c>@</c> at <paramref name="at"/>; nothing before <paramref name="least"/> is looked at.</summary>
    public static bool Find(ReadOnlySpan<byte> text, int least, int at, out int start, out int end)
    {
        start = Start(text, least, at);
        end = start < at ? End(text, at + 1) : 0;
        return end > 0;
    }

    private static int Start(ReadOnlySpan<byte> text, int least, int at)
    {
        int start = at;
        while (start > least)
        {
            if (s_local.Contains(text[start - 1]))
            {
                start--;
            }
            else if (start - 1 > least && IsLatin(text[start - 2], text[start - 1]))
            {
                start -= 2;
            }
            else
            {
                break;
            }
        }

        while (start < at && text[start] < 0x80 && !char.IsAsciiLetterOrDigit((char)text[start]))
        {
            start++;
        }

        return at > start && text[at - 1] is (byte)'.' or (byte)'\'' ? at : start;
    }

    /// <summary>U+00C0 to U+024F: Latin letters with accents.</summary>
    private static bool IsLatin(byte first, byte second) => first is >= 0xC3 and <= 0xC9 && (second & 0xC0) == 0x80;

    private static int End(ReadOnlySpan<byte> text, int start)
    {
        int end = 0;
        int label = start;
        int at = start;
        for (bool first = true; ; first = false)
        {
            int labelEnd = label;
            while (at < text.Length)
            {
                if (char.IsAsciiLetterOrDigit((char)text[at]))
                {
                    labelEnd = ++at;
                }
                else if (at + 1 < text.Length && IsLatin(text[at], text[at + 1]))
                {
                    at += 2;
                    labelEnd = at;
                }
                else if (text[at] is (byte)'-' or (byte)'_' && at > label)
                {
                    at++;
                }
                else
                {
                    break;
                }
            }

            if (!first && IsTopLevel(text[label..labelEnd]))
            {
                end = labelEnd;
            }

            if (labelEnd == label || labelEnd != at || at >= text.Length || text[at] != (byte)'.')
            {
                return end > 0 && !IsReserved(text[start..end]) ? end : 0;
            }

            label = ++at;
        }
    }

    private static bool IsTopLevel(ReadOnlySpan<byte> label)
    {
        if (label.StartsWith("xn--"u8))
        {
            return true;
        }

        int letters = 0;
        while (letters < label.Length && (char.IsAsciiLetter((char)label[letters]) || label[letters] >= 0x80))
        {
            letters++;
        }

        return letters >= 2 && letters == label.Length;
    }

    private static bool IsReserved(ReadOnlySpan<byte> domain)
    {
        int dot = domain.LastIndexOf((byte)'.');
        ReadOnlySpan<byte> last = domain[(dot + 1)..];
        ReadOnlySpan<byte> name = domain[..dot];
        name = name[(name.LastIndexOf((byte)'.') + 1)..];
        return IsSame(last, "test"u8) || IsSame(last, "example"u8) || IsSame(last, "invalid"u8) || IsSame(last, "localhost"u8)
            || (IsSame(name, "example"u8) && (IsSame(last, "com"u8) || IsSame(last, "org"u8) || IsSame(last, "net"u8) || IsSame(last, "edu"u8)));
    }

    private static bool IsSame(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower) => System.Text.Ascii.EqualsIgnoreCase(text, lower);
}
