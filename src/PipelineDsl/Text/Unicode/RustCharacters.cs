using System.Globalization;

namespace PipelineDsl;

/// <summary>What Rust's <c>char</c> predicates and the classes of its regex crate say of one character, by the library's own tables (Unicode 15.0).</summary>
internal static class RustCharacters
{
    private const CategorySet LetterNumber = (CategorySet)(1u << (int)UnicodeCategory.LetterNumber);
    private const CategorySet Connector = (CategorySet)(1u << (int)UnicodeCategory.ConnectorPunctuation);

    /// <summary><c>is_alphabetic()</c>, the property Alphabetic: letters, numerals that are letters (Nl), enclosed letters and some marks.</summary>
    public static bool IsAlphabetic(int c)
        => c < 0x80 ? (uint)((c | 0x20) - 'a') <= 'z' - 'a' : UnicodeCategories.IsIn(c, CategorySet.Letter | LetterNumber) || IsEnclosedLetter(c) || AlphabeticMarks.Contains(c);

    /// <summary><c>is_alphanumeric()</c>: the property Alphabetic, and numbers of any kind (N*).</summary>
    public static bool IsAlphanumeric(int c)
        => c < 0x80
            ? (uint)((c | 0x20) - 'a') <= 'z' - 'a' || (uint)(c - '0') <= 9
            : UnicodeCategories.IsIn(c, CategorySet.Letter | CategorySet.Number) || IsEnclosedLetter(c) || AlphabeticMarks.Contains(c);

    /// <summary>What <c>\w</c> matches (UTS #18): the property Alphabetic, all marks, decimal digits, connecting punctuation and the two joiners; so <c>½</c> is none.</summary>
    public static bool IsWord(int c)
        => c < 0x80
            ? (uint)((c | 0x20) - 'a') <= 'z' - 'a' || (uint)(c - '0') <= 9 || c == '_'
            : UnicodeCategories.IsIn(c, CategorySet.Letter | LetterNumber | CategorySet.Mark | CategorySet.DecimalDigitNumber | Connector) || IsEnclosedLetter(c) || c is 0x200C or 0x200D;

    /// <summary><c>is_whitespace()</c>, the property White_Space; also what <c>\s</c> matches. U+001C to U+001F, which Python has, are none.</summary>
    public static bool IsSpace(int c) => (c is < 0x1C or > 0x1F) && PythonCharacters.IsSpace(c);

    /// <summary>The symbols with the property Alphabetic: letters in circles and squares.</summary>
    private static bool IsEnclosedLetter(int c) => c is (>= 0x24B6 and <= 0x24E9) or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);
}
