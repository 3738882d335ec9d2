using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

/// <summary>The marks with the property Alphabetic, as ranges. What else has it are letters, numerals and enclosed letters.</summary>
internal static class AlphabeticMarkTable
{
    public static void Write(UnicodeFiles unicode, string folder)
    {
        bool[] alphabetic = unicode.Set("DerivedCoreProperties.txt", "Alphabetic");
        bool[] marks = [.. alphabetic.Zip(unicode.Categories, static (isAlphabetic, category) => isAlphabetic && IsMark(category))];
        List<int> starts = [.. Enumerable.Range(0, PageTable.CodePoints).Where(c => marks[c] && (c == 0 || !marks[c - 1]))];
        List<int> ends = [.. Enumerable.Range(0, PageTable.CodePoints).Where(c => marks[c] && (c + 1 == PageTable.CodePoints || !marks[c + 1]))];
        StringBuilder text = TableFile.Begin("internal static partial class AlphabeticMarks");
        text.AppendList("Where each range begins.", "private static ReadOnlySpan<int> Starts", starts);
        text.AppendList("Where each range ends, its last character.", "private static ReadOnlySpan<int> Ends", ends);
        text.Append("}\n");
        TableFile.End(text, Path.Combine(folder, "AlphabeticMarks.Tables.cs"));
    }

    private static bool IsMark(UnicodeCategory category) => category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
