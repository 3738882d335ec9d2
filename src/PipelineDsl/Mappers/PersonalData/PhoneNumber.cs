using System;

namespace PipelineDsl;

/// <summary>Telephone numbers in the forms that are seldom anything else.</summary>
/// <remarks>
/// International (<c>+</c> or <c>00</c> and a country code of ITU E.164); North American with an area code and exchange that exist, written with hyphens, full stops or brackets; Chinese mobile numbers;
/// French and other European numbers with their leading 0, in three or more groups; and any number of 7 to 13 digits that a word like "phone" announces in the 24 bytes before it.
/// North America's fictitious numbers 555-0100 to 555-0199 are none.
/// </remarks>
internal static class PhoneNumber
{
    private const int AnnouncedWithin = 24;

    /// <summary>Finds the number whose first digits are <paramref name="groups"/>, which begin at <paramref name="at"/>.</summary>
    public static bool Find(ReadOnlySpan<byte> text, int at, in DigitGroups groups, out int start, out int end)
    {
        start = at;
        int count = 0;
        if (at > 0 && text[at - 1] == (byte)'+')
        {
            start = at - 1;
            count = NumberBounds.StartsAt(text, start) ? International(groups, 0) : 0;
        }
        else
        {
            bool bracket = at > 0 && text[at - 1] == (byte)'(';
            start = bracket ? at - 1 : at;
            if (NumberBounds.StartsAt(text, start))
            {
                count = groups.Digits.StartsWith("00"u8) ? International(groups, 2)
                    : NorthAmerican(groups, bracket) is > 0 and int american ? american
                    : ChineseMobile(groups) is > 0 and int mobile ? mobile
                    : ContinuesRow(text, at) ? 0
                    : WithLeadingZero(groups);
            }

            if (count == 0)
            {
                start = bracket && groups.Separator(0) == (byte)')' ? at - 1 : at;
                count = Announced(text, at, groups);
            }
        }

        end = 0;
        if (count == 0 || IsFictitious(groups.Digits[..groups.Total(count)]) || groups.Digits[..groups.Total(count)].IndexOfAnyExcept((byte)'0') < 0)
        {
            return false;
        }

        end = Extension(text, groups.End(count - 1));
        return NumberBounds.EndsAt(text, end);
    }

    private static bool IsFictitious(ReadOnlySpan<byte> digits) => digits.Length >= 7 && digits[^7..^2].SequenceEqual("55501"u8);

    private static int International(in DigitGroups groups, int skip)
    {
        ReadOnlySpan<byte> digits = groups.Digits[skip..];
        if (digits.Length < 9 || !IsCountryCode(digits) || (skip > 0 && groups.Count < 3))
        {
            return 0;
        }

        int wanted = digits[0] == (byte)'1' ? 11 : 15;
        int count = 0;
        for (int group = 0; group < groups.Count && groups.Total(group + 1) - skip <= wanted; group++)
        {
            count = group + 1;
        }

        int total = count == 0 ? 0 : groups.Total(count) - skip;
        return total >= (wanted == 11 ? 11 : 9) ? count : 0;
    }

    /// <summary>Whether digits begin with a country code that is assigned (ITU-T E.164, 2016).</summary>
    private static bool IsCountryCode(ReadOnlySpan<byte> digits)
    {
        int two = ((digits[0] - '0') * 10) + digits[1] - '0';
        return digits[0] switch
        {
            (byte)'1' or (byte)'7' => true,
            (byte)'2' => two is 20 or 21 or 22 or 23 or 24 or 25 or 26 or 27 or 29,
            (byte)'3' or (byte)'4' or (byte)'5' or (byte)'6' or (byte)'9' => true,
            (byte)'8' => two is not (83 or 89),
            _ => false,
        };
    }

    private static int NorthAmerican(in DigitGroups groups, bool bracket)
    {
        int first = groups.Count > 3 && groups.Length(0) == 1 && groups.Digits[0] == (byte)'1' && !bracket ? 1 : 0;
        if (groups.Count < first + 3 || groups.Length(first) != 3 || groups.Length(first + 1) != 3 || groups.Length(first + 2) != 4)
        {
            return 0;
        }

        ReadOnlySpan<byte> area = groups.Digits[first..];
        byte afterArea = groups.Separator(first);
        byte afterExchange = groups.Separator(first + 1);
        bool separated = afterArea == (byte)')' ? afterExchange is (byte)'-' or (byte)'.' or (byte)' ' : afterArea == afterExchange && afterArea is (byte)'-' or (byte)'.';
        bool opened = afterArea != (byte)')' || bracket || (first == 1 && groups.Separator(0) == (byte)'(');
        bool exists = area[0] >= (byte)'2' && area[3] >= (byte)'2' && !(area[1] == (byte)'1' && area[2] == (byte)'1');
        return separated && opened && exists ? first + 3 : 0;
    }

    /// <summary>Eleven digits, alone or as 3-4-4, with a prefix that a mobile operator has.</summary>
    private static int ChineseMobile(in DigitGroups groups)
    {
        int count = groups.Length(0) == 11 ? 1 : groups.Are([3, 4, 4]) ? 3 : 0;
        if (count == 0 || groups.Digits[0] != (byte)'1')
        {
            return 0;
        }

        int prefix = ((groups.Digits[1] - '0') * 10) + groups.Digits[2] - '0';
        return prefix is (>= 30 and <= 39) or (>= 45 and <= 49) or (>= 50 and <= 53) or (>= 55 and <= 59) or 62 or (>= 65 and <= 67) or (>= 70 and <= 78) or (>= 80 and <= 93) or (>= 95 and <= 99) ? count : 0;
    }

    /// <summary>Five pairs, the first of them 01 to 09; or three to five groups of which the first has 3 to 5 digits and begins with 0 and another digit, 9 to 11 digits in all.</summary>
    private static int WithLeadingZero(in DigitGroups groups)
    {
        if (groups.Digits[0] != (byte)'0' || groups.Digits.Length < 9 || groups.Digits[1] == (byte)'0' || groups.Length(0) is < 2 or > 5)
        {
            return 0;
        }

        int count = 1;
        while (count < groups.Count && groups.Separator(count - 1) == groups.Separator(0) && groups.Total(count + 1) <= 11 && groups.Length(count) is >= 2 and <= 4)
        {
            count++;
        }

        int total = groups.Total(count);
        bool pairs = groups.Length(0) == 2;
        for (int group = 1; group < count; group++)
        {
            pairs &= groups.Length(group) == 2;
        }

        bool sameBeyond = count < groups.Count && groups.Separator(count - 1) == groups.Separator(0); // a longer row of numbers
        return pairs ? (count == 5 && !sameBeyond ? count : 0)
            : groups.Length(0) >= 3 && count is >= 3 and <= 5 && total is >= 9 and <= 11 && !sameBeyond && groups.Separator(0) is (byte)' ' or (byte)'-' ? count : 0;
    }

    /// <summary>Whether a digit and a separator stand before: then this is a piece of a longer row of numbers.</summary>
    private static bool ContinuesRow(ReadOnlySpan<byte> text, int at) => at >= 2 && text[at - 1] is (byte)' ' or (byte)'-' or (byte)'.' && char.IsAsciiDigit((char)text[at - 2]);

    private static int Announced(ReadOnlySpan<byte> text, int at, in DigitGroups groups)
    {
        int count = 0;
        while (count < groups.Count && groups.Total(count + 1) <= 13)
        {
            count++;
            if (IsFictitious(groups.Digits[..groups.Total(count)]))
            {
                return 0; // a placeholder, which what follows it must not make a number of
            }
        }

        int total = count == 0 ? 0 : groups.Total(count);
        if (total < 7 || (at > 0 && char.IsAsciiLetterOrDigit((char)text[at - 1])))
        {
            return 0;
        }

        ReadOnlySpan<byte> before = text[Math.Max(0, at - AnnouncedWithin)..at];
        int cut = before.LastIndexOfAny((byte)'\n', (byte)'\r');
        before = before[(cut + 1)..];
        cut = before.LastIndexOfAnyInRange((byte)'0', (byte)'9');
        before = before[(cut + 1)..];
        return IsAnnouncement(before, total) ? count : 0;
    }

    private static bool IsAnnouncement(ReadOnlySpan<byte> before, int digits)
    {
        for (int i = 0; i + 3 <= before.Length; i++)
        {
            ReadOnlySpan<byte> rest = before[i..];
            bool found = (rest[0] | 0x20) switch
            {
                'p' => Begins(rest, "phone"u8),
                't' => Begins(rest, "tel"u8) && (rest.Length == 3 || !char.IsAsciiLetter((char)rest[3]) || Begins(rest, "telephone"u8) || Begins(rest, "telefon"u8)),
                'm' => Begins(rest, "mobile"u8),
                'f' => Begins(rest, "fax"u8),
                'w' => Begins(rest, "whatsapp"u8),
                'c' => Begins(rest, "call me"u8) || Begins(rest, "call us"u8) || (digits >= 9 && (Begins(rest, "call "u8) || Begins(rest, "cell"u8))),
                _ => rest[0] >= 0xE4 && (rest.StartsWith("电话"u8) || rest.StartsWith("電話"u8) || rest.StartsWith("手机"u8) || rest.StartsWith("手機"u8) || rest.StartsWith("传真"u8)),
            };
            if (found)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Begins(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower)
    {
        if (text.Length < lower.Length)
        {
            return false;
        }

        for (int i = 0; i < lower.Length; i++)
        {
            if (text[i] != lower[i] && (text[i] | 0x20) != lower[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The end of an extension (x, ext, ext. and one to five digits) behind a number, or the number's end.</summary>
    private static int Extension(ReadOnlySpan<byte> text, int end)
    {
        int at = end < text.Length && text[end] == (byte)' ' ? end + 1 : end;
        ReadOnlySpan<byte> rest = text[at..];
        at += Begins(rest, "ext."u8) ? 4 : Begins(rest, "ext"u8) ? 3 : Begins(rest, "x"u8) ? 1 : 0;
        if (at <= end + 1 && (at == end || text[at - 1] == (byte)' '))
        {
            return end;
        }

        at += at < text.Length && text[at] == (byte)' ' ? 1 : 0;
        int digits = 0;
        while (digits < 6 && at + digits < text.Length && char.IsAsciiDigit((char)text[at + digits]))
        {
            digits++;
        }

        return digits is >= 1 and <= 5 ? at + digits : end;
    }
}
