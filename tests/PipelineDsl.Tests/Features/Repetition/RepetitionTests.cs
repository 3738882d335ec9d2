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
        }
    }
}
