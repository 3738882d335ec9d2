using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.EndToEnd;
using Xunit;

namespace PipelineDsl.Tests.Engine;

/// <summary>Runs with a store: what has not changed is not done again, and the outputs are those of a run without a store.</summary>
public sealed class IncrementalRunTests : IDisposable
{
    private const int Shards = 5;
    private readonly TempFolder _folder = new();

    public IncrementalRunTests()
    {
        for (int shard = 0; shard < Shards; shard++)
        {
            _folder.Write($"in/{shard}.tsv", Lines(shard, 0));
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheSecondRunDoesNothing()
    {
        RunSummary first = await Run("out");
        Assert.Equal((true, 0), (first.TasksDone > 0, first.TasksFound));
        Dictionary<string, string> files = Files("out");
        RunSummary second = await Run("out");
        Assert.Equal((0, first.TasksDone), (second.TasksDone, second.TasksFound));
        Assert.Equal(files, Files("out"));
        await Plain("plain");
        Assert.Equal(Files("plain"), files);
    }

    [Fact]
    public async Task AnotherOutputFolderNeedsNothingDoneEither()
    {
        await Run("out");
        Assert.Equal(0, (await Run("elsewhere", workers: 3)).TasksDone);
        Assert.Equal(Files("out"), Files("elsewhere"));
    }

    [Fact]
    public async Task OneChangedShardIsDoneWithTheDeduplicationsAndThoseThatItConcerns()
    {
        await Run("out");

        // A document that nobody else has: the marks of the other shards stay as they were.
        _folder.Write("in/2.tsv", Lines(2, 0) + "new\tnobody else says this\n");
        RunSummary summary = await Run("out");
        Assert.Equal(4, summary.TasksDone); // the shard in both phases, the ids, the deduplication
        await Plain("plain");
        Assert.Equal(Files("plain"), Files("out"));
    }

    [Fact]
    public async Task AShardWhoseDropListChangesIsDoneAgain()
    {
        await Run("out");

        // What the first shard says now is no longer the first of its kind in the last.
        _folder.Write("in/0.tsv", Lines(0, 0) + "copy\tonly shard 4 says this\n");
        Assert.Equal(5, (await Run("out")).TasksDone);
        await Plain("plain");
        Assert.Equal(Files("plain"), Files("out"));
    }

    [Fact]
    public async Task RepeatedIdsAreFoundInShardsThatDidNotChange()
    {
        await Run("out", maxRejects: 10);
        _folder.Write("in/0.tsv", Lines(0, 0) + "3-7\tan id that the fourth shard has too\n");
        await Run("out", maxRejects: 10);
        await Plain("plain", maxRejects: 10);
        Assert.Equal(Files("plain"), Files("out"));
        Assert.Contains("3.tsv", _folder.Read("out/rejects.jsonl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddedAndRemovedShards()
    {
        await Run("out");
        File.Delete(Path.Combine(_folder.Path, "in/1.tsv"));
        _folder.Write("in/00.tsv", Lines(9, 0));
        await Run("out");
        await Plain("plain");
        Assert.Equal(Files("plain"), Files("out"));
    }

    [Fact]
    public async Task ATaskThatFailedIsTheOnlyOneLeftToDo()
    {
        int documents = 0;
        PipelineDefinition failing = TestPipeline.Create(onDocument: () =>
        {
            if (Interlocked.Increment(ref documents) == 150)
            {
                throw new InvalidOperationException("no more");
            }
        });
        await Assert.ThrowsAsync<InvalidOperationException>(() => PipelineHost.RunAsync(failing, Options("out", "store", workers: 1), CancellationToken.None));
        Assert.False(File.Exists(Path.Combine(_folder.Path, "out/manifest.json")));
        RunSummary summary = await Run("out");
        Assert.Equal(3, summary.TasksFound); // 40 documents in each shard: three were done
        await Plain("plain");
        Assert.Equal(Files("plain"), Files("out"));
    }

    [Fact]
    public async Task AnotherLimitIsAnotherKey()
    {
        RunSummary first = await Run("out");
        RunSummary second = await PipelineHost.RunAsync(TestPipeline.Create(), Options("out", "store") with { MaxDocumentBytes = 1 << 10 }, CancellationToken.None);
        Assert.Equal(first.TasksDone - 1, second.TasksDone + second.TasksFound - 1);
        Assert.True(second.TasksDone >= Shards);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task CorruptArtifactsAreMadeAgain(int damage)
    {
        await Run("out");
        Dictionary<string, string> files = Files("out");
        foreach (string artifact in Directory.GetFiles(Path.Combine(_folder.Path, "store/attempts"), "*", SearchOption.AllDirectories).Where(static f => new FileInfo(f).Length > 0 && !Path.GetFileName(f).StartsWith('.')))
        {
            byte[] bytes = File.ReadAllBytes(artifact);
            switch (damage)
            {
                case 0:
                    bytes[bytes.Length / 2] ^= 1;
                    File.WriteAllBytes(artifact, bytes);
                    break;
                case 1:
                    File.WriteAllBytes(artifact, bytes[..^1]);
                    break;
                default:
                    File.Delete(artifact);
                    break;
            }
        }

        // The corpus changes too, so that artifacts are read and not just known.
        _folder.Write("in/2.tsv", Lines(2, 0) + "new\tnobody else says this\n");
        await Run("out");
        await Plain("plain");
        Assert.Equal(Files("plain"), Files("out"));
        Assert.NotEqual(files, Files("out"));
    }

    [Fact]
    public async Task ThePlanSaysWhatWouldBeDoneAndWhy()
    {
        IReadOnlyList<TaskListing> before = PipelineHost.ListTasks(TestPipeline.Create(), Options("out", "store"), CancellationToken.None);
        Assert.Equal(Shards, before.Count(static t => t.State == TaskState.ToDo));
        Assert.All(before, static t => Assert.Equal(t.State == TaskState.ToDo ? "phase-0" : t.Stage, t.Stage));
        await Run("out");
        Assert.All(PipelineHost.ListTasks(TestPipeline.Create(), Options("out", "store"), CancellationToken.None), static t => Assert.Equal(TaskState.Found, t.State));

        _folder.Write("in/2.tsv", Lines(2, 0) + "new\tnobody else says this\n");
        IReadOnlyList<TaskListing> after = PipelineHost.ListTasks(TestPipeline.Create(), Options("out", "store"), CancellationToken.None);
        TaskListing changed = Assert.Single(after, static t => t.State == TaskState.ToDo);
        Assert.Equal(("phase-0", 2, "2.tsv"), (changed.Stage, changed.Task, changed.Name));
        Assert.Equal(["input 2.tsv changed"], changed.Changes);
        Assert.All(after.Where(static t => t.Stage != "phase-0"), static t => Assert.Equal(TaskState.Waits, t.State));
    }

    [Fact]
    public async Task AGeneratedPipelineWithClustersAndIndexes()
    {
        for (int shard = 0; shard < 4; shard++)
        {
            _folder.Write($"in/{shard}.jsonl", Json(shard, 0));
        }

        foreach (int changed in (int[])[-1, 1, 3, 0])
        {
            if (changed >= 0)
            {
                _folder.Write($"in/{changed}.jsonl", Json(changed, 1));
            }

            await DedupPipeline.RunAsync(Options("out", "store"));
            await DedupPipeline.RunAsync(Options("plain", null));
            Assert.Equal(Files("plain"), Files("out"));
        }
    }

    private static string Lines(int shard, int version)
    {
        StringBuilder lines = new();
        for (int i = 0; i < 40; i++)
        {
            lines.Append(System.Globalization.CultureInfo.InvariantCulture, $"{shard}-{i}\t{(i == 39 ? $"only shard {shard} says this" : i % 5 == 0 ? "bad text" : $"text {(shard * 3) + (i % 17) + version}")}\n");
        }

        return lines.ToString();
    }

    private static string Json(int shard, int version) => string.Concat(Enumerable.Range(0, 60).Select(i =>
        $"{{\"id\":\"{shard}-{i}\",\"score\":{i % 7},\"topic\":\"{(i * (shard + 2)) % 13}\",\"text\":\"word {(i + version) % 11} of shard {i % 3} and {(i * shard) % 5}\"}}\n"));

    private Task<RunSummary> Run(string output, int workers = 2, long maxRejects = 0) => PipelineHost.RunAsync(TestPipeline.Create(), Options(output, "store", workers, maxRejects), CancellationToken.None);

    private Task<RunSummary> Plain(string output, long maxRejects = 0) => PipelineHost.RunAsync(TestPipeline.Create(), Options(output, null, 1, maxRejects), CancellationToken.None);

    private RunOptions Options(string output, string? store, int workers = 2, long maxRejects = 0) => new()
    {
        ProjectDirectory = _folder.Path,
        OutputDirectory = Path.Combine(_folder.Path, output),
        StoreDirectory = store is null ? null : Path.Combine(_folder.Path, store),
        Workers = workers,
        MaxRejects = maxRejects,
    };

    private Dictionary<string, string> Files(string folder) => Directory.GetFiles(Path.Combine(_folder.Path, folder))
        .ToDictionary(static f => Path.GetFileName(f), static f => Convert.ToHexString(File.ReadAllBytes(f)), StringComparer.Ordinal);
}
