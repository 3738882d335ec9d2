using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Text.Segmentation;

public class Uax29Tests(ITestOutputHelper output)
{
    private static readonly string[] s_pieces =
    [
        "a", "B", "é", "я", "中", "ア", "か", "א", "״", "'", "\"", "’", "·", ":", ".", ",", ";", "‚", "1", "٣", "_", "‿", " ", "  ", "\u2002", "\t", "\n", "\r", "\r\n", "\u0085", "\u2028", "\u000B", "\u001C",
        "\u0301", "\u200D", "\u00AD", "🇫", "🇷", "🙂", "🅰", "\u202F", "?", "!", "…", "。", "(", ")", "”", "-", "the ", "word", ". ", "? ", "etc. ", "U.S. ", "2.5", "\u3000", "\u200B", "ﷺ", "𝐀",
    ];

    /// <summary>All borders of blocks and vectors, by a beginning of that length.</summary>
    private static readonly Gen<string> s_texts = Gen.Select(
        Gen.Int[0, 140],
        Gen.Int[0, s_pieces.Length - 1].Array[0, 40],
        Gen.Int[0, 3],
        static (before, picks, kind) => Beginning(before, kind) + string.Concat(picks.Select(static i => s_pieces[i])));

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t ")]
    [InlineData("Can't stop: U.S.A. costs 3,500.25 (e.g. at 9:30).", "Can't", "stop", ":", "U.S.A", ".", "costs", "3,500.25", "(", "e.g", ".", "at", "9", ":", "30", ")", ".")]
    [InlineData("user@host.com snake_case x1y2 'quoted' a..b", "user", "@", "host.com", "snake_case", "x1y2", "'", "quoted", "'", "a", ".", ".", "b")]
    [InlineData("it’s “naïve”—yes…", "it’s", "“", "naïve", "”", "—", "yes", "…")]
    [InlineData("漢字かなカタカナ ไทย 한국어", "漢", "字", "か", "な", "カタカナ", "ไ", "ท", "ย", "한국어")]
    [InlineData("👩‍👩‍👧🇫🇷🇩🇪", "👩‍👩‍👧", "🇫🇷", "🇩🇪")]
    [InlineData(" \u0301x\u202F", "\u0301", "x")]
    [InlineData("צה״ל ד\"ר", "צה״ל", "ד\"ר")]
    public void WordsByExample(string text, params string[] words) => Assert.Equal(words, Segments.Of(new Uax29Words(), text));

    [Theory]
    [InlineData("")]
    [InlineData(" \n ", " \n ")]
    [InlineData("Hello there. How are you? etc. and so on.", "Hello there. ", "How are you? ", "etc. and so on.")]
    [InlineData("He said “Go.” Then 3.4 (i.e. less).  \n\n Yes", "He said “Go.” ", "Then 3.4 (i.e. less).  \n\n", " Yes")]
    [InlineData("\n\nA.\n B", "\n\nA.\n", " B")]
    [InlineData("U.S.A. (the land) 12 x", "U.S.A. (the land) 12 x")]
    [InlineData("X. (Then)", "X. ", "(Then)")]
    [InlineData("X. 12", "X. ", "12")]
    [InlineData("是。書！", "是。", "書！")]
    public void SentencesByExample(string text, params string[] sentences) => Assert.Equal(sentences, Segments.Of(new Uax29Sentences(), text));

    [Fact]
    public void OfficialWordCases() => CheckOfficial("WordBreakTest.txt", 1823, ReferenceBoundaries.Words, static (text, list) => Uax29Words.SplitRaw(text, list));

    [Fact]
    public void OfficialSentenceCases()
    {
        foreach (TextKernel kernel in TextKernels.Available)
        {
            CheckOfficial("SentenceBreakTest.txt", 502, ReferenceBoundaries.Sentences, (text, list) => Uax29Sentences.SplitRaw(text, list, kernel));
        }
    }

    [Fact]
    public void TablesAreThoseOfTheFiles()
    {
        if (!SharedData.TryFind("data/gold-filters/unicode15", output, out string folder))
        {
            return;
        }

        int[] words = Property(Path.Combine(folder, "WordBreakProperty.txt"), typeof(WordBreak));
        int[] sentences = Property(Path.Combine(folder, "SentenceBreakProperty.txt"), typeof(SentenceBreak));
        bool[] pictographs = new bool[0x110000];
        foreach ((int first, int last, _) in Lines(Path.Combine(folder, "emoji-data.txt")).Where(static l => l.Value == "Extended_Pictographic"))
        {
            pictographs.AsSpan(first, last - first + 1).Fill(true);
        }

        IEnumerable<int> all = Enumerable.Range(0, 0x110000);
        Assert.DoesNotContain(all, c => CharacterPages<WordBreakPages>.Of(c) - '@'
            != (!pictographs[c] ? words[c] : words[c] == (int)WordBreak.Letter ? (int)WordBreak.LetterPictograph : (int)WordBreak.Pictograph));
        Assert.DoesNotContain(all, c => CharacterPages<SentenceBreakPages>.Of(c) - '@' != sentences[c]);
    }

    [Fact]
    public void WordsFollowTheRules() => s_texts.Sample(static text => CheckWords(text), iter: 1000);

    [Fact]
    public void WordsOfRandomTextsFollowTheRules() => RandomTexts.Text.Sample(static text => CheckWords(text), iter: 150);

    [Fact]
    public void SentencesFollowTheRules() => s_texts.Sample(static text => CheckSentences(text), iter: 500);

    [Fact]
    public void SentencesOfRandomTextsFollowTheRules() => RandomTexts.Text.Sample(static text => CheckSentences(text), iter: 30);

    [Fact]
    public void BytesThatAreNoTextAreTheSameForAllKernels() => Gen.Select(Gen.Byte, Gen.Int[0, 3].Select(static i => (byte)"a. 1"[i]), Gen.Bool)
        .Select(static (any, ascii, pick) => pick ? any : ascii).Array[0, 300].Sample(static bytes =>
    {
        List<(int, int)> words = Segments.Offsets(new Uax29Words(TextKernel.Scalar), bytes);
        List<(int, int)> sentences = Segments.Offsets(new Uax29Sentences(TextKernel.Scalar), bytes);
        foreach (TextKernel kernel in TextKernels.Available)
        {
            Assert.Equal(words, Segments.Offsets(new Uax29Words(kernel), bytes));
            Assert.Equal(sentences, Segments.Offsets(new Uax29Sentences(kernel), bytes));
        }
    }, iter: 300);

    [Fact]
    public void NothingIsAllocatedForAText()
    {
        string[] texts = ["The quick brown fox. It’s naïve! ", "漢字かなカタカナ。", "Привет, мир? 3,5 "];
        foreach (string text in texts)
        {
            TextBuffer buffer = new();
            for (int i = 0; i < 300; i++)
            {
                buffer.Append(Encoding.UTF8.GetBytes(text));
            }

            SegmentList list = new();
            foreach (ISegmenter segmenter in (ISegmenter[])[new Uax29Words(), new Uax29Sentences()])
            {
                long allocated = Allocation.OfCall(() =>
                {
                    list.Clear();
                    segmenter.Split(buffer.Text, list);
                });
                Assert.Equal(0, allocated);
                Assert.True(list.Count >= 300);
            }
        }
    }

    [Fact]
    public void GoldWordsAndSentences()
    {
        foreach ((string id, string text, List<string> words, List<string> sentences) in GoldTokens.Snippets("uax29", output))
        {
            Assert.Equal((id, string.Join('|', words)), (id, string.Join('|', Segments.Of(new Uax29Words(), text))));
            Assert.Equal((id, string.Join('|', sentences)), (id, string.Join('|', Segments.Of(new Uax29Sentences(), text))));
        }
    }

    private static void CheckWords(string text)
    {
        Assert.Equal(ReferenceBoundaries.Words(text), Raw(text, static (padded, list) => Uax29Words.SplitRaw(padded, list)));
        List<string> expected = ReferenceBoundaries.StrippedWords(text);
        foreach (TextKernel kernel in TextKernels.Available)
        {
            Assert.Equal(expected, Segments.Of(new Uax29Words(kernel), text));
        }
    }

    private static void CheckSentences(string text)
    {
        List<string> expected = ReferenceBoundaries.MergedSentences(text);
        foreach (TextKernel kernel in TextKernels.Available)
        {
            Assert.Equal(expected, Segments.Of(new Uax29Sentences(kernel), text));
        }
    }

    private void CheckOfficial(string file, int count, Func<string, List<string>> reference, RawSplit split)
    {
        if (!SharedData.TryFind("data/gold-filters/unicode15/" + file, output, out string path))
        {
            return;
        }

        int cases = 0;
        foreach (string line in File.ReadLines(path).Select(static l => l.Split('#')[0].Trim()).Where(static l => l.Length > 0))
        {
            List<string> expected = [.. line.Trim('÷', ' ').Split('÷').Select(static piece => string.Concat(piece.Split(['×', ' '], StringSplitOptions.RemoveEmptyEntries).Select(static c => char.ConvertFromUtf32(Convert.ToInt32(c, 16)))))];
            string text = string.Concat(expected);
            Assert.Equal((line, string.Join('÷', expected)), (line, string.Join('÷', Raw(text, split))));
            Assert.Equal((line, string.Join('÷', expected)), (line, string.Join('÷', reference(text))));
            cases++;
        }

        Assert.Equal(count, cases);
    }

    private static List<string> Raw(string text, RawSplit split) => Segments.Of(new RawSegmenter(split), text);

    private static string Beginning(int length, int kind) => kind switch
    {
        0 => new string('x', length),
        1 => string.Concat(Enumerable.Repeat("ab 1.5, ", 20))[..length],
        2 => string.Concat(Enumerable.Repeat("it's a.b ", 20))[..length],
        _ => new string(' ', length),
    };

    private static int[] Property(string file, Type type)
    {
        string[] names = type == typeof(WordBreak)
            ? ["Other", "CR", "LF", "Newline", "Extend", "ZWJ", "Format", "Regional_Indicator", "Katakana", "Hebrew_Letter", "ALetter", "Single_Quote", "Double_Quote", "MidNumLet", "MidLetter", "MidNum", "Numeric", "ExtendNumLet", "WSegSpace"]
            : ["Other", "CR", "LF", "Sep", "Extend", "Format", "Sp", "Lower", "Upper", "OLetter", "Numeric", "ATerm", "SContinue", "STerm", "Close"];
        int[] property = new int[0x110000];
        foreach ((int first, int last, string value) in Lines(file))
        {
            property.AsSpan(first, last - first + 1).Fill(Array.IndexOf(names, value));
        }

        return property;
    }

    private static IEnumerable<(int First, int Last, string Value)> Lines(string file)
    {
        foreach (string[] fields in File.ReadLines(file).Select(static l => l.Split('#')[0].Split(';')).Where(static f => f.Length > 1))
        {
            string[] range = fields[0].Trim().Split("..");
            yield return (Convert.ToInt32(range[0], 16), Convert.ToInt32(range[^1], 16), fields[1].Trim());
        }
    }

    private delegate void RawSplit(PaddedText text, SegmentList segments);

    private sealed class RawSegmenter(RawSplit split) : ISegmenter
    {
        public void Split(PaddedText text, SegmentList segments) => split(text, segments);
    }
}
