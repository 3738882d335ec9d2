using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
using CsCheck;
using PipelineDsl.Tests.Engine;
using PipelineDsl.Tests.Text;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Filters;

public class BadWordsTests(ITestOutputHelper output)
{
    private static readonly string[] s_words = ["bad", "bad apple", "g-spot", "s&m", "x", "2g1c", "ñandú", "🖕", "漢字", "straße", "i\u0307x", "ς"];

    private static readonly string[] s_pieces =
    [
        " ", " ", "\n", ".", "_", "-", "1", "é", "\u0301", "½", "²", "。", "🙂", "𝐀", "bad", "BAD", "Bad Apple", "bad apples", "badly", "xbad", "g-spot", "s&m", "S&M", "x", "X", "2G1C", "ÑANDÚ", "ñandú", "🖕", "漢字", "漢字漢字", "STRASSE",
        "straße", "İX", "ΑΣ", "Σ", "ς", "apple", "a", "z", "\u212A",
    ];

    private static readonly Gen<string> s_texts = Gen.Int[0, s_pieces.Length - 1].Array[0, 60].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i])));

    [Fact]
    public void WordsAreFoundWhereTheReferenceFindsThem()
    {
        BadWordList list = Load(s_words);
        s_texts.Sample(text => AssertSame(list, text), iter: 1000);
        TextGen.Texts.Sample(text => AssertSame(list, text), iter: 300);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("bad", true)]
    [InlineData("bad\n", true)]
    [InlineData("a bad\u0301 word", true)] // a combining mark is no \w in Python
    [InlineData("a badé word", false)]
    [InlineData("a _bad", false)]
    [InlineData("²bad", false)]
    [InlineData("BAD-APPLE", true)]
    [InlineData("badbad", false)]
    public void EdgesToo(string text, bool expected)
    {
        Assert.Equal(!expected, BadWords.NoBadWord(Encoding.UTF8.GetBytes(text), Load(s_words), new LowerText()).Passed);
        AssertSame(Load(s_words), text);
    }

    [Fact]
    public void LanguagesWithoutSpacesFindWordsAnywhere()
    {
        byte[] text = "漢字漢字"u8.ToArray();
        Assert.True(BadWords.NoBadWord(text, Load(s_words), new LowerText()));
        Assert.False(BadWords.NoBadWord(text, Load(s_words), new LowerText(), "zh"));
        Assert.True(BadWords.NoBadWord("性"u8, Load(["性"]), new LowerText(), "zh"));
    }

    [Fact]
    public void EachLanguageHasItsList()
    {
        using TempFolder folder = new();
        folder.Write("lists/en.txt", "bad\n");
        folder.Write("lists/zh", "壞\n");
        folder.Write("lists/.hidden", "x\n");
        BadWordLists lists = BadWordLists.Load(new ServiceRequest(Path.Combine(folder.Path, "lists")));
        Assert.Equal(2, lists.Count);
        Assert.False(Judge("a bad one", "en"));
        Assert.False(Judge("a bad one", ""));
        Assert.True(Judge("a bad one", "zh"));
        Assert.False(Judge("很壞了", "zh"));
        Assert.True(Judge("a bad one", "de"));
        Assert.False(Judge("a good one", "de", keepUnlisted: false));
        Assert.Equal(new TextSpan(2, 3), BadWordsByLanguage.NoBadWord("a bad one"u8, "en"u8, lists, new LowerText(), "en", true, 0).Span);

        bool Judge(string text, string language, bool keepUnlisted = true)
            => BadWordsByLanguage.NoBadWord(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(language), lists, new LowerText(), "en", keepUnlisted, 0);
    }

    [Fact]
    public void FoldersThatAreNoListsByLanguageSaySo()
    {
        using TempFolder folder = new();
        ServiceRequest request = new(Path.Combine(folder.Path, "lists"));
        Assert.Throws<DirectoryNotFoundException>(() => BadWordLists.Load(request));
        folder.Write("lists/.none", "x");
        Assert.Contains("has no list", Assert.Throws<InvalidDataException>(() => BadWordLists.Load(request)).Message, StringComparison.Ordinal);
        folder.Write("lists/en.txt", "x");
        folder.Write("lists/en", "y");
        Assert.Contains("two lists of the language en", Assert.Throws<InvalidDataException>(() => BadWordLists.Load(request)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void VerdictsPointAtTheWord()
    {
        Assert.Equal(new TextSpan(2, 9), BadWords.NoBadWord("a Bad Apple!"u8, Load(["bad apple"]), new LowerText()).Span);
        Assert.Equal(0, BadWords.NoBadWord("İ a Bad Apple!"u8, Load(["bad apple"]), new LowerText()).Span.Length);
    }

    [Fact]
    public void AFractionIsKeptByText()
    {
        BadWordList list = Load(s_words);
        LowerText lower = new();
        byte[][] texts = [.. Enumerable.Range(0, 1000).Select(static i => Encoding.UTF8.GetBytes($"bad {i}"))];
        bool[] kept = [.. texts.Select(t => BadWords.NoBadWord(t, list, lower, keepFraction: 0.3).Passed)];
        Assert.InRange(kept.Count(static k => k), 240, 360);
        Assert.Equal(kept, texts.Select(t => BadWords.NoBadWord(t, list, lower, keepFraction: 0.3).Passed));
    }

    [Theory]
    [InlineData("a bad one", false)]
    [InlineData("bad one", true)] // nothing stands before it in its line
    [InlineData("one\nbad one", true)]
    [InlineData("one bad", true)]
    [InlineData("a ébad9 one", false)]
    [InlineData("a badly one", true)]
    public void TensorFlowDatasetsWantsACharacterOnBothSides(string text, bool passes)
        => Assert.Equal(passes, C4TfdsBadWords.NoBadWord(Encoding.UTF8.GetBytes(text), Load(s_words), new LowerText()).Passed);

    [Fact]
    public void VerdictsAreThoseOfDatatrove()
    {
        if (!SharedData.TryFind("data/gold-filters/documents.jsonl.gz", output, out string path) || !SharedData.TryFind("data/gold-filters/badwords_en.txt", output, out string words))
        {
            return;
        }

        BadWordList list = BadWordList.Load(new ServiceRequest(words));
        LowerText lower = new();
        using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
        using StreamReader reader = new(stream);
        int dropped = 0;
        for (string? line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            using JsonDocument row = JsonDocument.Parse(line);
            bool keep = row.RootElement.GetProperty("verdicts").GetProperty("any").GetProperty("c4_badwords").GetProperty("keep").GetBoolean();
            dropped += keep ? 0 : 1;
            Assert.Equal(
                (row.RootElement.GetProperty("id").GetString(), keep),
                (row.RootElement.GetProperty("id").GetString(), BadWords.NoBadWord(Encoding.UTF8.GetBytes(row.RootElement.GetProperty("text").GetString()!), list, lower).Passed));
        }

        output.WriteLine($"{dropped} dropped");
        Assert.True(dropped > 50);
    }

    private static void AssertSame(BadWordList list, string text)
    {
        LowerText lower = new();
        PaddedText lowerText = lower.Of(Encoding.UTF8.GetBytes(text));
        bool expected = IsIn(Encoding.UTF8.GetString(lowerText.Bytes));
        Assert.Equal((text, expected), (text, list.Find<ByteBlock512, PythonWordBorders>(lowerText).Length > 0));
        Assert.Equal((text, expected), (text, list.Find<ByteBlock256, PythonWordBorders>(lowerText).Length > 0));
        Assert.Equal((text, expected), (text, list.Find<ByteBlock128, PythonWordBorders>(lowerText).Length > 0));
        Assert.Equal((text, expected), (text, list.Find<ByteBlockScalar, PythonWordBorders>(lowerText).Length > 0));
    }

    private static bool IsIn(string lower)
    {
        List<Rune> runes = [.. lower.EnumerateRunes()];
        foreach (string word in s_words)
        {
            List<Rune> wanted = [.. word.EnumerateRunes()];
            for (int i = 0; i + wanted.Count <= runes.Count; i++)
            {
                if (runes.GetRange(i, wanted.Count).SequenceEqual(wanted) && IsBorder(runes, i - 1) && IsBorder(runes, i + wanted.Count))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsBorder(List<Rune> runes, int at)
        => at < 0 || at >= runes.Count || (runes[at].Value != '_' && !Rune.IsLetter(runes[at]) && !Rune.IsNumber(runes[at]));

    private static BadWordList Load(string[] words)
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, "words.txt");
        File.WriteAllLines(path, words);
        return BadWordList.Load(new ServiceRequest(path));
    }
}
