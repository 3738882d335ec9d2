using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using PipelineDsl.Tests.Text;
using Xunit;

namespace PipelineDsl.Tests.Mappers.Lines;

public class LineMapperTests
{
    private delegate bool Mapper(ReadOnlySpan<byte> text, TextBuffer output);

    [Theory]
    [InlineData("a[1] b[] c[citation needed] d[edit].", "a b c d.")]
    [InlineData("[x] [1a] [ 1] [Edit] [1", "[x] [1a] [ 1] [Edit] [1")]
    [InlineData("[[1]2][٣]", "")]
    public void CitationsGo(string text, string expected) => Assert.Equal(expected, Citations(text));

    [Fact]
    public void CitationsAreThePattern() => Gen.Int[0, 9].Array[0, 30].Select(static picks => string.Concat(picks.Select(static i => new[] { "[", "]", "1", "٣", "x", " ", "[edit]", "[citation needed]", "[2]", "é" }[i]))).Sample(static text =>
    {
        string expected = text;
        for (string before = ""; before != expected;)
        {
            before = expected;
            expected = Regex.Replace(expected, @"\[\d*\]|\[edit\]|\[citation needed\]", "");
        }

        Assert.Equal(expected, Citations(text));
    });

    [Theory]
    [InlineData("short\nthis line is long enough\n\nx", 10, "this line is long enough\n")]
    [InlineData("x", 10, "")]
    [InlineData("long enough line\nx\n", 10, "long enough line\n")]
    [InlineData("x\nlong enough line", 10, "long enough line")]
    public void ShortLinesGo(string text, int minCharacters, string expected)
        => Assert.Equal(expected, Run(text, (input, output) => RemoveLinesByLength.Apply(input, output, minCharacters, int.MaxValue, 0, int.MaxValue)));

    [Theory]
    [InlineData("one two three\nmore\n\nx\n\n\nfour five six", "one two three\nmore\n\nfour five six")]
    [InlineData("\n\nx\n\none two three\n\ny", "\n\none two three")]
    public void ShortParagraphsGo(string text, string expected)
        => Assert.Equal(expected, Run(text, static (input, output) => RemoveParagraphsByLength.Apply(input, output, 0, int.MaxValue, 3, int.MaxValue)));

    [Fact]
    public void LinesByLengthAreTheReference() => Gen.Select(TextGen.Texts, Gen.Int[0, 12], Gen.Int[10, 40], Gen.Int[0, 3], Gen.Int[2, 6]).Sample(static (text, least, most, leastWords, mostWords) =>
    {
        bool ends = text.EndsWith('\n');
        IEnumerable<string> lines = (ends ? text[..^1] : text).Split('\n').Where(line =>
        {
            string trimmed = ReferenceText.StripEnd(new string([.. ReferenceText.StripEnd(line).Reverse()])); // white space is all in the BMP
            int characters = ReferenceText.StripEnd(line).EnumerateRunes().SkipWhile(ReferenceText.IsSpace).Count();
            int words = ReferenceText.Words(line).Count;
            return trimmed.Length == 0 || (characters >= least && characters <= most && words >= leastWords && words <= mostWords);
        });
        string expected = string.Join('\n', lines) + (ends && lines.Any() ? "\n" : "");
        Assert.Equal(text.Length == 0 ? "" : expected, Run(text, (input, output) => RemoveLinesByLength.Apply(input, output, least, most, leastWords, mostWords)));
    });

    [Theory]
    [InlineData("Read our Privacy Policy here.\ntext\nAll rights RESERVED", "text")]
    [InlineData("nothing to see\n", "nothing to see\n")]
    public void BoilerplateGoes(string text, string expected)
        => Assert.Equal(expected, Run(text, static (input, output) => RemoveBoilerplateLines.Apply(input, output, new BoilerplatePhrases(), new RemoveBoilerplateLinesAttribute().Phrases, 200)));

    [Theory]
    [InlineData("The quick brown fox jumps.\nThe quick brown fox jumps.\n\n The quick brown fox jumps. \nOther", "The quick brown fox jumps.\n\nOther")]
    [InlineData("abc\nabc\nabd\nabc", "abc\nabd\nabc")]
    [InlineData("a\n\n\na", "a\n\n")]
    public void NearDuplicatesGo(string text, string expected) => Assert.Equal(expected, NearDuplicates(text, 0.95));

    [Fact]
    public void NearDuplicatesAreTheReference()
        => Gen.Select(Gen.Int[0, 7].Array[0, 40].Select(static picks => string.Concat(picks.Select(static i => new[] { "abcdefgh", "abcdefgi", "\n", "\n", "x", "é", " ", "漢字" }[i]))), Gen.Double[0.1, 1]).Sample(static (text, similarity) =>
        {
            HashSet<string>? last = null;
            bool ends = text.EndsWith('\n');
            List<string> kept = [];
            foreach (string line in (ends ? text[..^1] : text).Split('\n'))
            {
                string trimmed = line.Trim();
                if (trimmed.Length > 0)
                {
                    HashSet<string> grams = [.. Enumerable.Range(0, Math.Max(1, trimmed.Length - 4)).Select(i => trimmed[i..Math.Min(trimmed.Length, i + 5)])];
                    if (last is not null && (double)grams.Intersect(last).Count() / grams.Union(last).Count() >= similarity)
                    {
                        continue;
                    }

                    last = grams;
                }

                kept.Add(line);
            }

            Assert.Equal(text.Length == 0 ? "" : string.Join('\n', kept) + (ends ? "\n" : ""), NearDuplicates(text, similarity));
        });

    [Theory]
    [InlineData("This is a sentence. This is another one. This is a sentence. The end of it all.", "This is a sentence. This is another one. The end of it all.")]
    [InlineData("A first sentence here.\nA second sentence here. A first sentence here.\nThird.", "A first sentence here.\nA second sentence here. \nThird.")]
    [InlineData("A first sentence here.\nA first sentence here.\nThird.", "A first sentence here.\nThird.")]
    [InlineData("Yes. Yes. Yes.", "Yes. Yes. Yes.")]
    public void RepeatedSentencesGo(string text, string expected)
    {
        Mapper mapper = static (input, output) => RepeatedSentences<Uax29Sentences>.Apply(input, output, new SentenceMemory<Uax29Sentences>(), 10);
        Assert.Equal(expected, Run(text, mapper));
        Assert.Equal(expected, Run(expected, mapper));
    }

    [Theory]
    [InlineData("a\u0000b\u0007\tc\r\n\u007F\u0080d\u0085", "ab\tc\r\nd\u0085")]
    [InlineData("a\u00A0b\u3000c\u2003d\u202Fe\u1680f", "a b c d e f")]
    [InlineData("\uFEFFa\u200Bb\u2060c\u200Dd", "abc\u200Dd")]
    public void ControlsGo(string text, string expected) => Assert.Equal(expected, Controls(text));

    [Fact]
    public void ControlsAreTheReference() => TextGen.Texts.Sample(static text =>
        Assert.Equal(
            string.Concat(text.EnumerateRunes().Where(static rune => !IsRemoved(rune.Value)).Select(static rune => IsExotic(rune.Value) ? " " : rune.ToString())),
            Controls(text)));

    [Fact]
    public void AnyBytesAreTaken() => Gen.Byte.Array[0, 100].Sample(static bytes =>
    {
        TextBuffer output = new();
        _ = RemoveCitations.Apply(bytes, output, new MapperBuffer());
        _ = RemoveLinesByLength.Apply(bytes, output, 3, 10, 1, 5);
        _ = RemoveParagraphsByLength.Apply(bytes, output, 3, 10, 1, 5);
        _ = NearDuplicateLines.Apply(bytes, output, new LineGrams(), 0.5);
        _ = RepeatedSentences<Uax29Sentences>.Apply(bytes, output, new SentenceMemory<Uax29Sentences>(), 1);
        _ = CleanControls.Apply(bytes, output, true, true, true);
        _ = RemoveBoilerplateLines.Apply(bytes, output, new BoilerplatePhrases(), "a,b", 5);
    });

    private static bool IsRemoved(int c) => c is < 0x20 and not ('\t' or '\n' or '\r') or 0x7F or (>= 0x80 and <= 0x9F and not 0x85) or 0x200B or 0x2060 or 0xFEFF;

    private static bool IsExotic(int c) => c is 0xA0 or 0x1680 or (>= 0x2000 and <= 0x200A) or 0x202F or 0x205F or 0x3000;

    private static string Citations(string text) => Run(text, static (input, output) => RemoveCitations.Apply(input, output, new MapperBuffer()));

    private static string Controls(string text) => Run(text, static (input, output) => CleanControls.Apply(input, output, true, true, true));

    private static string NearDuplicates(string text, double similarity) => Run(text, (input, output) => NearDuplicateLines.Apply(input, output, new LineGrams(), similarity));

    private static string Run(string text, Mapper mapper)
    {
        TextBuffer output = new();
        bool changed = mapper(Encoding.UTF8.GetBytes(text), output);
        string result = changed ? Encoding.UTF8.GetString(output.Bytes) : text;
        Assert.Equal(changed, result != text);
        return result;
    }
}
