using System;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>What Python's <c>str</c> predicates say of one character, by the library's own tables (Unicode 15.0).</summary>
internal static class PythonCharacters
{
    /// <summary>The letters with a numeric value: ideographs of numerals (Numeric_Type=Numeric outside N*).</summary>
    private static ReadOnlySpan<int> NumericLetters =>
    [
        0x3405, 0x3483, 0x382A, 0x3B4D, 0x4E00, 0x4E03, 0x4E07, 0x4E09, 0x4E5D, 0x4E8C, 0x4E94, 0x4E96, 0x4EBF, 0x4EC0, 0x4EDF, 0x4EE8, 0x4F0D, 0x4F70, 0x5104, 0x5146, 0x5169, 0x516B,
        0x516D, 0x5341, 0x5343, 0x5344, 0x5345, 0x534C, 0x53C1, 0x53C2, 0x53C3, 0x53C4, 0x56DB, 0x58F1, 0x58F9, 0x5E7A, 0x5EFE, 0x5EFF, 0x5F0C, 0x5F0D, 0x5F0E, 0x5F10, 0x62FE, 0x634C,
        0x67D2, 0x6F06, 0x7396, 0x767E, 0x8086, 0x842C, 0x8CAE, 0x8CB3, 0x8D30, 0x9621, 0x9646, 0x964C, 0x9678, 0x96F6, 0xF96B, 0xF973, 0xF978, 0xF9B2, 0xF9D1, 0xF9D3, 0xF9FD, 0x20001,
        0x20064, 0x200E2, 0x20121, 0x2092A, 0x20983, 0x2098C, 0x2099C, 0x20AEA, 0x20AFD, 0x20B19, 0x22390, 0x22998, 0x23B1B, 0x2626D, 0x2F890,
    ];

    /// <summary><c>isupper()</c>: an upper-case letter (Lu), or one of 120 numerals and enclosed letters (Other_Uppercase).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsUpper(int c) => c < 0x80 ? (uint)(c - 'A') <= 'Z' - 'A' : IsUpperElsewhere(c);

    /// <summary><c>islower()</c>: a lower-case letter (Ll), or one of 244 modifiers, numerals and enclosed letters (Other_Lowercase).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsLower(int c) => c < 0x80 ? (uint)(c - 'a') <= 'z' - 'a' : IsLowerElsewhere(c);

    /// <summary><c>isdigit()</c>: a decimal digit (Nd), or one of 128 superscript, subscript, enclosed and other digits (Numeric_Type=Digit).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsDigit(int c) => c < 0x80 ? (uint)(c - '0') <= 9 : IsDigitElsewhere(c);

    /// <summary><c>isdecimal()</c>: a decimal digit (Nd); also what <c>\d</c> matches.</summary>
    public static bool IsDecimal(int c) => c < 0x80 ? (uint)(c - '0') <= 9 : UnicodeCategories.IsIn(c, CategorySet.DecimalDigitNumber);

    /// <summary><c>isalpha()</c>: a letter (L*).</summary>
    public static bool IsAlpha(int c) => c < 0x80 ? (uint)((c | 0x20) - 'a') <= 'z' - 'a' : UnicodeCategories.IsIn(c, CategorySet.Letter);

    /// <summary><c>isalnum()</c>: a letter or a number of any kind (L*, N*).</summary>
    public static bool IsAlphanumeric(int c)
        => c < 0x80 ? (uint)((c | 0x20) - 'a') <= 'z' - 'a' || (uint)(c - '0') <= 9 : UnicodeCategories.IsIn(c, CategorySet.Letter | CategorySet.Number);

    /// <summary><c>isnumeric()</c>: a number of any kind (N*), or one of 81 ideographs of numerals such as 一 and 百.</summary>
    public static bool IsNumeric(int c)
        => c < 0x80 ? (uint)(c - '0') <= 9 : UnicodeCategories.IsIn(c, CategorySet.Number) || (c >= 0x3405 && NumericLetters.BinarySearch(c) >= 0);

    /// <summary>What <c>\w</c> matches: <c>isalnum()</c> and <c>_</c>.</summary>
    public static bool IsWord(int c) => IsAlphanumeric(c) || c == '_';

    /// <summary><c>isspace()</c>: 29 characters; also what <c>\s</c> matches.</summary>
    public static bool IsSpace(int c) => c switch
    {
        <= 0x20 => c is 0x20 or (>= 9 and <= 13) or (>= 0x1C and <= 0x1F),
        0x85 or 0xA0 or 0x1680 or (>= 0x2000 and <= 0x200A) or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000 => true,
        _ => false,
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsUpperElsewhere(int c)
        => UnicodeCategories.IsIn(c, CategorySet.UppercaseLetter)
            || c is (>= 0x2160 and <= 0x216F) or (>= 0x24B6 and <= 0x24CF) or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsLowerElsewhere(int c)
        => UnicodeCategories.IsIn(c, CategorySet.LowercaseLetter)
            || c is 0xAA or 0xBA or (>= 0x2B0 and <= 0x2B8) or 0x2C0 or 0x2C1 or (>= 0x2E0 and <= 0x2E4) or 0x345 or 0x37A or (>= 0x1D2C and <= 0x1D6A) or 0x1D78
                or (>= 0x1D9B and <= 0x1DBF) or 0x2071 or 0x207F or (>= 0x2090 and <= 0x209C) or (>= 0x2170 and <= 0x217F) or (>= 0x24D0 and <= 0x24E9) or 0x2C7C or 0x2C7D
                or 0xA69C or 0xA69D or 0xA770 or 0xA7F8 or 0xA7F9 or (>= 0xAB5C and <= 0xAB5F) or 0x10780 or (>= 0x10783 and <= 0x10785) or (>= 0x10787 and <= 0x107B0)
                or (>= 0x107B2 and <= 0x107BA);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsDigitElsewhere(int c)
        => UnicodeCategories.IsIn(c, CategorySet.DecimalDigitNumber)
            || c is 0xB2 or 0xB3 or 0xB9 or (>= 0x1369 and <= 0x1371) or 0x19DA or 0x2070 or (>= 0x2074 and <= 0x2079) or (>= 0x2080 and <= 0x2089)
                or (>= 0x2460 and <= 0x2468) or (>= 0x2474 and <= 0x247C) or (>= 0x2488 and <= 0x2490) or 0x24EA or (>= 0x24F5 and <= 0x24FD) or 0x24FF
                or (>= 0x2776 and <= 0x277E) or (>= 0x2780 and <= 0x2788) or (>= 0x278A and <= 0x2792)
                or (>= 0x10A40 and <= 0x10A43) or (>= 0x10E60 and <= 0x10E68) or (>= 0x11052 and <= 0x1105A) or (>= 0x1F100 and <= 0x1F10A);
}
