using System;
using System.IO;
using System.Linq;
using System.Text;

/// <summary>The properties that UAX #29 cuts words and sentences by. The numbers are those of PipelineDsl.WordBreak and PipelineDsl.SentenceBreak.</summary>
internal static class BreakTable
{
    private static readonly string[] s_words =
    [
        "Other", "CR", "LF", "Newline", "Extend", "ZWJ", "Format", "Regional_Indicator", "Katakana", "Hebrew_Letter", "ALetter", "Single_Quote", "Double_Quote", "MidNumLet", "MidLetter",
        "MidNum", "Numeric", "ExtendNumLet", "WSegSpace", "(Other, Extended_Pictographic)", "(ALetter, Extended_Pictographic)",
    ];

    private static readonly string[] s_sentences =
    [
        "Other", "CR", "LF", "Sep", "Extend", "Format", "Sp", "Lower", "Upper", "OLetter", "Numeric", "ATerm", "SContinue", "STerm", "Close",
    ];

    public static void Write(UnicodeFiles unicode, string folder)
    {
        byte[] words = unicode.Property("auxiliary/WordBreakProperty.txt", s_words);
        bool[] pictographs = unicode.Set("emoji/emoji-data.txt", "Extended_Pictographic");
        for (int c = 0; c < PageTable.CodePoints; c++)
        {
            if (pictographs[c])
            {
                int number = Array.IndexOf(s_words, $"({s_words[words[c]]}, Extended_Pictographic)");
                words[c] = number > 0 ? (byte)number : throw new InvalidDataException($"U+{c:X} is a pictograph and {s_words[words[c]]}");
            }
        }

        Write(words, "WordBreakPages", "WordBreak", folder);
        Write(unicode.Property("auxiliary/SentenceBreakProperty.txt", s_sentences), "SentenceBreakPages", "SentenceBreak", folder);
    }

    private static void Write(byte[] property, string name, string values, string folder)
    {
        StringBuilder text = TableFile.Begin($"internal readonly partial struct {name}");
        new PageTable([.. property.Select(static v => (char)('@' + v))]).AppendTo(text, $"By block and place in the block: '@' plus the <see cref=\"{values}\"/>.", "public");
        TableFile.End(text, Path.Combine(folder, name + ".Tables.cs"));
    }
}
