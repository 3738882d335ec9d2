using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.EndToEnd;

public sealed class DedupPipelineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SurvivorsCutsClustersAndCopiesAreAsDeclared()
    {
        _folder.Write("in/a.jsonl", """
            {"id":"1","text":"red apples are sweet","score":1}
            {"id":"2","text":"red apples are sweet","score":3}
            {"id":"3","text":"red apples are very sweet","score":0}
            {"id":"4","text":"green pears","score":0,"topic":"fruit"}
            {"id":"5","text":"one two three","score":0,"topic":"numbers"}
            {"id":"6","text":"two three four","topic":"numbers"}
            {"id":"7","text":"four five six"}

            """);
        RunSummary summary = await DedupPipeline.RunAsync(Options());
        Assert.True(summary.Succeeded);

        // 1 is a copy of 2, whose score is higher; 3 is the longest of those with its first words; 4 has nothing left; 6 has the topic of 5.
        Assert.Equal(
            [
                """{"id":"3","text":"are very sweet","copies":1,"topicId":0}""",
                """{"id":"5","text":"three","copies":1,"topicId":1}""",
                """{"id":"7","text":"six","copies":1,"topicId":3}""",
            ],
            Kept());
        Assert.Equal(
            ["ExactDedup.Duplicate 1", "FirstWords.Duplicate 1", "FirstWords.IsNotEmpty 1", "ByTopic.Duplicate 1"],
            summary.Dropped.Where(static d => d.Value > 0).Select(static d => $"{d.Key} {d.Value}"));
        Assert.Contains(summary.Files, static f => f.EndsWith("first-words.index", StringComparison.Ordinal));
        JsonElement exact = JsonDocument.Parse(_folder.Read("out/manifest.json")).RootElement.GetProperty("deduplications")[0];
        Assert.Equal(("ExactDedup", 7, 1), (exact.GetProperty("step").GetString(), exact.GetProperty("keys").GetInt32(), exact.GetProperty("duplicates").GetInt32()));
    }

    [Fact]
    public async Task AnIndexNeedsANameOfItsOwn()
    {
        _folder.Write("in/a.jsonl", "{\"text\":\"a\"}\n");
        RunException exception = await Assert.ThrowsAsync<RunException>(() => ClashingPipeline.RunAsync(Options()));
        Assert.Equal("PDSL2014", exception.Id);
    }

    [Fact]
    public async Task TextsThatAreEqualOnceNormalizedAreOne()
    {
        _folder.Write("in/a.jsonl", "{\"text\":\"Un café,  ici!\"}\n{\"text\":\"un cafe ici\"}\n{\"text\":\"UN CAFÉ ICI, now long\"}\n{\"text\":\"!\"}\n{\"text\":\"?\"}\n");
        RunSummary summary = await NormalizedPipeline.RunAsync(Options());
        Assert.Equal(["ExactDedup.Duplicate 1"], summary.Dropped.Select(static d => $"{d.Key} {d.Value}"));
        Assert.Equal(["Un café,  ici!", "UN CAFÉ ICI, now long", "!", "?"], Kept().Select(static l => JsonDocument.Parse(l).RootElement.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task CopiesAreWrittenAsOftenAsTheyCount()
    {
        _folder.Write("in/a.jsonl", string.Concat(Enumerable.Range(0, 5).Select(static i => $"{{\"id\":\"{i}\",\"text\":\"a b {(i < 4 ? "same" : "other longer")}\"}}\n")));
        _folder.Write("in/b.jsonl", "{\"id\":\"x\",\"text\":\"c d same\"}\n{\"id\":\"y\",\"text\":\"c d same\"}\n");
        RunSummary summary = await DedupPipeline.RunAsync(Options());
        Assert.Equal(2, summary.Kept);
        Assert.Equal(["\"4\"", "\"x\"", "\"x\""], Kept().Select(static l => JsonDocument.Parse(l).RootElement.GetProperty("id").GetRawText()));
        Assert.Contains("written again", _folder.Read("out/summary.txt"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1, 1 << 20)]
    [InlineData(5, 3, 1 << 20)]
    [InlineData(2, 2, 1 << 10)]
    public async Task OutputsAreTheSameForAnyShardsWorkersAndMemory(int shards, int workers, long memory)
    {
        string[] lines = Documents();
        _folder.Write("in/all.jsonl", string.Concat(lines));
        await DedupPipeline.RunAsync(Options());
        Dictionary<string, string> expected = Outputs();
        File.Delete(Path.Combine(_folder.Path, "in/all.jsonl"));
        for (int shard = 0; shard < shards; shard++)
        {
            int from = lines.Length * shard / shards;
            _folder.Write($"in/{shard}.jsonl", string.Concat(lines[from..(lines.Length * (shard + 1) / shards)]));
        }

        await DedupPipeline.RunAsync(Options() with { Workers = workers, DedupMemoryBytes = memory });
        Assert.Equal(expected, Outputs());
    }

    [Fact]
    public async Task ARunThatIsCancelledAnywhereLeavesNothingAndTheNextIsWhole()
    {
        _folder.Write("in/all.jsonl", string.Concat(Documents()));
        await DedupPipeline.RunAsync(Options());
        Dictionary<string, string> expected = Outputs();
        Directory.Delete(Path.Combine(_folder.Path, "out"), recursive: true);
        for (int notes = 0; notes < 8; notes++)
        {
            using CancellationTokenSource cancel = new();
            CancelAfter observer = new(notes, cancel);
            try
            {
                await DedupPipeline.RunAsync(Options() with { Observer = observer }, cancel.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.False(Directory.Exists(Path.Combine(_folder.Path, "out")));
            }
        }

        await DedupPipeline.RunAsync(Options());
        Assert.Equal(expected, Outputs());
    }

    [Fact]
    public async Task TheEstimateIsToldBeforeTheRun()
    {
        _folder.Write("in/all.jsonl", string.Concat(Documents()));
        Notes notes = new();
        await DedupPipeline.RunAsync(Options() with { Observer = notes });
        Assert.Equal(4, notes.Texts.Count);
        Assert.StartsWith("about 300 documents, 1 MB of text", notes.Texts[0], StringComparison.Ordinal);
        Assert.StartsWith("ExactDedup: up to 1 MB of memory, 1 MB of disk", notes.Texts[1], StringComparison.Ordinal);
    }

    [Fact]
    public void ADroppedDocumentIsExplained()
    {
        _folder.Write("in/all.jsonl", "{\"id\":\"1\",\"text\":\"a b c\",\"score\":1}\n{\"id\":\"2\",\"text\":\"a b c\",\"score\":2}\n{\"id\":\"3\",\"text\":\"a b\"}\n{\"id\":\"4\",\"text\":\"x y\"}\n");
        Assert.Equal(("dropped by ExactDedup.Duplicate", "2"), (Explain("1").Verdict.ToString(), Explain("1").FirstOfItsKind));
        Assert.True(Explain("2").Verdict.Kept);
        Assert.Equal("c", Explain("2").Text);
        Assert.Equal("dropped by FirstWords.IsNotEmpty", Explain("4").Verdict.ToString());
    }

    private Explanation Explain(string id) => PipelineHost.Explain(DedupPipeline.Definition, Options(), id, CancellationToken.None)!;

    private RunOptions Options() => new() { ProjectDirectory = _folder.Path, OutputDirectory = Path.Combine(_folder.Path, "out"), Workers = 1, DedupMemoryBytes = 1 << 20, SamplesPerRule = 0 };

    private string[] Kept() => _folder.Read("out/kept.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Dictionary<string, string> Outputs() => Directory.GetFiles(Path.Combine(_folder.Path, "out"))
        .Where(static f => Path.GetFileName(f) is "kept.jsonl" or "first-words.index" or "summary.txt")
        .ToDictionary(static f => Path.GetFileName(f), static f => Convert.ToHexString(File.ReadAllBytes(f)));

    private static string[] Documents()
    {
        Random random = new(5);
        return [.. Enumerable.Range(0, 300).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"id\":\"{i}\",\"text\":\"{random.Next(6)} {random.Next(8)} {random.Next(3)}\",\"score\":{random.Next(4)},\"topic\":\"{random.Next(20)}\"}}\n"))];
    }

    private sealed class Notes : IRunObserver
    {
        public List<string> Texts { get; } = [];

        public void OnProgress(in RunProgress progress)
        {
        }

        public void OnFinding(RunFinding finding)
        {
        }

        public void OnNote(string text) => Texts.Add(text);
    }

    /// <summary>Cancels the run when so many things were told.</summary>
    private sealed class CancelAfter(int count, CancellationTokenSource cancel) : IRunObserver
    {
        private int _left = count;

        public void OnProgress(in RunProgress progress) => Tell();

        public void OnFinding(RunFinding finding) => Tell();

        public void OnNote(string text) => Tell();

        private void Tell()
        {
            if (_left-- == 0)
            {
                cancel.Cancel();
            }
        }
    }
}
