using System;

namespace PipelineDsl;

/// <summary>IPv6 addresses (RFC 4291's text forms without an embedded IPv4 address).</summary>
internal static class IpAddress6
{
    private const int MaxLength = 39;

    /// <summary>Finds the address that holds the colon at <paramref name="colon"/>, its first; nothing before <paramref name="least"/> is looked at.</summary>
    public static bool Find(ReadOnlySpan<byte> text, int least, int colon, bool onlyPublic, out int start, out int end)
    {
        start = colon;
        while (start > least && colon - start < 4 && char.IsAsciiHexDigit((char)text[start - 1]))
        {
            start--;
        }

        end = colon;
        while (end < text.Length && end - start < MaxLength && (char.IsAsciiHexDigit((char)text[end]) || text[end] == (byte)':'))
        {
            end++;
        }

        if (end - start >= 3 && text[end - 1] == (byte)':' && text[end - 2] != (byte)':')
        {
            end--;
        }

        return (start == 0 || !IsPart(text[start - 1])) && (end == text.Length || !IsPart(text[end]) || (text[end] == (byte)':' && (end + 1 == text.Length || !IsPart(text[end + 1]))))
            && TryParse(text[start..end], out UInt128 address, out bool full) && IsPersonal(address, full, onlyPublic);
    }

    private static bool IsPart(byte value) => value is (byte)':' or (byte)'_' || char.IsAsciiLetterOrDigit((char)value);

    private static bool TryParse(ReadOnlySpan<byte> text, out UInt128 address, out bool full)
    {
        address = 0;
        UInt128 head = 0;
        int headGroups = -1; // groups before "::"
        int groups = 0;
        full = false;
        for (int at = 0; at < text.Length;)
        {
            if (text[at..].StartsWith("::"u8))
            {
                if (headGroups >= 0)
                {
                    return false;
                }

                headGroups = groups;
                head = address;
                address = 0;
                at += 2;
                continue;
            }

            if (text[at] == (byte)':')
            {
                if (groups == 0 || at + 1 == text.Length)
                {
                    return false;
                }

                at++;
            }

            uint value = 0;
            int digits = 0;
            while (at + digits < text.Length && char.IsAsciiHexDigit((char)text[at + digits]))
            {
                int digit = text[at + digits];
                value = (value << 4) | (uint)(digit <= '9' ? digit - '0' : (digit & 7) + 9);
                digits++;
            }

            if (digits is 0 or > 4 || ++groups > 8)
            {
                return false;
            }

            address = (address << 16) | value;
            at += digits;
        }

        if (headGroups < 0)
        {
            full = groups == 8;
            return full;
        }

        if (headGroups > 0)
        {
            address |= head << (16 * (8 - headGroups));
        }

        return groups < 8;
    }

    /// <summary>
    /// Public means outside of what IANA keeps for special purposes. An address with <c>::</c> counts only in 2000::/3, where all assigned addresses are: elsewhere it is mostly a name with colons.
    /// Those for documentation (2001:db8::/32, 3fff::/20) never count.
    /// </summary>
    private static bool IsPersonal(UInt128 address, bool full, bool onlyPublic)
    {
        uint first = (uint)(address >> 96);
        bool unicast = first >> 29 == 1;
        if (first == 0x20010DB8 || first >> 12 == 0x3FFF0 || (!full && !unicast))
        {
            return false;
        }

        bool special = first >> 24 is 0xFC or 0xFD or 0xFF or 0 || first >> 22 == 0xFE80 >> 6 || (first >> 9) == 0x20010000 >> 9 || first >> 16 is 0x2002;
        return !onlyPublic || !special;
    }
}
