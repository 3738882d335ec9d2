using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Mappers;

public class MapperPipelineTests
{
    private const string Good = "{\"id\":\"1\",\"text\":\"A cafÃ© in town &amp; more[1].\\n-----\\nx\\nWrite to me@mail.org or call +1 415-555-2671.\\nPrivacy policy\"}\n";
    private const string Many = "{\"id\":\"2\",\"text\":\"Write to a@mail.org, b@mail.org, c@mail.org for help.\"}\n";

    [Fact]
    public async Task AllMappersInOnePipeline()
        => Assert.Equal(["A café in town & more.\nWrite to email@example.com or call 555-0100."], await Run(static options => MapperPipeline.RunAsync(options)));

    [Fact]
    public async Task DatatrovesPersonalData() => Assert.Equal(
        ["A cafÃ© in town &amp; more[1].\n-----\nx\nWrite to email@example.com or call +1 415-555-2671.\nPrivacy policy", "Write to email@example.com, firstname.lastname@example.org, email@example.com for help."],
        await Run(static options => DatatrovePipeline.RunAsync(options)));

    [Fact]
    public async Task DolmasPersonalData() => Assert.Equal(
        ["A cafÃ© in town &amp; more[1].\n-----\nx\nWrite to |||EMAIL_ADDRESS||| or call +1 |||PHONE_NUMBER||| .\nPrivacy policy", "Write to |||EMAIL_ADDRESS||| |||EMAIL_ADDRESS||| |||EMAIL_ADDRESS||| for help."],
        (await Run(static options => DolmaPipeline.RunAsync(options))).Select(static text => text.Replace("  ", " ", StringComparison.Ordinal)));

    private static async Task<string[]> Run(Func<RunOptions, Task<RunSummary>> run)
    {
        using TempFolder folder = new();
        folder.Write("in/a.jsonl", Good + Many);
        RunSummary summary = await run(new RunOptions { ProjectDirectory = folder.Path, OutputDirectory = Path.Combine(folder.Path, "out"), Workers = 1 });
        Assert.True(summary.Succeeded);
        return [.. folder.Read("out/out.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line =>
        {
            using JsonDocument row = JsonDocument.Parse(line);
            return row.RootElement.GetProperty("text").GetString()!;
        })];
    }
}
