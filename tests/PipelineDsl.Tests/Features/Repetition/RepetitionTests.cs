using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Features.Repetition;

public class RepetitionTests
{
    private static readonly string[] s_separators = [" ", " ", " ", " ", " ", "\n", "\n", "\n\n", "\n \n", "  ", "\u3000", "\r\n", "\n\n\n"];

    /// <summary>Texts of few different words and separators, so that everything repeats, and words that are each other's beginnings, so that different words concatenate to the same.</summary>
    private static Gen<string> Repetitive { get; } = Gen.Select(
        Gen.OneOf(
            OneOf("a", "b", "ab", "aab", "ba"),
            OneOf("the", "of", "world", "naïve", "漢", "字"),
            OneOf("x", "supercalifragilistic", "supercalifragilisticexpialidocious", "🙂", "-"),
            Gen.Int[0, 30].Select(static i => $"w{i}")),
        Gen.Int[0, s_separators.Length - 1],
        static (word, separator) => word + s_separators[separator]).Array[0, 300].Select(static pieces => string.Concat(pieces));

    /// <summary>Texts with whole stretches that are there more than once.</summary>
    private static Gen<string> Copied { get; } = Gen.Select(RandomTexts.Text, Gen.Int[0, 1 << 20].Array[2, 6], static (text, cuts) =>
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        StringBuilder copy = new();
        foreach (int cut in cuts)
        {
            int from = runes.Length == 0 ? 0 : cut % runes.Length;
            copy.AppendJoin("", runes.Skip(from).Take(cut % 97)).Append("\n\n"[..(cut % 3)]);
        }

        return text + copy;
    });

    private static readonly MeasuredRepetition s_measured = new();

    [Fact]
    public void RandomTextsAreMeasuredAsTheReferenceDoes() => RandomTexts.Text.Sample(AssertSame, iter: 300, threads: 1);

    [Fact]
    public void RepetitiveTextsToo() => Repetitive.Sample(AssertSame, iter: 300, threads: 1);

    [Fact]
    public void CopiedStretchesToo() => Copied.Sample(AssertSame, iter: 300, threads: 1);

    [Fact]
    public void LongTextsToo() => RandomTexts.LongText.Sample(AssertSame, iter: 10, threads: 1);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("\n\n")]
    [InlineData("\n\n\n")]
    [InlineData("a")]
    [InlineData("a\n")]
    [InlineData("\na")]
    [InlineData("\na\n")]
    [InlineData("\n\na\n\n")]
    [InlineData("a\n\nb\n\na\n\n a\n\na ")]
    [InlineData(" \n\n a\n\na \n\n")]
    [InlineData("a\r\n\r\na\r\n\r\na")]
    [InlineData("\n \n \n\u3000\n\u3000\n x")]
    [InlineData("Hello wonderful world again")]
    [InlineData("b a b a a b a b")]
    [InlineData("one two one two three four three four")]
    [InlineData("ab c d e f g a bc d e f g abc d e f g abcd e f g")]
    [InlineData("a b c d ef g ab c d e f g")]
    [InlineData("漢 字 漢 字 漢 字 漢 字 漢 字 漢 字 漢 字 漢 字")]
    [InlineData("x\u0000y x\u0000y x\u0000y x\u0000y x\u0000y x\u0000y x\u0000y")]
    public void Edges(string text) => AssertSame(text);

    /// <summary>Words that touch each other have no spaces in the text, but in n-grams: bounds must hold for them as well.</summary>
    [Fact]
    public void SharesOfWordsWithoutSpacesToo()
    {
        for (char letter = 'a'; letter <= 'w'; letter++)
        {
            AssertTouching([.. Enumerable.Range(0, 40).Select(i => ((char)(letter + (i % 4))).ToString())]);
        }

        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 3], static (letter, length) => new string("abé字"[letter], length)).Array[0, 200].Sample(AssertTouching, iter: 300);
    }

    [Fact]
    public void LinesThatDifferInTheMiddleOnlyAreDifferent()
    {
        string[] rows = [.. Enumerable.Range(0, 40).Select(static i => $"| the same beginning | {i % 25:00} | and the same end |")];
        AssertSame(string.Join('\n', rows));
        AssertSame(string.Join("\n\n", rows));
    }

    [Fact]
    public void LengthsAreExactAtEveryBorder()
    {
        for (int length = 1; length < 70; length++)
        {
            string line = new('a', length);
            AssertSame($"{line}\n{line}\n{line}b\n{line}");
            AssertSame($"{line} b {line} b {line} c {line} b {line} b {line} c");
            AssertSame(new string(' ', length) + "é\n\né\nx");
        }
    }

    [Fact]
    public void InvalidTextIsMeasuredToo() => Gen.Byte.Array[0, 300].Sample(
        static bytes =>
        {
            s_measured.Measure(bytes);
            Assert.True(s_measured.Lines.Lines > 0);
            for (int n = 2; n <= 10; n++)
            {
                Assert.True(s_measured.NGrams.TopCharacters(n) >= 0);
                Assert.True(n < 5 || s_measured.NGrams.DuplicateCharacters(n) >= 0);
            }
        },
        iter: 300,
        threads: 1);

    [Fact]
    public void AllKernelsGiveTheSame()
    {
        MeasuredRepetition[] measured = [.. TextKernels.Available.Select(static k => new MeasuredRepetition(k))];
        Repetitive.Sample(text => AssertSameFor(text, measured), iter: 30, threads: 1);
    }

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    private static void AssertSame(string text) => AssertSameFor(text, s_measured);

    private static void AssertSameFor(string text, params MeasuredRepetition[] all)
    {
        ReferenceRepetition expected = new(text);
        foreach (MeasuredRepetition actual in all)
        {
            actual.Measure(text);
            Assert.Equal((expected.Lines.Length, expected.DuplicateLines), (actual.Lines.Lines, (actual.Lines.Duplicates, actual.Lines.DuplicateCharacters)));
            Assert.Equal(expected.DuplicateTextLines.Characters, actual.Lines.DuplicateTextCharacters);
            Assert.Equal(
                (expected.Paragraphs.Length, expected.DuplicateParagraphs),
                (actual.Paragraphs.Paragraphs, (actual.Paragraphs.Duplicates, actual.Paragraphs.DuplicateCharacters)));
            for (int n = 2; n <= 4; n++)
            {
                Assert.Equal((n, expected.TopCharacters(n)), (n, actual.NGrams.TopCharacters(n)));
            }

            for (int n = 5; n <= 10; n++)
            {
                Assert.Equal((n, expected.DuplicateCharacters(n)), (n, actual.NGrams.DuplicateCharacters(n)));
            }

            Assert.Equal(expected.Characters, actual.Chars.Characters);
            AssertShares(expected, actual.NGrams);
        }
    }

    private static void AssertShares(ReferenceRepetition expected, NGrams<WordList> actual)
    {
        for (int n = 2; n <= 13; n++)
        {
            AssertShare(
                n < 5 ? expected.TopCharacters(n) : expected.DuplicateCharacters(n),
                expected.Characters,
                enough => n < 5 ? actual.TopShare(n, expected.Characters, enough) : actual.DuplicateShare(n, expected.Characters, enough));
        }
    }

    private static void AssertTouching(string[] words)
    {
        const int Characters = 300;
        NGrams<TouchingWords> ngrams = new();
        ngrams.Begin();
        ngrams.Finish(new TouchingWords(words));
        for (int n = 2; n <= 13; n++)
        {
            AssertShare(
                n < 5 ? ngrams.TopCharacters(n) : ngrams.DuplicateCharacters(n),
                Characters,
                enough => n < 5 ? ngrams.TopShare(n, Characters, enough) : ngrams.DuplicateShare(n, Characters, enough));
        }
    }

    /// <summary>A share above the threshold is exact; one that is not may be a bound, which is no greater than the threshold.</summary>
    private static void AssertShare(long part, long whole, Func<double, double> share)
    {
        double exact = Ratio.Of(part, whole);
        foreach (double enough in (double[])[0, 0.1, 0.2, exact / 2, exact, Math.BitDecrement(exact), 1.5 * exact, double.NaN])
        {
            double found = share(enough);
            if (exact <= enough)
            {
                Assert.InRange(found, exact, enough);
            }
            else
            {
                Assert.Equal(exact, found);
            }
        }
    }

    /// <summary>Words one behind the other.</summary>
    private sealed class TouchingWords : IWordList
    {
        private readonly TextBuffer _text = new();
        private readonly int[] _starts;
        private readonly int[] _ends;

        public TouchingWords(IEnumerable<string> words)
        {
            List<int> ends = [];
            foreach (string word in words)
            {
                _text.Append(Encoding.UTF8.GetBytes(word));
                ends.Add(_text.Length);
            }

            _ends = [.. ends];
            _starts = [.. ends.Prepend(0).SkipLast(1)];
        }

        public int Count => _ends.Length;

        public ReadOnlySpan<byte> Text => _text.Text.Bytes;

        public ReadOnlySpan<int> Starts => _starts;

        public ReadOnlySpan<int> Ends => _ends;
    }
}
