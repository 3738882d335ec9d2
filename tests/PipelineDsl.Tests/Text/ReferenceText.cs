using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace PipelineDsl.Tests.Text;

/// <summary>What the scanner should find, computed on strings in the most obvious way.</summary>
internal static class ReferenceText
{
    private const string Spaces = "\t\n\v\f\r\u001C\u001D\u001E\u001F \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";

    private const string LineEnds = "\n\v\f\r\u001C\u001D\u001E\u0085\u2028\u2029";

    /// <summary>All 29 white-space characters.</summary>
    public static string AllSpaces => Spaces;

    public static bool IsSpace(Rune rune) => rune.IsBmp && Spaces.Contains((char)rune.Value, StringComparison.Ordinal);

    public static bool IsLetter(Rune rune) => Category(rune) <= UnicodeCategory.OtherLetter;

    public static bool IsUpper(Rune rune) => Category(rune) == UnicodeCategory.UppercaseLetter;

    public static bool IsDigit(Rune rune) => Category(rune) == UnicodeCategory.DecimalDigitNumber;

    public static List<string> Words(string text)
    {
        List<string> words = [];
        StringBuilder word = new();
        foreach (Rune rune in text.EnumerateRunes().Append(new Rune(' ')))
        {
            if (!IsSpace(rune))
            {
                word.Append(rune.ToString());
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return words;
    }

    public static List<string> Lines(string text)
    {
        List<string> lines = [];
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (LineEnds.Contains(text[i], StringComparison.Ordinal))
            {
                lines.Add(text[start..i]);
                i += text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
                start = i + 1;
            }
        }

        if (start < text.Length)
        {
            lines.Add(text[start..]);
        }

        return lines;
    }

    public static List<string> Paragraphs(string text)
        => [.. System.Text.RegularExpressions.Regex.Split(text, "\n{2,}").Where(static p => p.Length > 0)];

    public static string Strip(string text) => text.Trim(Spaces.ToCharArray());

    public static string StripStart(string text) => text.TrimStart(Spaces.ToCharArray());

    public static string StripEnd(string text) => text.TrimEnd(Spaces.ToCharArray());

    public static int Count(string text, string part) => (text.Length - text.Replace(part, "", StringComparison.Ordinal).Length) / part.Length;

    /// <summary>The library has Unicode 15.0, the runtime a newer version.</summary>
    private static UnicodeCategory Category(Rune rune)
        => UnicodeCategories.Of(rune.Value) is UnicodeCategory.OtherNotAssigned ? UnicodeCategory.OtherNotAssigned : CharUnicodeInfo.GetUnicodeCategory(rune.Value);
}
