using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using CsCheck;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine;
using PipelineDsl.Tests.Text;
using Xunit;

namespace PipelineDsl.Tests.Filters.RedPajama;

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

    [Fact]
    public void RawWordsAreThoseOfTheReference() => Gen.OneOf(s_text, TextGen.Texts, RandomTexts.Text).Sample(
        static text =>
        {
            SegmentedWords<WordPunctWords> words = new();
            words.Begin();
            TextBuffer buffer = new();
            buffer.Append(Encoding.UTF8.GetBytes(text));
            words.OnDocument(buffer.Text.Bytes);
            List<string> actual = [];
            for (int i = 0; i < words.Count; i++)
            {
                actual.Add(Encoding.UTF8.GetString(words.Text[words.Starts[i]..words.Ends[i]]));
            }

            Assert.Equal(ReferenceSignals.RawWords(text), actual);
        },
        threads: 1);

    [Fact]
    public void TheExampleOfRedPajamaDecidesInItsOrder()
    {
        string fifty = string.Join(' ', Enumerable.Range(0, 50).Select(static i => $"word{i:00}x"));
        Assert.Equal("kept", RedPajamaExamplePipeline.Audit(Encoding.UTF8.GetBytes(fifty)).ToString());
        Assert.Equal("dropped by RedPajamaSignals.EnoughWords (49, threshold 50)", RedPajamaExamplePipeline.Audit(Encoding.UTF8.GetBytes(fifty[8..])).ToString());
        Assert.Equal("kept", RedPajamaExamplePipeline.Audit(Encoding.UTF8.GetBytes(fifty + string.Concat(Enumerable.Repeat(" wordyy #x", 4)))).ToString());
        Assert.StartsWith("dropped by RedPajamaSignals.FewSymbols (0.107", RedPajamaExamplePipeline.Audit(Encoding.UTF8.GetBytes(fifty + string.Concat(Enumerable.Repeat(" #", 6)))).ToString(), StringComparison.Ordinal);
        Assert.Equal("dropped by RedPajamaSignals.FewBullets (1, threshold 0.9)", RedPajamaExamplePipeline.Audit(Encoding.UTF8.GetBytes("• " + fifty)).ToString());
        Assert.Equal("dropped by RedPajamaSignals.RareTop2Gram (0.25, threshold 0.2)", RedPajamaExamplePipeline.Audit(Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(0, 54).Select(static i => $"word{i:00}y")) + string.Concat(Enumerable.Repeat(" abcdefg ijklmno", 9)))).ToString());
        Assert.Equal(["EnoughWords", "WordsLongEnough"], RedPajamaExamplePipeline.Audit([]).Failures.Select(static f => f.Rule!.Name));
    }

    [Fact]
    public void RepetitionAndLinesAreBounded()
    {
        Assert.Equal("kept", RedPajamaBoundsPipeline.Audit("Some words and JavaScript\nand a few more."u8).ToString());
        Assert.Equal("dropped by RedPajamaLineRules.LittleJavaScript (2, threshold 1)", RedPajamaBoundsPipeline.Audit("JavaScript, javascript"u8).ToString());
        Assert.Equal("dropped by RedPajamaLineRules.EnoughWordsOnAverage (1.5, threshold 2)", RedPajamaBoundsPipeline.Audit("Two words\n- one\n"u8).ToString());
        Assert.Equal("dropped by RedPajamaLineRules.FewCapitals (0.75, threshold 0.5)", RedPajamaBoundsPipeline.Audit("AB C"u8).ToString());
        Assert.Equal("dropped by RedPajamaLineRules.FewNumbers (0.5, threshold 0.25)", RedPajamaBoundsPipeline.Audit("百12 ab"u8).ToString());
        Assert.Equal(
            ["RareTop2Gram", "RareTop3Gram", "RareTop4Gram", .. Enumerable.Range(5, 6).Select(static n => $"FewDuplicate{n}Grams")],
            RedPajamaBoundsPipeline.Audit(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("again and again ", 8)))).Failures.Select(static f => f.Rule!.Name));
    }

    [Fact]
    public async Task ListedWordsAreBounded()
    {
        using TempFolder folder = new();
        folder.Write("bad.txt", "bad\nvery bad\n");
        folder.Write("stop.txt", "the\nof\n");
        string[] texts = ["the fine of", "the bad of", "of the very, BAD the", "no stop words here", "of lorem ipsum", "the very well of the bad"];
        folder.Write("in/a.jsonl", string.Concat(texts.Select(static (text, i) => $"{{\"id\":\"{i}\",\"text\":\"{text}\"}}\n")));
        RunOptions options = new() { ProjectDirectory = folder.Path, OutputDirectory = Path.Combine(folder.Path, "out"), Workers = 1 };
        Assert.True((await RedPajamaContentPipeline.RunAsync(options)).Succeeded);
        Assert.Equal(["0", "1", "5"], folder.Read("out/out.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static row => row.Split('"')[3]));
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
        List<string> raw = ReferenceSignals.RawWords(text);
        Assert.Equal(
            (raw.Count, raw.Count(static w => w.Any(char.IsAsciiLetter)), raw.Count(ReferenceSignals.IsUpper), text.Split('.', '!', '?').Count(static s => s.EnumerateRunes().Any(ReferenceSignals.IsWord))),
            (actual.RawWords, actual.LatinWords, actual.AllCapsWords, actual.Sentences));
        Assert.Equal(
            (text.Count(static c => c == '#') + ReferenceText.Count(text, "...") + ReferenceText.Count(text, "…"), text.Count(static c => c is '{' or '}'), text.EnumerateRunes().Count()),
            (actual.Symbols, actual.CurlyBrackets, actual.Characters));

        RedPajamaWords words = new();
        words.Begin();
        words.OnDocument(bytes);
        List<string> normal = ReferenceText.Words(ReferenceSignals.Normalize(text));
        double entropy = normal.GroupBy(static w => w).Sum(g => -(double)g.Count() / normal.Count * Math.Log((double)g.Count() / normal.Count));
        Assert.Equal((normal.Count, normal.Sum(static w => w.EnumerateRunes().Count()), normal.Distinct().Count()), (words.Count, words.Characters, words.Unique));
        Assert.Equal(entropy, words.Entropy, 1e-12);
    }
}
