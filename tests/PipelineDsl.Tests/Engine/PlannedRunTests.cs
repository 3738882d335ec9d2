using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.EndToEnd;
using Xunit;

namespace PipelineDsl.Tests.Engine;

/// <summary>A plan whose tasks are done one by one, in any order, several times, or at once: the outputs are those of a run in one process.</summary>
public sealed class PlannedRunTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public PlannedRunTests()
    {
        for (int shard = 0; shard < 4; shard++)
        {
            _folder.Write($"in/{shard}.jsonl", string.Concat(Enumerable.Range(0, 60).Select(i =>
                $"{{\"id\":\"{shard}-{i}\",\"score\":{i % 7},\"topic\":\"{i * (shard + 2) % 13}\",\"text\":\"word {i % 11} of shard {i % 3} and {i * shard % 5}\"}}\n")));
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TasksInAnyOrderMakeTheOutputsOfOneProcess()
    {
        Plan();
        foreach (StagePlan stage in Open(p => p.Stages))
        {
            foreach (int task in Enumerable.Range(0, stage.Tasks).Reverse())
            {
                Assert.Equal(stage.Name != PhaseStage.Again, Open(p => p.Run(stage.Name, task, CancellationToken.None))); // no id is repeated
                Assert.False(Open(p => p.Run(stage.Name, task, CancellationToken.None))); // a second attempt has nothing to do
            }

            if (stage.Name != PlannedRun.Publish)
            {
                Open(p =>
                {
                    p.Seal(stage.Name);
                    return 0;
                });
            }
        }

        Assert.All(Open(p => p.Status()), static s => Assert.Equal((s.Tasks, true), (s.Committed, s.IsSealed)));
        await DedupPipeline.RunAsync(Options("plain", null));
        Assert.Equal(Files("plain"), Files("out"));
    }

    [Fact]
    public async Task ManyProcessesAtOnceAndARunOfAllTakesUpWhatTheyLeft()
    {
        Plan();
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => Open(p => p.Run("phase-0", i % 4, CancellationToken.None)));
        Open(p =>
        {
            p.Seal("phase-0");
            p.RunAll(CancellationToken.None);
            return 0;
        });
        await DedupPipeline.RunAsync(Options("plain", null));
        Assert.Equal(Files("plain"), Files("out"));
    }

    [Fact]
    public async Task WhatAnotherRunPublishedIsPublishedAnew()
    {
        Plan();
        Open(p =>
        {
            p.RunAll(CancellationToken.None);
            return 0;
        });
        Dictionary<string, string> files = Files("out");
        Assert.False(Open(p => p.Run(PlannedRun.Publish, 0, CancellationToken.None)));

        await DedupPipeline.RunAsync(Options("out", null) with { SamplesPerRule = 0 });
        Assert.NotEqual(files, Files("out"));
        Assert.True(Open(p => p.Run(PlannedRun.Publish, 0, CancellationToken.None)));
        Assert.Equal(files, Files("out"));
    }

    [Fact]
    public void AStageNeedsTheSealsBeforeIt()
    {
        Plan();
        Assert.Contains("phase-0, which is not sealed", Assert.Throws<RunException>(() => Open(p => p.Run("cut-0", 0, CancellationToken.None))).Message, StringComparison.Ordinal);
        Open(p => p.Run("phase-0", 2, CancellationToken.None));
        RunException exception = Assert.Throws<RunException>(() => Open(p =>
        {
            p.Seal("phase-0");
            return 0;
        }));
        Assert.Contains("3 of 4 tasks of phase-0 are not done: 0, 1, 3", exception.Message, StringComparison.Ordinal);
        StageStatus status = Open(p => p.Status())[0];
        Assert.Equal(("phase-0", 1, false), (status.Name, status.Committed, status.IsSealed));
        Assert.Equal([0, 1, 3], status.Missing);
        Assert.Contains("phase-0, ids, repeats, cut-0", Assert.Throws<RunException>(() => Open(p => p.Run("phase-9", 0, CancellationToken.None))).Message, StringComparison.Ordinal);
        Assert.Throws<RunException>(() => Open(p => p.Run("phase-0", 4, CancellationToken.None)));
    }

    [Fact]
    public void WhatWasSealedAndIsGoneIsMissedAndMadeAgain()
    {
        Plan();
        for (int task = 0; task < 4; task++)
        {
            Open(p => p.Run("phase-0", task, CancellationToken.None));
        }

        Open(p =>
        {
            p.Seal("phase-0");
            return 0;
        });
        string commit = Directory.GetFiles(Path.Combine(_folder.Path, "store/commits"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        File.Delete(commit);
        int gone = Assert.Single(Open(p => p.Status())[0].Missing);
        Assert.Throws<RunException>(() => Open(p => p.Run("ids", 0, CancellationToken.None)));
        Assert.True(Open(p => p.Run("phase-0", gone, CancellationToken.None)));
        Assert.True(Open(p => p.Run("ids", 0, CancellationToken.None)));
    }

    [Fact]
    public async Task ARunOfAllMakesDamagedFilesAgain()
    {
        Plan();
        Assert.True(Open(p => p.RunAll(CancellationToken.None)));
        Dictionary<string, string> files = Files("out");
        foreach (string file in Directory.GetFiles(Path.Combine(_folder.Path, "store/attempts"), "documents*", SearchOption.AllDirectories).Where(static f => new FileInfo(f).Length > 0))
        {
            byte[] bytes = File.ReadAllBytes(file);
            bytes[bytes.Length / 2] ^= 1;
            File.WriteAllBytes(file, bytes);
        }

        Directory.Delete(Path.Combine(_folder.Path, "store/seals"), recursive: true);
        Directory.Delete(Path.Combine(_folder.Path, "out"), recursive: true);
        foreach (string commit in Directory.GetFiles(Path.Combine(_folder.Path, "store/commits"), "*", SearchOption.AllDirectories).Where(static f => File.ReadAllText(f).Contains("phase-1", StringComparison.Ordinal)))
        {
            File.Delete(commit);
        }

        Notes observer = new();
        using (PlannedRun run = PlannedRun.Open(DedupPipeline.Definition, PlanFile, Options("out", "store") with { Observer = observer }))
        {
            Assert.True(run.RunAll(CancellationToken.None));
        }

        Assert.Equal(files, Files("out"));
        Assert.InRange(observer.Lines.Count(static n => n.EndsWith("it is made again", StringComparison.Ordinal)), 1, 2); // not once for each of four files
        await DedupPipeline.RunAsync(Options("plain", null));
        Assert.Equal(files, Files("plain"));
    }

    [Fact]
    public void APlanIsForOneCorpusAndOneCode()
    {
        Plan();
        string text = File.ReadAllText(PlanFile);
        File.WriteAllText(PlanFile, text.Replace("\"maxRejects\": 0", "\"maxRejects\": 1", StringComparison.Ordinal));
        Assert.Contains("somebody has changed it", Assert.Throws<RunException>(() => Open(p => 0)).Message, StringComparison.Ordinal);
        File.WriteAllText(PlanFile, text[..(text.Length / 2)]);
        Assert.Throws<RunException>(() => Open(p => 0));
        File.WriteAllText(PlanFile, text);
        Assert.Throws<RunException>(() => PlannedRun.Open(TestPipeline.Create(), PlanFile, Options("out", "store")));
        using PlannedRun found = PlannedRun.Open(
            PlanFile,
            static (name, assembly) => (name, assembly) == ("PipelineDsl.Tests.EndToEnd.DedupPipeline", null) ? DedupPipeline.Definition : throw new InvalidOperationException(name),
            Options("out", "store"));
    }

    [Fact]
    public void AnInputThatChangedSinceThePlanIsAnError()
    {
        Plan();
        _folder.Write("in/1.jsonl", "{\"id\":\"x\",\"score\":1,\"topic\":\"t\",\"text\":\"another\"}\n");
        RunException exception = Assert.Throws<RunException>(() => Open(p => p.Run("phase-0", 1, CancellationToken.None)));
        Assert.Contains("1.jsonl", exception.Message, StringComparison.Ordinal);
        Assert.True(Open(p => p.Run("phase-0", 2, CancellationToken.None)));
    }

    private sealed class Notes : IRunObserver
    {
        public List<string> Lines { get; } = [];

        public void OnProgress(in RunProgress progress)
        {
        }

        public void OnFinding(RunFinding finding)
        {
        }

        public void OnNote(string text) => Lines.Add(text);
    }

    private string PlanFile => Path.Combine(_folder.Path, "plan.json");

    private void Plan()
    {
        using PlannedRun run = PlannedRun.Create(DedupPipeline.Definition, Options("out", "store"), null, CancellationToken.None);
        run.Save(PlanFile);
    }

    private T Open<T>(Func<PlannedRun, T> use)
    {
        using PlannedRun run = PlannedRun.Open(DedupPipeline.Definition, PlanFile, Options("ignored", null));
        return use(run);
    }

    private RunOptions Options(string output, string? store) => new()
    {
        ProjectDirectory = _folder.Path,
        OutputDirectory = Path.Combine(_folder.Path, output),
        StoreDirectory = store is null ? null : Path.Combine(_folder.Path, store),
        Workers = 2,
    };

    private Dictionary<string, string> Files(string folder) => Directory.GetFiles(Path.Combine(_folder.Path, folder))
        .ToDictionary(static f => Path.GetFileName(f), static f => Convert.ToHexString(File.ReadAllBytes(f)), StringComparer.Ordinal);
}
