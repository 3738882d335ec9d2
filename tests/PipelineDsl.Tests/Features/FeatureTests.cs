using System;
using System.Linq;
using CsCheck;
using PipelineDsl.Tests.Text;
using Xunit;

namespace PipelineDsl.Tests.Features;

public class FeatureTests
{
    [Fact]
    public void FeaturesAreThoseOfTheReference() => TextGen.Texts.Sample(static text => AssertSame(text), iter: 2000);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("the")]
    [InlineData("the\u00A0be\u3000to\u2028of\u0085with")]
    [InlineData("bethe the. The THE beta tobe")]
    [InlineData("......")]
    [InlineData(". . . .... ..... … ......")]
    [InlineData("- a\n  • b\r\n-\n\u2003- c…  \n...\n")]
    [InlineData("！？ … — a, , ,")]
    public void EdgesToo(string text) => AssertSame(text);

    [Fact]
    public void RunsOfPunctuationAndWordsCrossBorders()
    {
        for (int before = 56; before < 68; before++)
        {
            foreach (string run in new[] { "…", "—", "--", "...", "，。！", "--a", "a--", "with", "the" })
            {
                AssertSame(new string(' ', before) + string.Concat(Enumerable.Repeat(run, 1)) + " x");
                AssertSame(new string(' ', before) + string.Concat(Enumerable.Repeat(run, 45)));
                AssertSame(new string(' ', 4040 + before) + string.Concat(Enumerable.Repeat(run, 33)) + "\u3000b");
            }
        }
    }

    [Fact]
    public void ARatioWithoutDenominatorIsZero()
    {
        MeasuredText empty = new("");
        Assert.Equal(0, empty.Chars.UppercaseRatio);
        Assert.Equal(0, empty.Chars.LetterRatio);
        Assert.Equal(0, empty.Words.MeanLength);
        Assert.Equal(0, empty.Words.LetterWordRatio);
        Assert.Equal(0, empty.LineStats.BulletRatio);
        Assert.Equal(0, empty.LineStats.TerminalEndRatio);
    }

    private static void AssertSame(string text)
    {
        ReferenceFeatures expected = new(text);
        foreach (TextKernel kernel in Enum.GetValues<TextKernel>())
        {
            MeasuredText actual = new(text, kernel);
            Assert.Equal(
                (expected.Words, expected.NonSymbolWords, expected.MeanLength, expected.LetterWords, expected.StopWords),
                (actual.Words.Count, actual.Words.NonSymbolWords, actual.Words.MeanLength, actual.Words.LetterWords, actual.Stops.Count));
            Assert.Equal(
                (expected.Characters, expected.Letters, expected.Upper, expected.Digits, expected.Spaces),
                (actual.Chars.Characters, actual.Chars.Letters, actual.Chars.Upper, actual.Chars.Digits, actual.Chars.Spaces));
            Assert.Equal((expected.Hashes, expected.Ellipses), (actual.Symbols.Hashes, actual.Symbols.Ellipses));
            Assert.Equal(
                (expected.Lines, expected.BlankLines, expected.Bullets, expected.EllipsisEnds, expected.TerminalEnds, expected.LineBytes, expected.LongestLine),
                (actual.LineStats.Count, actual.LineStats.Blank, actual.LineStats.Bullets, actual.LineStats.EllipsisEnds, actual.LineStats.TerminalEnds,
                    actual.LineStats.Bytes, actual.LineStats.LongestBytes));
        }
    }
}
