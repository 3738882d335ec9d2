using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using PipelineDsl.Tests.Text;

namespace PipelineDsl.Tests.Filters.RedPajama;

/// <summary>RedPajama's signals, computed on strings in the most obvious way, not rounded. Null stands for None.</summary>
internal static class ReferenceSignals
{
    /// <summary>What Python 3.11 takes for numeric although its category is none of numbers.</summary>
    private static readonly HashSet<int> s_numerals =
    [
        0x3405, 0x3483, 0x382A, 0x3B4D, 0x4E00, 0x4E03, 0x4E07, 0x4E09, 0x4E5D, 0x4E8C, 0x4E94, 0x4E96, 0x4EBF, 0x4EC0, 0x4EDF, 0x4EE8, 0x4F0D,
        0x4F70, 0x5104, 0x5146, 0x5169, 0x516B, 0x516D, 0x5341, 0x5343, 0x5344, 0x5345, 0x534C, 0x53C1, 0x53C2, 0x53C3, 0x53C4, 0x56DB, 0x58F1,
        0x58F9, 0x5E7A, 0x5EFE, 0x5EFF, 0x5F0C, 0x5F0D, 0x5F0E, 0x5F10, 0x62FE, 0x634C, 0x67D2, 0x6F06, 0x7396, 0x767E, 0x8086, 0x842C, 0x8CAE,
        0x8CB3, 0x8D30, 0x9621, 0x9646, 0x964C, 0x9678, 0x96F6, 0xF96B, 0xF973, 0xF978, 0xF9B2, 0xF9D1, 0xF9D3, 0xF9FD, 0x20001, 0x20064, 0x200E2,
        0x20121, 0x2092A, 0x20983, 0x2098C, 0x2099C, 0x20AEA, 0x20AFD, 0x20B19, 0x22390, 0x22998, 0x23B1B, 0x2626D, 0x2F890,
    ];

    public static Dictionary<string, (int Start, int End, double? Value)[]> Of(string text, string[] badWords, string[] stopWords, int? category)
    {
        Dictionary<string, (int, int, double?)[]> signals = [];
        string[] words = [.. ReferenceText.Words(Normalize(text))];
        string normalized = string.Join(' ', words);
        string[] raw = [.. RawWords(text)];
        string[] lines = [.. Lines(text)];
        double characters = words.Sum(Length);

        Document("rps_doc_curly_bracket", text.Length == 0 ? 0 : (double)text.Count(static c => c is '{' or '}') / Length(text));
        Document("rps_doc_ldnoobw_words", badWords.Distinct().Sum(entry => Grams(words, entry.Split(' ').Length).Count(gram => string.Join(' ', gram) == entry)));
        Document("rps_doc_lorem_ipsum", normalized.Length == 0 ? 0 : (double)ReferenceText.Count(normalized, "lorem ipsum") / Length(normalized));
        Document("rps_doc_stop_word_fraction", words.Length == 0 ? 0 : (double)raw.Count(stopWords.Contains) / raw.Length);
        Document("rps_doc_ut1_blacklist", category);
        for (int n = 2; n <= 4; n++)
        {
            // OrderByDescending is stable: of equally frequent ones the first.
            IGrouping<string, string[]>? top = Grams(words, n).GroupBy(static gram => string.Join(' ', gram)).OrderByDescending(static g => g.Count()).FirstOrDefault();
            Document($"rps_doc_frac_chars_top_{n}gram", top is null || top.Count() == 1 ? 0 : top.First().Sum(Length) * top.Count() / characters);
        }

        for (int n = 5; n <= 10; n++)
        {
            HashSet<string> seen = [];
            HashSet<string> repeated = [.. Grams(words, n).Select(static gram => string.Join(' ', gram)).Where(gram => !seen.Add(gram))];
            HashSet<int> covered = [.. Grams(words, n).SelectMany((gram, i) => repeated.Contains(string.Join(' ', gram)) ? Enumerable.Range(i, n) : [])];
            Document($"rps_doc_frac_chars_dupe_{n}grams", characters == 0 ? 0 : covered.Sum(i => Length(words[i])) / characters);
        }

        Document("rps_doc_frac_all_caps_words", Share(raw.Count(IsUpper), raw.Length));
        Document("rps_doc_frac_lines_end_with_ellipsis", Share(lines.Count(static l => ReferenceText.StripEnd(l).EndsWith("...", StringComparison.Ordinal) || ReferenceText.StripEnd(l).EndsWith('…')), lines.Length));
        Document("rps_doc_frac_no_alph_words", 1 - Share(raw.Count(static w => w.Any(char.IsAsciiLetter)), raw.Length));
        Document("rps_doc_frac_unique_words", Share(words.Distinct().Count(), words.Length));
        Document("rps_doc_mean_word_length", Share((int)characters, words.Length));
        Document("rps_doc_num_sentences", text.Split('.', '!', '?').Count(static s => s.EnumerateRunes().Any(IsWord)));
        Document("rps_doc_symbol_to_word_ratio", Share(ReferenceText.Count(text, "#") + ReferenceText.Count(text, "...") + ReferenceText.Count(text, "…"), raw.Length));
        Document("rps_doc_unigram_entropy", words.Length == 0 ? null : words.GroupBy(static w => w).Sum(g => -(double)g.Count() / words.Length * Math.Log((double)g.Count() / words.Length)));
        Document("rps_doc_word_count", words.Length);

        Line("rps_lines_ending_with_terminal_punctution_mark", static line => ReferenceText.StripEnd(line) is [.., '.' or '!' or '?' or '”'] ? 1 : 0);
        Line("rps_lines_javascript_counts", static line => ReferenceText.Words(Normalize(line)).Count(static w => w == "javascript"));
        Line("rps_lines_num_words", static line => ReferenceText.Words(Normalize(line)).Count);
        Line("rps_lines_numerical_chars_fraction", static line => string.Join(' ', ReferenceText.Words(Normalize(line))) is { Length: > 0 } l ? (double)l.EnumerateRunes().Count(IsNumeric) / Length(l) : 0);
        Line("rps_lines_start_with_bulletpoint", static line => ReferenceText.StripStart(line) is ['•' or '‣' or '▶' or '◀' or '◦' or '■' or '□' or '▪' or '▫' or '–', ..] ? 1 : 0);
        Line("rps_lines_uppercase_letter_fraction", static line => (double)line.EnumerateRunes().Count(static r => PythonCharacters.IsUpper(r.Value)) / Length(line));
        if (lines.Length == 0)
        {
            Document("rps_lines_start_with_bulletpoint", null);
        }

        return signals;

        void Document(string name, double? value) => signals[name] = [(0, Length(text), value)];

        void Line(string name, Func<string, double> value)
        {
            List<(int, int, double?)> values = [];
            int at = 0;
            foreach (string line in lines)
            {
                values.Add((at, at + Length(line), value(line)));
                at += Length(line);
            }

            signals[name] = [.. values];
        }
    }

    public static string Normalize(string text)
    {
        TextBuffer lower = new();
        PythonLower.Append(Encoding.UTF8.GetBytes(string.Concat(text.Where(static c => c >= 0x80 || !(char.IsPunctuation(c) || char.IsSymbol(c))))), lower);
        TextBuffer decomposed = new();
        new UnicodeNormalizer().Append(lower.Bytes, UnicodeForm.Nfd, decomposed);
        return Encoding.UTF8.GetString(decomposed.Bytes);
    }

    public static List<string> RawWords(string text)
    {
        List<string> words = [];
        int before = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            int kind = IsWord(rune) ? 1 : ReferenceText.IsSpace(rune) ? 0 : 2;
            if (kind != 0 && kind == before)
            {
                words[^1] += rune.ToString();
            }
            else if (kind != 0)
            {
                words.Add(rune.ToString());
            }

            before = kind;
        }

        return words;
    }

    public static bool IsWord(Rune rune)
        => rune.Value == '_' || UnicodeCategories.Of(rune.Value) is <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    public static bool IsUpper(string word)
        => word.EnumerateRunes().Any(static r => PythonCharacters.IsUpper(r.Value))
            && !word.EnumerateRunes().Any(static r => PythonCharacters.IsLower(r.Value) || UnicodeCategories.Of(r.Value) == UnicodeCategory.TitlecaseLetter);

    private static IEnumerable<string> Lines(string text)
    {
        for (int end; text.Length > 0; text = text[end..])
        {
            end = text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and int newline ? newline + 1 : text.Length;
            yield return text[..end];
        }
    }

    private static IEnumerable<string[]> Grams(string[] words, int n) => Enumerable.Range(0, Math.Max(0, words.Length - n + 1)).Select(i => words[i..(i + n)]);

    private static bool IsNumeric(Rune rune)
        => UnicodeCategories.Of(rune.Value) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber || s_numerals.Contains(rune.Value);

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;

    private static int Length(string text) => text.EnumerateRunes().Count();
}
