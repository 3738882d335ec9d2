using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using PipelineDsl.Tests.Text;
using Xunit;

namespace PipelineDsl.Tests.Filters.Heuristics;

public class HeuristicTests
{
    private static readonly Gen<string> s_repeated = Gen.Select(Gen.String[Gen.Char["abé漢"], 1, 12], Gen.Int[1, 30], Gen.String[Gen.Char["ab"], 0, 40], static (unit, times, rest)
        => new StringBuilder().Insert(0, unit, times).Append(rest).ToString());

    [Fact]
    public void FeaturesAreThoseOfTheReference() => Gen.OneOf(TextGen.Texts, RandomTexts.Text, s_repeated).Sample(static text => AssertSame(text), iter: 600);

    [Theory]
    [InlineData("")]
    [InlineData("123456789")]
    [InlineData("1234567890")]
    [InlineData("\r\n\r\n")]
    [InlineData("a_b ²Ⅷ½ -- x\u0301")]
    public void EdgesToo(string text) => AssertSame(text);

    [Fact]
    public void NoTextIsTooStrange() => Gen.Byte.Array[0, 200].Sample(static bytes => Assert.InRange(new MeasuredHeuristics(bytes).Repetition.Ratio, 0, 1));

    [Theory]
    [InlineData(86, true)]
    [InlineData(87, false)]
    public void TheXmlHeaderCountsWithinAHundredCharacters(int before, bool found)
        => Assert.Equal(found, new MeasuredHeuristics(string.Concat(Enumerable.Repeat("é", before)) + "<?xml version=\"1.0\"?>").Xml.Found);

    [Theory]
    [InlineData("kept", "int Main() {\n    return Compute();\n}\n")]
    [InlineData("dropped by CodeQuality.NoXmlHeader", "<?xml version=\"1.0\"?>\n<project>content here</project>\n")]
    [InlineData("dropped by CodeQuality.EnoughLines (1, threshold 2)", "return Compute();")]
    [InlineData("dropped by CodeQuality.EnoughLettersPerToken (0.875, threshold 1.5)", "a b c d e f\ng")]
    public void CodeIsJudged(string verdict, string text) => Assert.Equal(verdict, CodePipeline.Audit(Encoding.UTF8.GetBytes(text)).ToString());

    [Fact]
    public void ALineAtTheBoundPasses()
    {
        Assert.Equal("kept", CodePipeline.Audit(Encoding.UTF8.GetBytes(new string('x', 1000) + string.Concat(Enumerable.Repeat("\nxx", 15)))).ToString());
        Assert.StartsWith("dropped by CodeQuality.NoVeryLongLine (1001", CodePipeline.Audit(Encoding.UTF8.GetBytes(new string('x', 1001) + string.Concat(Enumerable.Repeat("\nxx", 15)))).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void OrdinaryTextPasses() => Assert.Equal("kept", DataJuicerPipeline.Audit("This is a text of ordinary length.\nIt has two lines.\n"u8).ToString());

    [Fact]
    public void RepetitiveTextDoesNot()
        => Assert.Equal(
            ["LittleRepetition", "NotTooManyAlphanumerics"],
            DataJuicerPipeline.Audit(Encoding.UTF8.GetBytes(new string('a', 50))).Failures.Select(static f => f.Rule!.Name).Order());

    [Fact]
    public void AnEmptyTextFailsTheLowerBounds()
        => Assert.Equal(
            ["EnoughAlphanumerics", "LinesLongEnoughOnAverage", "LongEnough", "LongestLineLongEnough"],
            DataJuicerPipeline.Audit([]).Failures.Select(static f => f.Rule!.Name).Order());

    private static void AssertSame(string text)
    {
        MeasuredHeuristics actual = new(text);
        Rune[] runes = [.. text.EnumerateRunes()];
        List<string> lines = ReferenceText.Lines(text);
        Assert.Equal(
            (runes.Length, runes.Count(IsAlpha), runes.Count(IsAlphanumeric), Tokens(runes)),
            (actual.Characters.Characters, actual.Characters.Letters, actual.Characters.Alphanumeric, actual.Characters.Tokens));
        Assert.Equal(
            (lines.Count, lines.Sum(Length), lines.Select(Length).DefaultIfEmpty(0).Max(), text.Count(static c => c == '\n')),
            (actual.Lines.Count, actual.Lines.Characters, actual.Lines.LongestCharacters, actual.Newlines.Count));
        Assert.Equal(Repetition(runes), actual.Repetition.Ratio);
    }

    private static double Repetition(Rune[] runes)
    {
        int[] counts = [.. Enumerable.Range(0, Math.Max(0, runes.Length - 9)).GroupBy(i => string.Concat(runes.Skip(i).Take(10))).Select(static g => g.Count()).OrderDescending()];
        int top = Math.Min((int)Math.Sqrt(counts.Length), counts.Count(static c => c > 1));
        return counts.Length == 0 ? 0 : (double)counts.Take(top).Sum() / counts.Sum();
    }

    private static int Tokens(Rune[] runes)
        => Regex.Count(string.Concat(runes.Select(static r => IsAlphanumeric(r) || r.Value == '_' ? 'w' : ReferenceText.IsSpace(r) ? ' ' : '-')), "w+|-+");

    private static bool IsAlpha(Rune rune) => UnicodeCategories.Of(rune.Value) <= UnicodeCategory.OtherLetter;

    private static bool IsAlphanumeric(Rune rune)
        => UnicodeCategories.Of(rune.Value) is <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static int Length(string text) => text.EnumerateRunes().Count();
}
