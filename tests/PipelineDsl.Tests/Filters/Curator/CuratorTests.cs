using System;
using System.Linq;
using System.Text;
using CsCheck;
using PipelineDsl.Tests.Features.Repetition;
using PipelineDsl.Tests.Text;
using Xunit;

namespace PipelineDsl.Tests.Filters.Curator;

public class CuratorTests
{
    private static readonly string[] s_pieces =
    [
        "⟨a⟩", "{", "]", "(", "⟩", "\b", "#", "##", "#a", "#a#", "a##", "[...]", "(...)", "[…]", "-»", "...", "…", "the", "be", "with", "that", "Read more", "read more..", "• x", "⦿ y", "‣", "* z",
        "same line here\n", "same line here\n", "\n\n", "\n\n\n", "\n", " ", "  ", "http://", "https://example.com/a", "http://porn.example%20%2G", "httphttp://x", "privacy policy", "Use Cookies", "Lorem Ipsum",
        "if you continue to browse", "12", "٣", "Ⅷ", "é", "漢字", "🙂", ".", "?", "\"", "'",
    ];

    private static readonly Gen<string> s_pieceText = Gen.Int[0, s_pieces.Length - 1].Array[0, 60].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i])));

    private static readonly Gen<string> s_repetitive = Gen.Select(Gen.Int[0, 5].Array[0, 80], Gen.Int[0, 3].Array[0, 6], static (picks, spaces) => string.Concat(picks.Select((pick, i)
        => (string[])["a", "bé", "漢", "aa", "ab a", "b"] is var words ? words[pick] + (spaces.Contains(i % 11) ? "\n " : " ") : "")));

    private static readonly string s_good = string.Concat(Enumerable.Range(0, 20).Select(static i => $"Sentence {"abcdefghijklmnopqrst"[i]} is one of those that people like to read with care.\n"));

    [Fact]
    public void FeaturesAreThoseOfTheReference() => Gen.OneOf(TextGen.Texts, s_pieceText).Sample(static text => AssertSame(text), iter: 500);

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\n")]
    [InlineData("\n\n")]
    [InlineData("a\n\n\nb\n\na")]
    [InlineData("http")]
    [InlineData("https://")]
    [InlineData("http://%41%4")]
    public void EdgesToo(string text) => AssertSame(text);

    [Fact]
    public void AGoodTextPasses() => Assert.Equal("kept", Audit(s_good));

    [Theory]
    [InlineData("", "FewSymbols FewDigits LittleWhiteSpace FewBrackets EnoughWords WordsLongEnough NoLongWord FewSymbolWords WordsHaveLetters EnoughCommonWords FewBullets LinesEndProperly"
        + " FewEllipsisLines EnoughDifferentLines EnoughDifferentLineCharacters EnoughDifferentParagraphs EnoughDifferentParagraphCharacters FewUrls")]
    public void AnEmptyTextFailsWhatItWouldFailThere(string text, string rules)
        => Assert.Equal(rules.Split(' ').Order(), CuratorPipeline.Audit(Encoding.UTF8.GetBytes(text)).Failures.Select(static f => f.Rule!.Name).Order());

    [Theory]
    [InlineData("CuratorUrlRules.NoPornographicUrl", "See http://porn.example.\n")]
    [InlineData("CuratorParagraphRules.LittleBoilerplate (1, threshold 0.4)", "Read our privacy policy.\n")]
    [InlineData("CuratorWordRules.FewSymbolWords", "# # # # # # # # # # # # # # # # # # # # # # # # # # # # # # # # # # # # # #.\n")]
    public void OneThingMoreAndItFails(string rule, string more) => Assert.StartsWith($"dropped by {rule}", Audit(s_good + more), StringComparison.Ordinal);

    [Fact]
    public void NGramsAreThoseOfTheReference()
    {
        MeasuredRepetition measured = new();
        NGramCoverage<WordList> coverage = new();
        PhraseMemory memory = new();
        Gen.OneOf(s_repetitive, s_pieceText, RandomTexts.Text).Sample(
            text =>
            {
                measured.Measure(text);
                coverage.Begin();
                coverage.Finish(measured.Words);
                CuratorCharacters chars = new() { Characters = ReferenceCurator.Length(text) };
                Check[] tops =
                [
                    CuratorNGramRules.RareTop2Gram(measured.Words, coverage, in chars, memory, 1), CuratorNGramRules.RareTop3Gram(measured.Words, coverage, in chars, memory, 1),
                    CuratorNGramRules.RareTop4Gram(measured.Words, coverage, in chars, memory, 1),
                ];
                Check[] duplicates =
                [
                    CuratorNGramRules.FewDuplicate5Grams(measured.Words, coverage, in chars, 1), CuratorNGramRules.FewDuplicate6Grams(measured.Words, coverage, in chars, 1),
                    CuratorNGramRules.FewDuplicate7Grams(measured.Words, coverage, in chars, 1), CuratorNGramRules.FewDuplicate8Grams(measured.Words, coverage, in chars, 1),
                    CuratorNGramRules.FewDuplicate9Grams(measured.Words, coverage, in chars, 1), CuratorNGramRules.FewDuplicate10Grams(measured.Words, coverage, in chars, 1),
                ];
                Assert.Equal(Enumerable.Range(2, 3).Select(n => ReferenceCurator.Top(text, n)), tops.Select(static c => c.Value));
                Assert.Equal(Enumerable.Range(5, 6).Select(n => ReferenceCurator.Duplicate(text, n)), duplicates.Select(static c => c.Value));
            },
            iter: 1500,
            threads: 1);
    }

    [Theory]
    [InlineData("", "RareTop2Gram RareTop3Gram RareTop4Gram FewDuplicate5Grams FewDuplicate6Grams FewDuplicate7Grams FewDuplicate8Grams FewDuplicate9Grams FewDuplicate10Grams")]
    [InlineData("one two three four", "RareTop2Gram RareTop3Gram RareTop4Gram FewDuplicate5Grams FewDuplicate6Grams FewDuplicate7Grams FewDuplicate8Grams FewDuplicate9Grams FewDuplicate10Grams")]
    [InlineData("ab cd ab cd. Some other words that do not occur again but fill the text with characters", "")]
    [InlineData("abcd efgh a abcd efgh b abcd efgh c abcd efgh d, some more words that do not occur again, so that the text is long enough for the rules of longer sequences", "RareTop2Gram")]
    public void ShortAndRepetitiveTextsFailTheRulesOfNGrams(string text, string rules)
        => Assert.Equal(rules.Split(' ', StringSplitOptions.RemoveEmptyEntries), CuratorNGramPipeline.Audit(Encoding.UTF8.GetBytes(text)).Failures.Select(static f => f.Rule!.Name));

    [Fact]
    public void TheMostFrequentNGramIsCutOutOfLongerWordsToo()
        => Assert.Equal("CuratorNGramRules.RareTop2Gram 0.6", CuratorNGramPipeline.Audit("a b xa by xa bz"u8).Failures.Select(static f => FormattableString.Invariant($"{f.Rule} {f.Value}")).First());

    [Fact]
    public void AShareAtItsThresholdPasses()
    {
        MeasuredCurator text = new("• a.\nb.\n", TextKernels.Best);
        Assert.True(CuratorLineRules.FewBullets(text.Lines, 0.5));
        Assert.False(CuratorLineRules.FewBullets(text.Lines, 0.49));
        Assert.True(CuratorLineRules.EnoughDifferentLines(text.Lines, 1));
        Assert.True(CuratorCharacterRules.FewBrackets(new MeasuredCurator("(abc", TextKernels.Best).Characters, 0.25));
        Assert.False(CuratorCharacterRules.FewBrackets(new MeasuredCurator("(abc", TextKernels.Best).Characters, 0.2));
    }

    private static string Audit(string text) => CuratorPipeline.Audit(Encoding.UTF8.GetBytes(text)).ToString();

    private static void AssertSame(string text)
    {
        ReferenceCurator expected = new(text);
        foreach (TextKernel kernel in Enum.GetValues<TextKernel>())
        {
            MeasuredCurator actual = new(text, kernel);
            Assert.Equal(
                (expected.Characters, expected.Alphanumeric, expected.Digits, expected.Spaces, expected.Brackets),
                (actual.Characters.Characters, actual.Characters.Alphanumeric, actual.Characters.Digits, actual.Characters.Spaces, actual.Characters.Brackets));
            Assert.Equal(
                (expected.Words, expected.SymbolWords, expected.CommonWords, expected.LongestWord),
                (actual.Words.Count, actual.Words.SymbolWords, actual.Words.CommonWords, actual.Words.LongestCharacters));
            Assert.Equal(
                (expected.Lines, expected.Bullets, expected.WithoutEndMark, expected.Ellipses, expected.DuplicateLines, expected.LineCharacters, expected.UniqueLineCharacters),
                (actual.Lines.Count, actual.Lines.Bullets, actual.Lines.WithoutEndMark, actual.Lines.Ellipses, actual.Lines.Duplicates, actual.Lines.Characters,
                    actual.Lines.Characters - actual.Lines.DuplicateCharacters));
            Assert.Equal(
                (expected.Paragraphs, expected.Boilerplate, expected.LoremIpsum, expected.DuplicateParagraphs, expected.ParagraphCharacters, expected.UniqueParagraphCharacters),
                (actual.Paragraphs.Count, actual.Paragraphs.Boilerplate, actual.Paragraphs.HasLoremIpsum, actual.Paragraphs.Duplicates, actual.Paragraphs.Characters,
                    actual.Paragraphs.Characters - actual.Paragraphs.DuplicateCharacters));
            Assert.Equal((expected.UrlCharacters, expected.Porn), (actual.Urls.Characters, actual.Urls.HasPorn));
        }
    }
}
