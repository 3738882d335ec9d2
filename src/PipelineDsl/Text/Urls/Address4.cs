using System;
using System.Globalization;

namespace PipelineDsl;

/// <summary>IPv4 addresses in the host of a URL, as the URL Standard reads them: up to four numbers, decimal, octal (<c>0…</c>) or hexadecimal (<c>0x…</c>), the last of which fills what is left.</summary>
internal static class Address4
{
    /// <summary>Whether a host ends in a number, so that it must be an address.</summary>
    public static bool IsMeant(ReadOnlySpan<byte> host)
    {
        ReadOnlySpan<byte> labels = WithoutLastDot(host);
        ReadOnlySpan<byte> last = labels[(labels.LastIndexOf((byte)'.') + 1)..];
        return !last.IsEmpty && (!last.ContainsAnyExceptInRange((byte)'0', (byte)'9') || TryParse(last, out _));
    }

    /// <summary>Writes an address with four decimal numbers; false if the host is none.</summary>
    /// <param name="host">The host, which is rewritten.</param>
    public static bool TryRewrite(TextBuffer host)
    {
        ReadOnlySpan<byte> rest = WithoutLastDot(host.Bytes);
        uint address = 0;
        for (int index = 0; ; index++)
        {
            int dot = rest.IndexOf((byte)'.');
            if (index == 4 || !TryParse(dot < 0 ? rest : rest[..dot], out ulong number))
            {
                return false;
            }

            if (dot < 0)
            {
                if (number >= 1UL << (8 * (4 - index)))
                {
                    return false;
                }

                Write(address | (uint)number, host);
                return true;
            }

            if (number > byte.MaxValue || index == 3)
            {
                return false;
            }

            address |= (uint)number << (24 - (8 * index));
            rest = rest[(dot + 1)..];
        }
    }

    private static ReadOnlySpan<byte> WithoutLastDot(ReadOnlySpan<byte> host) => host.EndsWith((byte)'.') ? host[..^1] : host;

    private static void Write(uint address, TextBuffer host)
    {
        host.Clear();
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            Span<byte> digits = host.Reserve(4);
            _ = ((byte)(address >> shift)).TryFormat(digits, out int length, provider: CultureInfo.InvariantCulture);
            host.Advance(length);
            if (shift > 0)
            {
                host.Append((byte)'.');
            }
        }
    }

    /// <summary>A number; what is greater than an address is some number that is.</summary>
    private static bool TryParse(ReadOnlySpan<byte> text, out ulong number)
    {
        number = 0;
        if (text.IsEmpty)
        {
            return false;
        }

        uint radix = 10;
        if (text.StartsWith("0x"u8))
        {
            radix = 16;
            text = text[2..];
        }
        else if (text.Length > 1 && text[0] == (byte)'0')
        {
            radix = 8;
            text = text[1..];
        }

        foreach (byte value in text)
        {
            uint digit = char.IsAsciiHexDigit((char)value) ? (uint)(value <= (byte)'9' ? value - '0' : value - 'a' + 10) : radix;
            if (digit >= radix)
            {
                return false;
            }

            number = ulong.Min((number * radix) + digit, 1UL << 40);
        }

        return true;
    }
}
