using System;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine;

public class JudgeTests
{
    [Fact]
    public void TellsTheRuleTheValueAndTheThreshold()
    {
        Verdict verdict = PipelineHost.Judge(TestPipeline.Create(), "no"u8, ("id", "1"));
        Assert.False(verdict.Kept);
        Assert.Equal(("Length", "TooShort", 2.0, 3.0), (verdict.Rule!.Step, verdict.Rule.Name, verdict.Value, verdict.Threshold));
        Assert.Equal("dropped by Length.TooShort (2, threshold 3)", verdict.ToString());
    }

    [Fact]
    public void RunsAllPhases()
    {
        Assert.Equal("dropped by Clean.NoBadWord", PipelineHost.Judge(TestPipeline.Create(), "a bad pear"u8).ToString());
        Assert.Equal("kept", PipelineHost.Judge(TestPipeline.Create(), "a good pear"u8).ToString());
    }

    [Fact]
    public void RefusesWhatIsNotUtf8AndFieldsThatNobodyNames()
    {
        Assert.Throws<ArgumentException>(static () => PipelineHost.Judge(TestPipeline.Create(), [0xFF]));
        Assert.Throws<ArgumentException>(static () => PipelineHost.Judge(TestPipeline.Create(), "x"u8, ("url", "y")));
    }
}
