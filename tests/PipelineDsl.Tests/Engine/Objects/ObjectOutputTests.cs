using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine.Inputs;
using Xunit;

namespace PipelineDsl.Tests.Engine.Objects;

/// <summary>Outputs in an object storage are those of a folder, all of them or those of the last run, whatever goes wrong.</summary>
public sealed class ObjectOutputTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MemoryStorage _storage = new() { Transfer = new ObjectTransfer { PartBytes = 100, Delay = TimeSpan.Zero } };

    public ObjectOutputTests()
    {
        _storage.Put("data", "other", [7]);
        Write("first");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheOutputsAreThoseOfAFolder()
    {
        RunSummary local = await RunAsync(Options("out"));
        _storage.Fault = static (_, number) => number % 3 == 0 ? new ObjectStorageException(ObjectFailure.Unreachable, "busy") : null;
        RunSummary remote = await RunAsync(Remote());
        AssertPublished("out");
        Assert.Contains(_storage.Below("data", "corpus/"), static f => f.Value.Length > 300); // so that it had parts
        Assert.Equal(local.Files.Select(f => "mem://data/corpus/" + Path.GetRelativePath(Path.Combine(_folder.Path, "out"), f)), remote.Files);
        Assert.Empty(_storage.Open);
        Assert.Empty(Directory.Exists(Path.Combine(_folder.Path, "work")) ? Directory.GetFileSystemEntries(Path.Combine(_folder.Path, "work")) : []);
    }

    [Fact]
    public async Task WhatIsThereIsNotUploadedAgain()
    {
        await RunAsync(Remote());
        _storage.Requests.Clear();
        await RunAsync(Remote());
        Assert.DoesNotContain(_storage.Requests, static r => !r.StartsWith("find ", StringComparison.Ordinal) && !r.StartsWith("list ", StringComparison.Ordinal) && !r.StartsWith("read ", StringComparison.Ordinal));

        // One that somebody replaced, deleted or left beside is put right; the others are not touched.
        _storage.Put("data", "corpus/summary.txt", [1]);
        _storage.Put("data", "corpus/rejects.failed.jsonl", [1]);
        _storage.Buckets["data"].TryRemove("corpus/rejects.jsonl", out _);
        _storage.Requests.Clear();
        await RunAsync(Remote());
        Assert.Equal(["begin corpus/manifest.json", "begin corpus/rejects.jsonl", "begin corpus/summary.txt"], _storage.Requests.Where(static r => r.StartsWith("begin ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        await RunAsync(Options("out"));
        AssertPublished("out");
    }

    [Fact]
    public async Task FilesOfTheLastRunThatThisOneDoesNotMakeAreRemoved()
    {
        await RunAsync(Remote(), "old.txt");
        Assert.Contains("old.txt", _storage.Below("data", "corpus/").Keys);
        await RunAsync(Remote());
        await RunAsync(Options("out"));
        AssertPublished("out");
        Assert.Contains("other", _storage.Buckets["data"].Keys);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AfterAFailureAtAnyRequestTheOutputsAreTheLastOnesOrTheyAreNotListed(bool dies)
    {
        await RunAsync(Remote());
        Dictionary<string, byte[]> before = _storage.Below("data", "corpus/");
        Write("second");
        await RunAsync(Options("out"));
        bool hasFailed = true;
        int wasWhole = 0;
        for (int request = 1; hasFailed; request++)
        {
            int seen = 0;
            hasFailed = false;
            _storage.Fault = (_, _) =>
            {
                // A process that dies asks nothing more; one that fails cleans up.
                int number = Interlocked.Increment(ref seen);
                bool fails = dies ? number >= request : number == request;
                hasFailed |= fails;
                return fails ? new ObjectStorageException(ObjectFailure.Denied, "no") : null;
            };
            if (await Xunit.Record.ExceptionAsync(() => RunAsync(Remote())) is { } exception)
            {
                Assert.Equal("PDSL2082", Assert.IsType<RunException>(exception).Id);
                Dictionary<string, byte[]> after = _storage.Below("data", "corpus/");
                if (after.ContainsKey("manifest.json"))
                {
                    Assert.Equal(before, after);
                    wasWhole++;
                }
            }

            // The next run publishes everything and leaves no upload of the one that failed.
            _storage.Fault = static (_, _) => null;
            await RunAsync(Remote());
            AssertPublished("out");
            Assert.Empty(_storage.Open);
            _storage.Buckets["data"].Clear();
            foreach ((string name, byte[] bytes) in before)
            {
                _storage.Put("data", "corpus/" + name, bytes, "first");
            }
        }

        Assert.True(wasWhole > 10);
    }

    [Fact]
    public async Task AnAnswerThatIsLostWhenAnUploadIsCompletedIsNoFailure()
    {
        HashSet<string> lost = [];
        _storage.Lost = request =>
        {
            lock (lost)
            {
                return lost.Add(request) ? new ObjectStorageException(ObjectFailure.Unreachable, "the connection was reset") : null;
            }
        };
        await RunAsync(Remote());
        Assert.True(lost.Count > 3);
        _storage.Lost = static _ => null;
        await RunAsync(Options("out"));
        AssertPublished("out");
    }

    [Fact]
    public async Task ARunBeyondItsBudgetPutsItsRejectsBesideTheLastOutputs()
    {
        await RunAsync(Remote());
        Dictionary<string, byte[]> before = _storage.Below("data", "corpus/");
        _folder.Write("in/c.tsv", "no tab\nnone here either\n");
        Assert.False((await PipelineHost.RunAsync(TestPipeline.Create(), Remote() with { MaxRejects = 0 }, CancellationToken.None)).Succeeded);
        Dictionary<string, byte[]> after = _storage.Below("data", "corpus/");
        Assert.True(after.Remove("rejects.failed.jsonl", out byte[]? rejects));
        Assert.Equal(32, rejects.Count(static b => b == '\n'));
        Assert.Equal(before, after);
        await RunAsync(Remote());
        await RunAsync(Options("out"));
        AssertPublished("out");
    }

    [Fact]
    public async Task APlanPublishesOnceUntilSomebodyChangesWhatItPublished()
    {
        string plan = Path.Combine(_folder.Path, "plan.json");
        RunOptions options = Remote() with { StoreDirectory = Path.Combine(_folder.Path, "store"), WorkDirectory = null };
        using (PlannedRun planned = PlannedRun.Create(TestPipeline.Create(), options, null, CancellationToken.None))
        {
            planned.Save(plan);
        }

        using (PlannedRun planned = PlannedRun.Open(TestPipeline.Create(), plan, options))
        {
            planned.RunAll(CancellationToken.None);
            Assert.False(planned.Run(PlannedRun.Publish, 0, CancellationToken.None));
            _storage.Buckets["data"].TryRemove("corpus/summary.txt", out _);
            Assert.True(planned.Run(PlannedRun.Publish, 0, CancellationToken.None));
        }

        await RunAsync(Options("out"));
        AssertPublished("out");
    }

    [Fact]
    public async Task ARunNeedsAPlaceForItsOwnFiles()
    {
        RunException exception = await Assert.ThrowsAsync<RunException>(() => RunAsync(Remote() with { WorkDirectory = null }));
        Assert.Equal("PDSL2086", exception.Id);
        Assert.Contains("--work", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABucketThatIsNotThereIsFoundBeforeAnythingIsDone()
    {
        RunException exception = await Assert.ThrowsAsync<RunException>(() => RunAsync(Remote() with { OutputDirectory = "mem://nowhere/corpus", Sources = ["nothing/*"] }));
        Assert.Equal("PDSL2081", exception.Id);
    }

    [Fact]
    public async Task OneRunAtATimeWritesToAnAddress()
    {
        using WorkFolder other = new(OutputPlace.Of(Remote(), new ObjectBuckets(_storage)));
        RunException exception = await Assert.ThrowsAsync<RunException>(() => RunAsync(Remote() with { OutputDirectory = "mem://data/corpus/" }));
        Assert.Equal("PDSL2004", exception.Id);
        Assert.Contains("mem://data/corpus/", exception.Message, StringComparison.Ordinal);
        await RunAsync(Remote() with { OutputDirectory = "mem://data/corpus2" });
    }

    private static Task<RunSummary> RunAsync(RunOptions options, string outputFile = "out.txt")
        => PipelineHost.RunAsync(TestPipeline.Create(outputFile), options, CancellationToken.None);

    private void Write(string word)
    {
        _folder.Write("in/a.tsv", string.Concat(Enumerable.Range(0, 60).Select(i => $"a{i}\t{word} text {i % 40}\n")));
        _folder.Write("in/b.tsv", string.Concat(Enumerable.Range(0, 30).Select(i => $"b{i}\t{word} or other {i}\nno tab\n")));
    }

    private RunOptions Options(string output) => InputKit.Options(_folder, 1 << 20) with { OutputDirectory = Path.Combine(_folder.Path, output), MaxRejects = 1000 };

    private RunOptions Remote() => Options("") with { OutputDirectory = "mem://data/corpus", Storage = _storage, WorkDirectory = Path.Combine(_folder.Path, "work") };

    private void AssertPublished(string folder)
    {
        string path = Path.Combine(_folder.Path, folder);
        Dictionary<string, byte[]> expected = Directory.GetFiles(path, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(path, f), File.ReadAllBytes);
        Dictionary<string, byte[]> published = _storage.Below("data", "corpus/");
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), published.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, f => Assert.Equal(f.Value, published[f.Key]));
    }
}
