using System;

namespace PipelineDsl;

/// <summary>What stands around a capital sigma decides which small one it becomes: the Final_Sigma condition of the Unicode Standard, section 3.13, as Python applies it.</summary>
internal static unsafe partial class CaseContext
{
    /// <summary>
    /// Whether the sigma at <paramref name="p"/> ends a word: before it stands a cased character, behind it none, case-ignorable ones left out on either side.
    /// </summary>
    public static bool IsFinalSigma(byte* start, byte* p, byte* end)
    {
        int length;
        byte* before = p;
        int c = Utf8Character.Invalid;
        while (before > start && IsIgnorable(c = Utf8Character.ReadBefore(start, before, out length)))
        {
            before -= length;
        }

        if (before == start || !IsCased(c))
        {
            return false;
        }

        byte* behind = p + 2;
        while (behind < end && IsIgnorable(c = Utf8Character.Read(behind, end, out length)))
        {
            behind += length;
        }

        return behind == end || !IsCased(c);
    }

    /// <summary>The property Cased.</summary>
    public static bool IsCased(int c)
        => UnicodeCategories.IsIn(c, CategorySet.UppercaseLetter | CategorySet.LowercaseLetter | CategorySet.TitlecaseLetter) || IsInRanges(OtherCased, c);

    /// <summary>The property Case_Ignorable.</summary>
    public static bool IsIgnorable(int c)
    {
        const CategorySet Ignorable = CategorySet.NonSpacingMark | (CategorySet)(1u << (int)System.Globalization.UnicodeCategory.EnclosingMark) | CategorySet.Format | CategorySet.ModifierLetter
            | (CategorySet)(1u << (int)System.Globalization.UnicodeCategory.ModifierSymbol);
        return UnicodeCategories.IsIn(c, Ignorable) || IsInRanges(OtherIgnorable, c);
    }

    private static bool IsInRanges(ReadOnlySpan<int> ranges, int c)
    {
        for (int i = 0; i < ranges.Length && c >= ranges[i]; i += 2)
        {
            if (c <= ranges[i + 1])
            {
                return true;
            }
        }

        return false;
    }
}
