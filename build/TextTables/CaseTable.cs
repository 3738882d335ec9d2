using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

/// <summary>Lower-casing, case folding where it differs from it, and which characters have case, or are skipped in the search for it, beyond what their category says.</summary>
internal static class CaseTable
{
    public static void Write(UnicodeFiles unicode, string folder)
    {
        char[] classes = TableFile.Number(Enumerable.Range(0, PageTable.CodePoints).Select(c => unicode.Lower.GetValueOrDefault(c, c) - c), out List<int> distances);
        StringBuilder text = TableFile.Begin("internal readonly partial struct LowerPages");
        text.AppendList("The distances to the lower-case character that occur, by number.", "public static ReadOnlySpan<int> Distances", distances);
        new PageTable(classes).AppendTo(text, "By block and place in the block: '#' plus the number of the distance.", "public");
        TableFile.End(text, Path.Combine(folder, "LowerPages.Tables.cs"));

        bool[] cased = unicode.Set("DerivedCoreProperties.txt", "Cased");
        bool[] ignorable = unicode.Set("DerivedCoreProperties.txt", "Case_Ignorable");
        text = TableFile.Begin("internal static partial class CaseContext");
        text.AppendList("Cased characters that are not Lu, Ll or Lt: first and last of each range.", "private static ReadOnlySpan<int> OtherCased", Ranges(c => cased[c] && !IsCased(unicode.Categories[c])));
        text.AppendList("Case-ignorable characters that are not Mn, Me, Cf, Lm or Sk: first and last of each range.", "private static ReadOnlySpan<int> OtherIgnorable", Ranges(c => ignorable[c] && !IsIgnorable(unicode.Categories[c])));
        text.Append("}\n");
        TableFile.End(text, Path.Combine(folder, "CaseContext.Tables.cs"));
        Require(Enumerable.Range(0, PageTable.CodePoints).All(c => (cased[c] || !IsCased(unicode.Categories[c])) && (ignorable[c] || !IsIgnorable(unicode.Categories[c]))), "a category does not decide");

        SortedDictionary<int, int[]> folding = [];
        foreach ((int c, _, string[] fields) in unicode.Lines("CaseFolding.txt").Where(static l => l.Fields[0] is "C" or "F"))
        {
            folding[c] = UnicodeFiles.CodePoints(fields[1].Split(' '));
        }

        foreach (int c in unicode.Lower.Keys)
        {
            _ = folding.TryAdd(c, [c]); // Cherokee folds to upper case
        }

        text = TableFile.Begin("public static partial class CaseFolding");
        text.AppendMappings("Full case folding where it is not lower-casing.", "private static ReadOnlySpan<byte> Exceptions", folding.Where(f => f.Value is not [int to] || to != unicode.Lower.GetValueOrDefault(f.Key, f.Key)));
        text.Append("}\n");
        TableFile.End(text, Path.Combine(folder, "CaseFolding.Tables.cs"));
    }

    private static bool IsCased(UnicodeCategory category) => category is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;

    private static bool IsIgnorable(UnicodeCategory category)
        => category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;

    private static IEnumerable<int> Ranges(System.Func<int, bool> set)
    {
        for (int c = 0; c < PageTable.CodePoints; c++)
        {
            if (set(c) && (c == 0 || !set(c - 1)))
            {
                int last = c;
                while (set(last + 1))
                {
                    last++;
                }

                yield return c;
                yield return last;
            }
        }
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new InvalidDataException(problem);
        }
    }
}
