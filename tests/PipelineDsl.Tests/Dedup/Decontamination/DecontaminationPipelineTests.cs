using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Dedup.Decontamination;

public class DecontaminationPipelineTests
{
    private const string Benchmark = "{\"id\":\"q1\",\"query\":\"one two three four five six seven eight\",\"label\":\"nine ten\"}\n";

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task ContaminatedDocumentsAreDropped(int workers)
        => Assert.Equal(["1: a clean text", "4: four five six seven"], await Run(static options => DropPipeline.RunAsync(options), workers));

    [Fact]
    public async Task DatatroveLooksAtLabelsAndBorders()
        => Assert.Equal(["1: a clean text", "2: See: one two three four five six seven EIGHT, see?", "4: four five six seven"], await Run(static options => DatatroveDropPipeline.RunAsync(options), 1));

    [Fact]
    public async Task SpansAreCutOut() => Assert.Equal(
        ["1: a clean text", "2: See:\n, see?", "4: four five six seven"],
        (await Run(static options => CutPipeline.RunAsync(options), 1)).Select(static row => row.Replace("\\n", "\n", StringComparison.Ordinal)));

    [Fact]
    public async Task OptionsThatMakeNoIndexFailTheRun()
    {
        RunException exception = await Assert.ThrowsAsync<RunException>(() => Run(static options => TooShortPipeline.RunAsync(options), 1));
        Assert.Equal("PDSL2007", exception.Id);
        Assert.Contains("n-grams have 8 to 50 words, not 5", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BenchmarksThatCannotBeReadFailTheRun()
    {
        RunException exception = await Assert.ThrowsAsync<RunException>(() => Run(static options => DropPipeline.RunAsync(options), 1, "{\"query\":\n"));
        Assert.Equal("PDSL2007", exception.Id);
        Assert.Contains("b.jsonl, line 1: this is no JSON", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PatternsOfBenchmarksAreWhatTheRunDependsOn()
    {
        using TempFolder folder = Prepare(Benchmark);
        RunSummary summary = await DropPipeline.RunAsync(Options(folder, 1));
        Assert.Equal([Path.Combine(folder.Path, "benchmarks/*.jsonl")], summary.Resources);
    }

    private static async Task<string[]> Run(Func<RunOptions, Task<RunSummary>> run, int workers, string benchmark = Benchmark)
    {
        using TempFolder folder = Prepare(benchmark);
        Assert.True((await run(Options(folder, workers))).Succeeded);
        return [.. folder.Read("out/out.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => string.Join(": ", line.Split('"').Where((_, i) => i is 3 or 7)))];
    }

    private static TempFolder Prepare(string benchmark)
    {
        TempFolder folder = new();
        folder.Write("benchmarks/b.jsonl", benchmark);
        folder.Write("in/a.jsonl", "{\"id\":\"1\",\"text\":\"a clean text\"}\n{\"id\":\"2\",\"text\":\"See: one two three four five six seven EIGHT, see?\"}\n");
        folder.Write("in/b.jsonl", "{\"id\":\"3\",\"text\":\"three, four, five, six, seven, eight, nine, ten\"}\n");
        folder.Write("in/c.jsonl", "{\"id\":\"4\",\"text\":\"four five six seven\"}\n");
        return folder;
    }

    private static RunOptions Options(TempFolder folder, int workers)
        => new() { ProjectDirectory = folder.Path, OutputDirectory = Path.Combine(folder.Path, "out"), Workers = workers };
}
