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
}
