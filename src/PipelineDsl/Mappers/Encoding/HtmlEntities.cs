using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace PipelineDsl;

/// <summary>Character references of HTML that end in a semicolon, as python-ftfy's <c>unescape_html</c> reads them.</summary>
internal static partial class HtmlEntities
{
    private const int MaxLength = 24;

    private static readonly Dictionary<string, int[]> s_named = Load();
    private static readonly Dictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> s_lookup = s_named.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How many characters a named reference stands for; 0 if there is no such name.</summary>
    /// <param name="name">The name, without <c>&amp;</c> and semicolon.</param>
    public static int CountOf(ReadOnlySpan<byte> name)
    {
        Span<char> characters = stackalloc char[MaxLength];
        return name.Length <= MaxLength && s_lookup.TryGetValue(characters[..Encoding.ASCII.GetChars(name, characters)], out int[]? value) ? value.Length : 0;
    }

    /// <summary>Copies a text and replaces what is a reference; false, and nothing is copied, if there is none.</summary>
    public static bool Unescape(ReadOnlySpan<int> text, CodePointBuffer output)
    {
        output.Clear();
        int done = 0;
        Span<char> name = stackalloc char[MaxLength];
        Span<int> number = stackalloc int[1];
        for (int from = 0; ;)
        {
            int at = text[from..].IndexOf('&');
            if (at < 0)
            {
                break;
            }

            at += from;
            from = at + 1;
            int start = from < text.Length && text[from] == '#' ? from + 1 : from;
            int length = 0;
            while (length < MaxLength && start + length < text.Length && text[start + length] < 0x80 && char.IsAsciiLetterOrDigit((char)text[start + length]))
            {
                name[length] = (char)text[start + length];
                length++;
            }

            int end = start + length;
            if (length == 0 || end >= text.Length || text[end] != ';')
            {
                continue;
            }

            ReadOnlySpan<int> value = number;
            if (start > from)
            {
                if (!TryNumber(name[..length], out number[0]))
                {
                    continue;
                }

                value = number[0] < 0 ? default : number;
            }
            else if (s_lookup.TryGetValue(name[..length], out int[]? characters))
            {
                value = characters;
            }
            else
            {
                continue;
            }

            output.Append(text[done..at]);
            output.Append(value);
            done = from = end + 1;
        }

        if (done > 0)
        {
            output.Append(text[done..]);
        }

        return done > 0;
    }

    /// <summary>The character of a number, -1 if it stands for nothing; false if it is no number, or that of the semicolon, which stays.</summary>
    private static bool TryNumber(ReadOnlySpan<char> digits, out int character)
    {
        bool hexadecimal = digits[0] is 'x' or 'X';
        digits = hexadecimal ? digits[1..] : digits;
        int value = 0;
        character = 0;
        foreach (char digit in digits)
        {
            if (hexadecimal ? !char.IsAsciiHexDigit(digit) : !char.IsAsciiDigit(digit))
            {
                return false;
            }

            value = Math.Min(0x110000, (value * (hexadecimal ? 16 : 10)) + (digit <= '9' ? digit - '0' : (digit & 7) + 9));
        }

        character = value switch
        {
            0 or >= 0x110000 or (>= 0xD800 and <= 0xDFFF) => 0xFFFD,
            0x0D => 0x0D,
            >= 0x80 and <= 0x9F => CodePage.Western.Upper[value - 0x80],
            <= 8 or 0x0B or (>= 0x0E and <= 0x1F) or 0x7F or (>= 0xFDD0 and <= 0xFDEF) => -1,
            _ => (value & 0xFFFE) == 0xFFFE ? -1 : value,
        };
        return !digits.IsEmpty && value != ';';
    }

    private static Dictionary<string, int[]> Load()
    {
        Dictionary<string, int[]> named = new(3500, StringComparer.Ordinal);
        foreach (string entry in Encoding.UTF8.GetString(Table).Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = entry.IndexOf(':', StringComparison.Ordinal);
            named.Add(entry[..colon], Array.ConvertAll(entry[(colon + 1)..].Split(','), static hex => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
        }

        return named;
    }
}
