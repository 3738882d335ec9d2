using System;
using System.IO;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Filters.Fields;

public class MetadataPipelineTests
{
    [Theory]
    [InlineData("news, blog", "blog", true)]
    [InlineData("news, blog", "Blog", false)]
    [InlineData("news, blog", "new", false)]
    [InlineData("news", "newspaper", false)]
    [InlineData("é,漢字", "漢字", true)]
    [InlineData("é,漢字", "漢", false)]
    [InlineData("", "a", false)]
    public void AListIsSearchedForAValue(string list, string value, bool has) => Assert.Equal(has, ValueList.Contains(list, System.Text.Encoding.UTF8.GetBytes(value)));

    [Theory]
    [InlineData(0.5, true, true)]
    [InlineData(0.49, false, true)]
    [InlineData(2, true, true)]
    [InlineData(2.01, true, false)]
    public void NumbersAtTheBoundsPass(double value, bool atLeast, bool atMost)
        => Assert.Equal((atLeast, atMost), (FieldBetween.AtLeast(value, 0.5, keepMissing: false).Passed, FieldBetween.AtMost(value, 2, keepMissing: false).Passed));

    [Fact]
    public async Task FieldsAreThoseThatTheOptionsName()
    {
        using TempFolder folder = new();
        folder.Write("lists/words.txt", "cat\ndog\n");
        string[] records =
        [
            """{"id":"kept","kind":"news","score":1,"language":"en","source":"cc","text":"a cat, a Dog"}""",
            """{"id":"kept too","kind":"é","source":"cc","text":"a cat, a Dog"}""",
            """{"id":"kind","kind":"forum","source":"cc","text":"a cat, a Dog"}""",
            """{"id":"no kind","source":"cc","text":"a cat, a Dog"}""",
            """{"id":"score","kind":"news","score":0.4,"source":"cc","text":"a cat, a Dog"}""",
            """{"id":"language","kind":"news","language":"fr","source":"cc","text":"a cat, a Dog"}""",
            """{"id":"source","kind":"news","source":"books","text":"a cat, a Dog"}""",
            """{"id":"words","kind":"news","source":"cc","text":"a cat"}""",
            """{"id":"pattern","kind":"news","source":"cc","text":"a cat, a Dog, secret7"}""",
        ];
        folder.Write("in/a.jsonl", string.Join('\n', records) + "\n");
        RunSummary summary = await MetadataPipeline.RunAsync(new RunOptions { ProjectDirectory = folder.Path, OutputDirectory = Path.Combine(folder.Path, "out"), Workers = 1 });
        Assert.True(summary.Succeeded);
        string[] kept = folder.Read("out/out.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, kept.Length);
        Assert.All(kept, static line => Assert.Contains("\"kept", line, StringComparison.Ordinal));
    }

    [Fact]
    public void AMissingFieldPassesWhereAsked()
    {
        Assert.True(FieldBetween.AtLeast(double.NaN, 0.5, keepMissing: true));
        Assert.False(FieldBetween.AtMost(double.NaN, 0.5, keepMissing: false));
        Assert.True(FieldEquals.IsListed(default, "a", keepMissing: true));
        Assert.False(FieldEquals.IsListed(default, "a", keepMissing: false));
    }
}
