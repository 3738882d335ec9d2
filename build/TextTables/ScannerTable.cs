using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

/// <summary>The flags of PipelineDsl.CharacterFlags. Few combinations occur, so that a character is one printable byte: '@' plus the combination's number.</summary>
internal static class ScannerTable
{
    public static void Write(UnicodeFiles unicode, string path)
    {
        List<int> palette = [0];
        char[] classes = new char[PageTable.CodePoints];
        for (int c = 0; c < PageTable.CodePoints; c++)
        {
            int flags = FlagsOf(c, unicode.Categories[c]);
            int index = palette.IndexOf(flags);
            if (index < 0)
            {
                index = palette.Count;
                palette.Add(flags);
            }

            classes[c] = (char)('@' + index);
        }

        if (palette.Count > 16)
        {
            throw new InvalidOperationException("more than 16 combinations");
        }

        StringBuilder text = TableFile.Begin("internal static partial class CharacterTable");
        text.AppendList("The combinations of <see cref=\"CharacterFlags\"/> that occur, by number.", "private static ReadOnlySpan<byte> Palette", palette.Concat(Enumerable.Repeat(0, 16 - palette.Count)));
        new PageTable(classes).AppendTo(text, "By block and place in the block: '@' plus the number of the combination.");
        TableFile.End(text, path);
    }

    private static int FlagsOf(int c, UnicodeCategory category)
    {
        int flags = 0;
        flags |= IsSpace(c) ? 1 : 0;
        flags |= IsLineEnd(c) ? 2 : 0;
        flags |= Sets.In(c, Sets.Punctuation) || Sets.In(c, Sets.Terminal) ? 32 : 0;
        flags |= Sets.In(c, Sets.Terminal) ? 64 : 0;
        switch (category)
        {
            case UnicodeCategory.UppercaseLetter:
                return flags | 4 | 8;
            case UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter:
                return flags | 4;
            case UnicodeCategory.DecimalDigitNumber:
                return flags | 16;
            case UnicodeCategory.ClosePunctuation or UnicodeCategory.FinalQuotePunctuation:
                return flags | 128;
            default:
                return c is '"' or '\'' ? flags | 128 : flags; // straight quotes close too
        }
    }

    // What Python's str.isspace says of a character.
    private static bool IsSpace(int c)
        => c is (>= 9 and <= 13) or (>= 0x1C and <= 0x20) or 0x85 or 0xA0 or 0x1680 or (>= 0x2000 and <= 0x200A) or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000;

    // What Python's str.splitlines breaks at.
    private static bool IsLineEnd(int c) => c is (>= 10 and <= 13) or (>= 0x1C and <= 0x1E) or 0x85 or 0x2028 or 0x2029;
}

internal static class Sets
{
    /// <summary>datatrove's PUNCTUATION: visible marks and controls (TAB and LF are not members; U+FF11, a digit, is).</summary>
    public static readonly (int First, int Last)[] Punctuation =
    [
        (0x00, 0x08), (0x0B, 0x1F), (0x21, 0x2F), (0x3A, 0x40), (0x5B, 0x60), (0x7B, 0x9F), (0xAB, 0xAB), (0xB4, 0xB4), (0xBB, 0xBB), (0x2013, 0x2014),
        (0x2019, 0x2019), (0x201C, 0x201E), (0x2026, 0x2026), (0x2236, 0x2236), (0x2501, 0x2501), (0x25BA, 0x25BA), (0x3001, 0x3002), (0x3008, 0x300D),
        (0x3010, 0x3011), (0xFF01, 0xFF01), (0xFF05, 0xFF05), (0xFF08, 0xFF09), (0xFF0C, 0xFF0C), (0xFF0E, 0xFF0E), (0xFF11, 0xFF11), (0xFF1A, 0xFF1B),
        (0xFF1F, 0xFF1F), (0xFF5E, 0xFF5E),
    ];

    /// <summary>datatrove's TERMINAL_PUNCTUATION: what ends sentences in the scripts of the world.</summary>
    public static readonly (int First, int Last)[] Terminal =
    [
        (0x21, 0x21), (0x2E, 0x2E), (0x3F, 0x3F), (0x589, 0x589), (0x61D, 0x61F), (0x6D4, 0x6D4), (0x700, 0x702), (0x7F9, 0x7F9), (0x837, 0x837),
        (0x839, 0x839), (0x83D, 0x83E), (0x964, 0x965), (0x104A, 0x104B), (0x1362, 0x1362), (0x1367, 0x1368), (0x166E, 0x166E), (0x1735, 0x1736),
        (0x17D4, 0x17D6), (0x17D9, 0x17DA), (0x1803, 0x1803), (0x1809, 0x1809), (0x1944, 0x1945), (0x1AA8, 0x1AAB), (0x1B5A, 0x1B5B), (0x1B5E, 0x1B5F),
        (0x1B7D, 0x1B7E), (0x1C3B, 0x1C3C), (0x1C7E, 0x1C7F), (0x203C, 0x203D), (0x2047, 0x2049), (0x2E2E, 0x2E2E), (0x2E3C, 0x2E3C), (0x2E53, 0x2E54),
        (0x3002, 0x3002), (0xA4FF, 0xA4FF), (0xA60E, 0xA60F), (0xA6F3, 0xA6F3), (0xA6F7, 0xA6F7), (0xA876, 0xA877), (0xA8CE, 0xA8CF), (0xA92F, 0xA92F),
        (0xA9C8, 0xA9C9), (0xAA5D, 0xAA5F), (0xAAF0, 0xAAF1), (0xABEB, 0xABEB), (0xFE52, 0xFE52), (0xFE56, 0xFE57), (0xFF01, 0xFF01), (0xFF0E, 0xFF0E),
        (0xFF1F, 0xFF1F), (0xFF61, 0xFF61), (0x10A56, 0x10A57), (0x10F55, 0x10F59), (0x10F86, 0x10F89), (0x11047, 0x11048), (0x110BE, 0x110C1),
        (0x11141, 0x11143), (0x111C5, 0x111C6), (0x111CD, 0x111CD), (0x111DE, 0x111DF), (0x11238, 0x11239), (0x1123B, 0x1123C), (0x112A9, 0x112A9),
        (0x1144B, 0x1144C), (0x115C2, 0x115C3), (0x115C9, 0x115D7), (0x11641, 0x11642), (0x1173C, 0x1173E), (0x11944, 0x11944), (0x11946, 0x11946),
        (0x11A42, 0x11A43), (0x11A9B, 0x11A9C), (0x11C41, 0x11C42), (0x11EF7, 0x11EF8), (0x11F43, 0x11F44), (0x16A6E, 0x16A6F), (0x16AF5, 0x16AF5),
        (0x16B37, 0x16B38), (0x16B44, 0x16B44), (0x16E98, 0x16E98), (0x1BC9F, 0x1BC9F), (0x1DA88, 0x1DA88),
    ];

    public static bool In(int c, (int First, int Last)[] ranges) => Array.Exists(ranges, r => c >= r.First && c <= r.Last);
}
