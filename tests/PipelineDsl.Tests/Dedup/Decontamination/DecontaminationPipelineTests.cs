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

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task NotesSayWhichItemLeakedWhere(int workers)
    {
        using TempFolder folder = Prepare(Benchmark + "{\"benchmark\":\"own \\\"B\\\"\",\"label\":\"Three four five six seven eight nine ten.\"}\n");
        folder.Write("others/o.jsonl", "{\"id\":3,\"query\":\"a b c d e f g h\"}\n{\"query\":\"short\"}\n");
        folder.Write("in/d.jsonl", "{\"id\":\"5\",\"text\":\"A b c d é f g h\"}\n{\"id\":\"6\",\"text\":\"é, A b c d e f g h\"}\n");
        Assert.True((await NotesPipeline.RunAsync(Options(folder, workers))).Succeeded);
        Assert.Equal(
            """
            {"step":"DecontaminateSpans","id":"2","record":"a.jsonl#2","benchmark":"b","item":"q1","file":"b.jsonl","line":1,"ngramsFound":1,"ngrams":3,"first":"one two three four five six seven eight","spanStart":5,"spanLength":39}
            {"step":"DecontaminateSpans","id":"3","record":"b.jsonl#1","benchmark":"b","item":"q1","file":"b.jsonl","line":1,"ngramsFound":1,"ngrams":3,"first":"three four five six seven eight nine ten","spanStart":0,"spanLength":47}
            {"step":"DecontaminateSpans","id":"3","record":"b.jsonl#1","benchmark":"own \"B\"","item":"b.jsonl:2","file":"b.jsonl","line":2,"ngramsFound":1,"ngrams":1,"first":"three four five six seven eight nine ten","spanStart":0,"spanLength":47}
            {"step":"Decontaminate","id":"6","record":"d.jsonl#2","benchmark":"o","item":"3","file":"o.jsonl","line":1,"ngramsFound":1,"ngrams":1,"first":"a b c d e f g h","spanStart":4,"spanLength":15}

            """,
            folder.Read("out/notes.jsonl"));
        string manifest = folder.Read("out/manifest.json");
        string summary = folder.Read("out/summary.txt");
        foreach (string figure in (string[])["contaminatedDocuments: 2", "contaminatedBy.b: 2", "contaminatedBy.own \"B\": 1", "items: 2", "itemsThatCannotBeFound: 1", "contaminatedBy.o: 1"])
        {
            Assert.Contains($"  {figure}\n", summary, StringComparison.Ordinal);
            Assert.Contains($"\"{figure.Replace("\"", "\\\"", StringComparison.Ordinal).Replace(": ", "\": ", StringComparison.Ordinal)}", manifest, StringComparison.Ordinal);
        }

        Assert.Contains("\"file\": \"notes.jsonl\"", manifest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShardsThatAreReadAgainAreNotedOnce()
    {
        using TempFolder folder = Prepare(Benchmark);
        folder.Write("in/b.jsonl", "{\"id\":\"2\",\"text\":\"again\"}\n{\"id\":\"3\",\"text\":\"three, four, five, six, seven, eight, nine, ten\"}\n");
        Assert.True((await DropPipeline.RunAsync(new RunOptions { ProjectDirectory = folder.Path, OutputDirectory = Path.Combine(folder.Path, "out"), Workers = 1, MaxRejects = 1 })).Succeeded);
        Assert.Equal(["a.jsonl#2", "b.jsonl#2"], folder.Read("out/notes.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static row => row.Split('"')[11]));
        Assert.Contains("  contaminatedDocuments: 2\n", folder.Read("out/summary.txt"), StringComparison.Ordinal);
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
