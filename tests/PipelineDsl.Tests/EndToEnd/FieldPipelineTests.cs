using System.IO;
using System.Linq;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.EndToEnd;

public class FieldPipelineTests
{
    [Theory]
    [InlineData("fine", "3", "false", "kept")]
    [InlineData("fine", "1", "false", "dropped by StarRules.EnoughStars (1, threshold 2)")]
    [InlineData("fine", "3", "true", "dropped by StarRules.NotHidden")]
    [InlineData("a bad one", "3", "false", "dropped by TextRules.NoBadWord")]
    public void Judges(string text, string stars, string hidden, string verdict)
        => Assert.Equal(verdict, FieldPipeline.Judge(System.Text.Encoding.UTF8.GetBytes(text), ("stars", stars), ("hidden", hidden)).ToString());

    [Fact]
    public void AuditsWithoutEarlyExit()
        => Assert.Equal(
            ["StarRules.EnoughStars", "StarRules.NotHidden", "TextRules.NoBadWord"],
            FieldPipeline.Audit("a bad one"u8, ("stars", "1"), ("hidden", "true")).Failures.Select(static f => f.Rule!.ToString()));

    [Fact]
    public async Task RunsFromJsonToPackedTokens()
    {
        using TempFolder folder = new();
        folder.Write("in/a.jsonl", """
            {"id":"1","stars":5,"body":"one two three"}
            {"id":"2","stars":1,"body":"dropped by stars"}
            {"id":"3","stars":5,"body":"one two three"}
            {"id":"4","stars":4,"hidden":null,"body":"bad"}

            """);
        RunSummary summary = await FieldPipeline.RunAsync(new RunOptions { ProjectDirectory = folder.Path, OutputDirectory = Path.Combine(folder.Path, "out"), Workers = 1 });
        Assert.True(summary.Succeeded);
        Assert.Equal((4, 1), (summary.Read, summary.Kept));
        Assert.Equal(32, new FileInfo(Path.Combine(folder.Path, "out/tokens.bin")).Length);
    }
}
