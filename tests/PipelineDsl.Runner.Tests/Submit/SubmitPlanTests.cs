using System;
using System.IO;
using System.Linq;
using PipelineDsl.Engine;
using PipelineDsl.Runner.Submit;
using Xunit;

namespace PipelineDsl.Runner.Tests.Submit;

public class SubmitPlanTests
{
    [Fact]
    public void APlanIsReadWhateverElseIsInIt()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["plan.json"], """{"format":1,"planHash":"00FF00FF00FF00FF","store":"st","stages":[{"name":"phase-0","tasks":2,"bytes":[3,9],"more":{}},{"name":"ids","tasks":1}],"shards":[]}""");
        SubmitPlan plan = SubmitPlan.Read(folder["plan.json"]);
        Assert.Equal(("00ff00ff00ff", folder["st"]), (plan.ShortHash, plan.Store));
        Assert.Equal([("phase-0", 2), ("ids", 1)], plan.Stages.Select(static s => (s.Name, s.Tasks)));
        Assert.Equal([1, 0], plan.Stages[0].LargestFirst([0, 1]));
        Assert.Equal([0], plan.Stages[1].LargestFirst([0]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"planHash":"a","store":"s"}""")]
    [InlineData("""{"planHash":"a","store":"s","stages":[]}""")]
    [InlineData("""{"planHash":"","store":"s","stages":[{"name":"a","tasks":1}]}""")]
    [InlineData("""{"planHash":"a","store":"s","stages":[{"name":"a","tasks":0}]}""")]
    [InlineData("""{"planHash":"a","store":"s","stages":[{"name":"a","tasks":2,"bytes":[1]}]}""")]
    [InlineData("""{"planHash":"a","store":"s","stages":[{"name":"a","tasks":1},{"name":"a","tasks":1}]}""")]
    [InlineData("""{"planHash":"a","store":"s","stages":[{"name":"a b","tasks":1}]}""")]
    public void WhatIsNoPlanIsRefused(string json)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["plan.json"], json);
        RunException exception = Assert.Throws<RunException>(() => SubmitPlan.Read(folder["plan.json"]));
        Assert.Equal(("PDSL2050", folder["plan.json"]), (exception.Id, exception.File));
    }

    [Fact]
    public void APlanThatIsNotThereIsRefused()
        => Assert.Equal("PDSL2050", Assert.Throws<RunException>(static () => SubmitPlan.Read(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N")))).Id);

    [Fact]
    public void AValueMayDifferBetweenStages()
    {
        StageValue value = new(["4G", "cut=8G", "cut-1=16G"]);
        Assert.Equal(["4G", "8G", "16G", "4G"], new[] { "phase-0", "cut-0", "cut-1", "publish" }.Select(value.For));
        Assert.Null(new StageValue(["cut=8G"]).For("phase-0"));
        Assert.Throws<FormatException>(static () => new StageValue(["cut="]));
    }
}
