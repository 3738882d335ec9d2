using System.Text;
using PipelineDsl.Tests.Features.Repetition;
using Xunit;

namespace PipelineDsl.Tests.EndToEnd;

public class RepetitionPipelineTests
{
    [Fact]
    public void TheFirstRuleThatIsBrokenNamesItself()
    {
        Assert.Equal("dropped by GopherQuality.EnoughWords (1, threshold 2)", RepetitionPipeline.Judge("word"u8).ToString());
        Assert.Equal("GopherRepetition.FewDuplicateLines", RepetitionPipeline.Judge("a line\na line\nanother line"u8).Rule?.ToString());
        Assert.Equal("GopherRepetition.RareTop3Gram", RepetitionPipeline.Judge("three words only"u8).Rule?.ToString());
        Assert.Equal("GopherRepetition.RareTop2Gram", SegmentedRepetitionPipeline.Judge("three words only"u8).Rule?.ToString());
        Assert.True(RepetitionPipeline.Judge("no pair of words in here occurs twice, which is what most writers of plain prose would rather like to see whenever they read it again"u8).Kept);
        Assert.True(SegmentedRepetitionPipeline.Judge(""u8).Kept);
    }

    [Fact]
    public void ProfilesAreTheRulesOfTheirTools()
    {
        const string Copies = "one line of it\none line of it\nthe other line";
        Assert.Equal("GopherRepetition.FewDuplicateLines", DatatroveRepetitionPipeline.Judge(Utf8(Copies)).Rule?.ToString());
        Assert.Equal((2.0 / 3, "GopherRepetition.FewRepeatedLines"), Outcome(DolmaRepetitionPipeline.Judge(Utf8(Copies))));
        Assert.Equal((2.0 / 3, "GopherRepetition.FewRepeatedLines"), Outcome(DclmRepetitionPipeline.Judge(Utf8(Copies))));
        Assert.Equal(((double)(2f / 3), "GopherRepetition.FewRepeatedLines"), Outcome(Olmo3RepetitionPipeline.Judge(Utf8(Copies))));

        // Most frequent pairs: datatrove counts one that occurs once, Dolma's rule never fires, DCLM wants two.
        const string Short = "only three words";
        Assert.Equal("GopherRepetition.RareTop2Gram", DatatroveRepetitionPipeline.Judge(Utf8(Short)).Rule?.ToString());
        Assert.True(DolmaRepetitionPipeline.Judge(Utf8(Short)).Kept);
        Assert.True(DclmRepetitionPipeline.Judge(Utf8(Short)).Kept);
        Assert.Equal("GopherRepetition.RareTop2Gram", Olmo3RepetitionPipeline.Judge(Utf8(Short)).Rule?.ToString());
        Assert.False(DolmaRepetition.RareTop2Gram(Coverage(Short), topNGrams: true));

        // No line at all.
        Assert.True(DatatroveRepetitionPipeline.Judge(""u8).Kept);
        Assert.True(DolmaRepetitionPipeline.Judge(""u8).Kept);
        Assert.Equal((1, "GopherRepetition.FewRepeatedLines"), Outcome(DclmRepetitionPipeline.Judge(""u8)));
        Assert.Equal((1, "GopherRepetition.FewRepeatedLines"), Outcome(Olmo3RepetitionPipeline.Judge(""u8)));
    }

    private static NGramCoverage<WordList> Coverage(string text)
    {
        MeasuredRepetition measured = new();
        measured.Measure(text);
        NGramCoverage<WordList> coverage = new();
        coverage.Begin();
        coverage.Finish(measured.Words);
        return coverage;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static (double Value, string? Rule) Outcome(Verdict verdict) => (verdict.Value, verdict.Rule?.ToString());
}
