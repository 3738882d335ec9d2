using System;
using System.Linq;
using System.Text;

namespace PipelineDsl;

/// <summary>What spaCy's English tokenizer cuts off the ends of a chunk and out of its middle: its regular expressions, alternative by alternative, as code.</summary>
/// <remarks>
/// A prefix is the first alternative that matches at the start. A suffix is the match that reaches from furthest to the left to the end. Infixes are found from left to right; none overlaps another.
/// </remarks>
internal static unsafe class SpacyAffixes
{
    private const int LongestUnit = 12;

    /// <summary>What is cut off behind a digit: units, currencies, and the plus sign.</summary>
    private static readonly ShortKeys s_units = new(
    [
        .. SpacyCharacters.Units.Split(' ').Concat(SpacyCharacters.Currencies.Select(static c => c.ToString())).Concat(["US$", "C$", "A$", "+"]).Distinct().Select(Encoding.UTF8.GetBytes),
    ]);

    /// <summary>The length of the prefix of a string that is not empty; 0 if there is none.</summary>
    public static int Prefix(byte* start, byte* end)
    {
        SpacyClasses classes = SpacyCharacters.At(start, end, out int length);
        if ((classes & SpacyClasses.Prefix) != 0)
        {
            return length;
        }

        switch (*start)
        {
            case (byte)'.':
                int dots = Run(start, end, (byte)'.');
                return dots > 1 ? dots : 0;
            case (byte)'+':
                return end - start > 1 && IsDigit(start[1]) ? 0 : 1;
            case (byte)'U':
                return end - start > 2 && start[1] == 'S' && start[2] == '$' ? 3 : 0;
            case (byte)'A' or (byte)'C':
                return end - start > 1 && start[1] == '$' ? 2 : 0;
            default:
                return 0;
        }
    }

    /// <summary>The length of the suffix; 0 if there is none.</summary>
    public static int Suffix(byte* start, byte* end)
    {
        SpacyClasses classes = SpacyCharacters.Before(start, end, out int length);
        if ((classes & SpacyClasses.Suffix) != 0)
        {
            return length == 3 && IsGeneralPunctuation(end - 3, 0xA6) && end - start >= 6 && IsGeneralPunctuation(end - 6, 0xA6) ? 6 : length; // two ellipses are one suffix
        }

        if (length != 0 && end[-1] == '.')
        {
            return FullStops(start, end);
        }

        if (length != 0 && end[-1] is (byte)'s' or (byte)'S')
        {
            if (end - start > 1 && end[-2] == '\'')
            {
                return 2;
            }

            if (end - start > 3 && IsGeneralPunctuation(end - 4, 0x99))
            {
                return 4;
            }
        }

        return (classes & SpacyClasses.UnitEnd) != 0 || (length != 0 && end[-1] == '+') ? Unit(start, end) : 0;
    }

    /// <summary>The length of the infix that begins at <paramref name="p"/>; 0 if none does.</summary>
    /// <param name="p">A character of the class <see cref="SpacyClasses.Infix"/>.</param>
    /// <param name="end">The end of the string.</param>
    /// <param name="before">The classes of the character before, none at the start of the string.</param>
    /// <param name="classes">The classes of the character.</param>
    /// <param name="length">The length of the character.</param>
    public static int Infix(byte* p, byte* end, SpacyClasses before, SpacyClasses classes, int length)
    {
        if ((classes & SpacyClasses.Symbol) != 0)
        {
            return length;
        }

        const SpacyClasses Cased = SpacyClasses.Letter | SpacyClasses.Digit;
        switch (*p)
        {
            case (byte)'.':
                int dots = Run(p, end, (byte)'.');
                return dots > 1 ? dots : (before & (SpacyClasses.Lower | SpacyClasses.Quote)) != 0 && IsNext(p + 1, end, SpacyClasses.Upper | SpacyClasses.Quote) ? 1 : 0;
            case (byte)',':
                return (before & SpacyClasses.Letter) != 0 && IsNext(p + 1, end, SpacyClasses.Letter) ? 1 : 0;
            case (byte)'+' or (byte)'*' or (byte)'^':
                return IsOperator(p, end, before) ? 1 : 0;
            case (byte)'-':
                return IsOperator(p, end, before) ? 1 : (before & Cased) != 0 ? Hyphens(p, end, 1, 3) : 0;
            case (byte)'~':
                return (before & Cased) != 0 ? Hyphens(p, end, 1, 1) : 0;
            case (byte)':' or (byte)'<' or (byte)'>' or (byte)'=' or (byte)'/':
                return (before & Cased) != 0 && IsNext(p + 1, end, SpacyClasses.Letter) ? 1 : 0;
            default:
                return p[2] switch
                {
                    0xA6 => 3, // …
                    0x93 => (before & Cased) != 0 ? Hyphens(p, end, 3, 1) : 0, // –
                    _ => (before & Cased) != 0 ? Hyphens(p, end, 3, 2) : 0, // —
                };
        }
    }

    /// <summary>Up to <paramref name="most"/> hyphens of a kind before a letter; their length.</summary>
    private static int Hyphens(byte* p, byte* end, int size, int most)
    {
        for (int i = 1; i <= most; i++)
        {
            byte* next = p + (i * size);
            if (IsNext(next, end, SpacyClasses.Letter))
            {
                return i * size;
            }

            if (end - next < size || !new ReadOnlySpan<byte>(next, size).SequenceEqual(new ReadOnlySpan<byte>(p, size)))
            {
                break;
            }
        }

        return 0;
    }

    private static bool IsOperator(byte* p, byte* end, SpacyClasses before) => (before & SpacyClasses.Digit) != 0 && p + 1 < end && (IsDigit(p[1]) || p[1] == '-');

    private static bool IsNext(byte* p, byte* end, SpacyClasses classes) => p < end && (SpacyCharacters.At(p, end, out _) & classes) != 0;

    /// <summary>More than one full stop; or one behind certain characters, behind two upper-case letters, or behind a unit of temperature.</summary>
    private static int FullStops(byte* start, byte* end)
    {
        byte* p = end - 1;
        while (p > start && p[-1] == '.')
        {
            p--;
        }

        if (end - p > 1)
        {
            return (int)(end - p);
        }

        SpacyClasses last = SpacyCharacters.Before(start, p, out int length);
        if ((last & SpacyClasses.BeforeStop) != 0)
        {
            return 1;
        }

        if ((last & SpacyClasses.Upper) != 0 && (SpacyCharacters.Before(start, p - length, out _) & SpacyClasses.Upper) != 0)
        {
            return 1;
        }

        return p - start > 2 && p[-1] is (byte)'F' or (byte)'C' or (byte)'K' && p[-2] == 0xB0 && p[-3] == 0xC2 ? 1 : 0;
    }

    /// <summary>A unit holds no digit, so that it can only be what follows the last one.</summary>
    private static int Unit(byte* start, byte* end)
    {
        byte* least = end - start > LongestUnit ? end - LongestUnit : start;
        for (byte* p = end - 1; p >= least; p--)
        {
            if (IsDigit(*p))
            {
                int length = (int)(end - p) - 1;
                return length > 0 && s_units.Find(p + 1, length) != 0 ? length : 0;
            }
        }

        return 0;
    }

    private static int Run(byte* p, byte* end, byte value)
    {
        byte* start = p;
        while (p < end && *p == value)
        {
            p++;
        }

        return (int)(p - start);
    }

    private static bool IsDigit(byte value) => (uint)(value - '0') <= 9;

    /// <summary>U+2000 to U+203F.</summary>
    private static bool IsGeneralPunctuation(byte* p, byte last) => p[0] == 0xE2 && p[1] == 0x80 && p[2] == last;
}
