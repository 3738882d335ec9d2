using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using CsCheck;
using PipelineDsl.Tests.Text;
using Xunit;

namespace PipelineDsl.Tests.Filters.Heuristics;

public class RedPajamaTests
{
    private static readonly string[] s_pieces =
    [
        "The", "the", "USA", "UN", "A1", "ǅX", "ªX", "Ⅷ", "word", "Word's", "naïve", "漢字", "...", "…", "....", ".", "!", "?", "”", "\"", "#", "{", "}", " ", " ", "\n", "\n\n", "\r\n", "•", "– x", "▪", "-", "_", "ΟΔΟΣ", "7", "🙂",
    ];

    private static readonly Gen<string> s_text = Gen.Int[0, s_pieces.Length - 1].Array[0, 60].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i])));

    [Fact]
    public void SignalsAreThoseOfTheReference() => Gen.OneOf(s_text, TextGen.Texts).Sample(static text => AssertSame(text), iter: 1000);

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("a\n")]
    [InlineData("!!! ...")]
    [InlineData("One. Two! Three?... - . four")]
    public void EdgesToo(string text) => AssertSame(text);

    [Fact]
    public void AnAccentIsACharacterOfItsOwn()
    {
        RedPajamaWords words = new();
        words.Begin();
        words.OnDocument("Été, ÉTÉ! e\u0301te\u0301"u8);
        Assert.Equal((3, 15, 1), (words.Count, words.Characters, words.Unique));
    }

    [Fact]
    public void WithoutBoundsEveryTextPassesAndABoundIsHeld()
    {
        Assert.Equal("kept", RedPajamaPipeline.Audit([]).ToString());
        Assert.Equal("kept", RedPajamaPipeline.Audit("Some words, and a few more."u8).ToString());
        Assert.Equal("dropped by RedPajamaSignals.FewCapitals (1, threshold 0.5)", RedPajamaPipeline.Audit("ALL CAPS"u8).ToString());
    }

    private static void AssertSame(string text)
    {
        RedPajamaText actual = default;
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        actual.OnDocument(bytes);
        string[] lines = text.Length == 0 ? [] : [.. (text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select(static l => ReferenceText.Strip(l))];
        Assert.Equal(
            (lines.Length, lines.Count(static l => l.EndsWith("...", StringComparison.Ordinal) || l.EndsWith('…')), lines.Count(static l => l.Length > 0 && ".!?”".Contains(l[^1], StringComparison.Ordinal)),
                lines.Count(static l => l.Length > 0 && "•‣▶◀◦■□▪▫–".Contains(l[0], StringComparison.Ordinal))),
            (actual.Lines, actual.EllipsisLines, actual.TerminalLines, actual.BulletLines));
        List<string> raw = RawWords(text);
        Assert.Equal(
            (raw.Count, raw.Count(static w => w.Any(char.IsAsciiLetter)), raw.Count(IsUpper), text.Split('.', '!', '?').Count(static s => s.EnumerateRunes().Any(IsWord))),
            (actual.RawWords, actual.LatinWords, actual.AllCapsWords, actual.Sentences));
        Assert.Equal(
            (text.Count(static c => c == '#') + ReferenceText.Count(text, "...") + ReferenceText.Count(text, "…"), text.Count(static c => c is '{' or '}'), text.EnumerateRunes().Count()),
            (actual.Symbols, actual.CurlyBrackets, actual.Characters));

        RedPajamaWords words = new();
        words.Begin();
        words.OnDocument(bytes);
        TextBuffer lower = new();
        PythonLower.Append(Encoding.UTF8.GetBytes(string.Concat(text.Where(static c => c >= 0x80 || !(char.IsPunctuation(c) || char.IsSymbol(c))))), lower);
        TextBuffer decomposed = new();
        new UnicodeNormalizer().Append(lower.Bytes, UnicodeForm.Nfd, decomposed);
        List<string> normal = ReferenceText.Words(Encoding.UTF8.GetString(decomposed.Bytes));
        double entropy = normal.GroupBy(static w => w).Sum(g => -(double)g.Count() / normal.Count * Math.Log((double)g.Count() / normal.Count));
        Assert.Equal((normal.Count, normal.Sum(static w => w.EnumerateRunes().Count()), normal.Distinct().Count()), (words.Count, words.Characters, words.Unique));
        Assert.Equal(entropy, words.Entropy, 1e-12);
    }

    private static List<string> RawWords(string text)
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

    private static bool IsWord(Rune rune)
        => rune.Value == '_' || UnicodeCategories.Of(rune.Value) is <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static bool IsUpper(string word)
        => word.EnumerateRunes().Any(static r => PythonCharacters.IsUpper(r.Value))
            && !word.EnumerateRunes().Any(static r => PythonCharacters.IsLower(r.Value) || UnicodeCategories.Of(r.Value) == UnicodeCategory.TitlecaseLetter);
}
