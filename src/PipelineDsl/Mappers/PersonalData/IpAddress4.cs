using System;

namespace PipelineDsl;

/// <summary>IPv4 addresses in dotted decimal form.</summary>
internal static class IpAddress4
{
    /// <summary>The length of the decimal number of one to three digits, at most 255, at the beginning: the longest that the usual pattern <c>25[0-5]|2[0-4]\d|[01]?\d\d?</c> takes; 0 if there is none.</summary>
    public static int OctetLength(ReadOnlySpan<byte> text)
    {
        int digits = 0;
        while (digits < 3 && digits < text.Length && char.IsAsciiDigit((char)text[digits]))
        {
            digits++;
        }

        return digits == 3 && Value(text[..3]) > 255 ? 2 : digits;
    }

    /// <summary>
    /// Finds what the pattern of four such numbers with full stops between them matches first at or after <paramref name="from"/>, without boundaries: it may begin and end within longer numbers.
    /// </summary>
    public static bool FindPattern(ReadOnlySpan<byte> text, int from, out int start, out int end)
    {
        int least = from;
        while (true)
        {
            int dot = text[from..].IndexOf((byte)'.');
            if (dot < 0)
            {
                start = end = 0;
                return false;
            }

            dot += from;
            from = dot + 1;
            start = FirstOctet(text, least, dot);
            end = start < dot ? AfterFirstDot(text, from) : 0;
            if (end > 0)
            {
                return true;
            }
        }
    }

    /// <summary>Where the longest number that is an octet and ends before <paramref name="dot"/> begins, not before <paramref name="least"/>; <paramref name="dot"/> if there is none.</summary>
    private static int FirstOctet(ReadOnlySpan<byte> text, int least, int dot)
    {
        int start = dot;
        while (start > least && dot - start < 3 && char.IsAsciiDigit((char)text[start - 1]))
        {
            start--;
        }

        return dot - start == 3 && Value(text[start..dot]) > 255 ? start + 1 : start;
    }

    private static int AfterFirstDot(ReadOnlySpan<byte> text, int at)
    {
        for (int octet = 1; ; octet++)
        {
            int length = OctetLength(text[at..]);
            at += length;
            if (length == 0 || octet == 3)
            {
                return length == 0 ? 0 : at;
            }

            if (at >= text.Length || text[at] != (byte)'.')
            {
                return 0;
            }

            at++;
        }
    }

    /// <summary>The value of one to three digits.</summary>
    public static int Value(ReadOnlySpan<byte> digits)
    {
        int value = 0;
        foreach (byte digit in digits)
        {
            value = (value * 10) + digit - '0';
        }

        return value;
    }

    /// <summary>Reads an address that fills the span: four octets without leading zeros.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        for (int octet = 0; octet < 4; octet++)
        {
            int dot = octet < 3 ? text.IndexOf((byte)'.') : text.Length;
            if (dot is < 1 or > 3 || OctetLength(text) != dot || (dot > 1 && text[0] == (byte)'0'))
            {
                return false;
            }

            address = (address << 8) | (uint)Value(text[..dot]);
            text = octet < 3 ? text[(dot + 1)..] : default;
        }

        return true;
    }

    /// <summary>Whether an address is routed globally: Python 3.11's <c>ipaddress.is_global</c>, after IANA's registry of special-purpose addresses.</summary>
    public static bool IsGlobal(uint address) => !(IsIn(address, 0x00000000, 8) || IsIn(address, 0x0A000000, 8) || IsIn(address, 0x64400000, 10) || IsIn(address, 0x7F000000, 8)
        || IsIn(address, 0xA9FE0000, 16) || IsIn(address, 0xAC100000, 12) || IsIn(address, 0xC0000000, 29) || IsIn(address, 0xC00000AA, 31) || IsIn(address, 0xC0000200, 24)
        || IsIn(address, 0xC0A80000, 16) || IsIn(address, 0xC6120000, 15) || IsIn(address, 0xC6336400, 24) || IsIn(address, 0xCB007100, 24) || IsIn(address, 0xF0000000, 4));

    /// <summary>Whether an address is kept for documentation (RFC 5737).</summary>
    public static bool IsDocumentation(uint address) => IsIn(address, 0xC0000200, 24) || IsIn(address, 0xC6336400, 24) || IsIn(address, 0xCB007100, 24);

    private static bool IsIn(uint address, uint network, int bits) => (address ^ network) >> (32 - bits) == 0;
}
