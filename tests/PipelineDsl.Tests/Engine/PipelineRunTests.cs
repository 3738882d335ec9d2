using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine;

public sealed class PipelineRunTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private RunOptions Options(int workers = 1, long maxRejects = 0, Findings? findings = null) => new()
    {
        ProjectDirectory = _folder.Path,
        OutputDirectory = Path.Combine(_folder.Path, "out"),
        Workers = workers,
        MaxRejects = maxRejects,
        Observer = findings,
    };

    private sealed class Findings : IRunObserver
    {
        public List<RunFinding> All { get; } = [];

        public void OnFinding(RunFinding finding) => All.Add(finding);

        public void OnProgress(in RunProgress progress)
        {
        }
    }

    [Fact]
    public async Task KeepsTheFirstOfEachTextInTheCorpusOrder()
    {
        _folder.Write("in/a.tsv", "1\tapple\n2\tno\n3\tbad pear\n");
        _folder.Write("in/b.tsv", "4\tapple\n5\tplum\n6\tbad pear\n");
        RunSummary summary = await PipelineHost.RunAsync(TestPipeline.Create(), Options(), CancellationToken.None);

        Assert.True(summary.Succeeded);
        Assert.Equal("1=apple\n5=plum\nend\n", _folder.Read("out/out.txt"));
        Assert.Equal((6, 2, 0), (summary.Read, summary.Kept, summary.Rejected));
        Assert.Equal([1, 2, 1], summary.Dropped.Select(static d => d.Value));
        Assert.Equal(["out.txt", "rejects.jsonl", "samples.jsonl", "summary.txt", "manifest.json"], summary.Files.Select(Path.GetFileName));
        Assert.Equal(["manifest.json", "out.txt", "rejects.jsonl", "samples.jsonl", "summary.txt"], Directory.GetFileSystemEntries(Path.Combine(_folder.Path, "out")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task TheManifestBalancesAndHoldsNoPath()
    {
        _folder.Write("in/a.tsv", "1\tapple\n2\tno\n3\tbad pear\n4\tapple\n");
        await PipelineHost.RunAsync(TestPipeline.Create(), Options(), CancellationToken.None);

        string text = _folder.Read("out/manifest.json");
        Assert.DoesNotContain(_folder.Path, text, StringComparison.Ordinal);
        JsonElement ledger = JsonDocument.Parse(text).RootElement.GetProperty("ledger");
        long dropped = ledger.GetProperty("dropped").EnumerateArray().Sum(static d => d.GetProperty("documents").GetInt64());
        Assert.Equal(ledger.GetProperty("read").GetInt64(), ledger.GetProperty("kept").GetInt64() + dropped + ledger.GetProperty("rejected").GetInt64());
        Assert.Equal(4, ledger.GetProperty("read").GetInt64());
    }

    [Theory]
    [InlineData("out.txt")]
    [InlineData("out.txt.gz")]
    [InlineData("out.txt.zst")]
    public async Task TheOutputIsTheSameForAnyNumberOfWorkers(string file)
    {
        StringBuilder lines = new();
        for (int shard = 0; shard < 9; shard++)
        {
            lines.Clear();
            for (int i = 0; i < 300; i++)
            {
                lines.Append(shard).Append('-').Append(i).Append('\t').Append("text ").Append((shard * 7 + i * i) % 301).Append('\n');
            }

            _folder.Write($"in/{shard}.tsv", lines.ToString());
        }

        HashSet<string> outputs = [];
        for (int workers = 1; workers <= 4; workers++)
        {
            await PipelineHost.RunAsync(TestPipeline.Create(file), Options(workers), CancellationToken.None);
            outputs.Add(Convert.ToHexString(File.ReadAllBytes(Path.Combine(_folder.Path, "out", file))) + _folder.Read("out/manifest.json") + _folder.Read("out/summary.txt"));
        }

        Assert.Single(outputs);
    }

    [Fact]
    public async Task ShardingDoesNotChangeWhatIsKept()
    {
        string[] lines = [.. Enumerable.Range(0, 50).Select(static i => $"{i}\ttext {i % 17}\n")];
        _folder.Write("in/a.tsv", string.Concat(lines));
        await PipelineHost.RunAsync(TestPipeline.Create(), Options(), CancellationToken.None);
        string whole = _folder.Read("out/out.txt");

        File.Delete(Path.Combine(_folder.Path, "in/a.tsv"));
        for (int i = 0; i < lines.Length; i += 7)
        {
            _folder.Write($"in/{i:D3}.tsv", string.Concat(lines[i..Math.Min(i + 7, lines.Length)]));
        }

        await PipelineHost.RunAsync(TestPipeline.Create(), Options(workers: 3), CancellationToken.None);
        Assert.Equal(whole, _folder.Read("out/out.txt"));
    }

    [Fact]
    public async Task ARejectedRecordFailsTheRunAndNamesFileAndLine()
    {
        string file = _folder.Write("in/a.tsv", "1\tapple\nno tab here\n2\tpear\n");
        Findings findings = new();
        RunSummary summary = await PipelineHost.RunAsync(TestPipeline.Create(), Options(findings: findings), CancellationToken.None);

        Assert.False(summary.Succeeded);
        Assert.Empty(summary.Files);
        Assert.Equal(["PDSL2001", "PDSL2002"], findings.All.Select(static f => f.Id));
        Assert.All(findings.All, static f => Assert.True(f.IsError));
        Assert.Equal((file, 2), (findings.All[0].File, findings.All[0].Line));
        Assert.Equal(["rejects.failed.jsonl"], Directory.GetFileSystemEntries(Path.Combine(_folder.Path, "out")).Select(Path.GetFileName));
        Assert.Contains("\"line\":2,\"offset\":8,\"reason\":\"Malformed\",\"detail\":\"no tab\",\"record\":\"no tab here\"", _folder.Read("out/rejects.failed.jsonl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithinTheBudgetARejectedRecordIsAWarning()
    {
        _folder.Write("in/a.tsv", "1\tapple\nno tab here\n2\tpear\n");
        Findings findings = new();
        RunSummary summary = await PipelineHost.RunAsync(TestPipeline.Create(), Options(maxRejects: 1, findings: findings), CancellationToken.None);

        Assert.True(summary.Succeeded);
        Assert.Equal((3, 2, 1), (summary.Read, summary.Kept, summary.Rejected));
        Assert.False(Assert.Single(findings.All).IsError);
        Assert.Single(File.ReadLines(Path.Combine(_folder.Path, "out/rejects.jsonl")));
    }

    [Fact]
    public async Task TheSecondRecordWithAnIdIsRejectedWhereverItStands()
    {
        _folder.Write("in/a.tsv", "1\tapple\n2\tpear\n1\tcherry\n");
        _folder.Write("in/b.tsv", "3\tplum\n2\tquince\n");
        for (int workers = 1; workers <= 2; workers++)
        {
            RunSummary summary = await PipelineHost.RunAsync(TestPipeline.Create(), Options(workers, maxRejects: 2), CancellationToken.None);
            Assert.Equal((5, 3, 2), (summary.Read, summary.Kept, summary.Rejected));
            Assert.Equal("1=apple\n2=pear\n3=plum\nend\n", _folder.Read("out/out.txt"));
            Assert.Equal(2, File.ReadLines(Path.Combine(_folder.Path, "out/rejects.jsonl")).Count(static l => l.Contains("DuplicateId", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task SeveralRecordsOfOneShardWithIdsThatAreTakenAreAllRejected()
    {
        _folder.Write("in/a.tsv", "1\tapple\n1\tpear\n1\tcherry\n2\tplum\n2\tquince\n3\tfig\n");
        RunSummary summary = await PipelineHost.RunAsync(TestPipeline.Create(), Options(maxRejects: 3), CancellationToken.None);
        Assert.Equal((6, 3, 3), (summary.Read, summary.Kept, summary.Rejected));
        Assert.Equal("1=apple\n2=plum\n3=fig\nend\n", _folder.Read("out/out.txt"));
    }

    [Fact]
    public async Task InvalidUtf8IsRejectedNotReplaced()
    {
        string file = _folder.Write("in/a.tsv", "");
        File.WriteAllBytes(file, [.. "1\tapple\n2\tpe"u8, 0xC3, (byte)'(', .. "ar\n"u8]);
        RunSummary summary = await PipelineHost.RunAsync(TestPipeline.Create(), Options(maxRejects: 1), CancellationToken.None);

        Assert.Equal((2, 1, 1), (summary.Read, summary.Kept, summary.Rejected));
        string reject = _folder.Read("out/rejects.jsonl");
        Assert.Contains("InvalidUtf8", reject, StringComparison.Ordinal);
        Assert.Contains($"\"recordBase64\":\"{Convert.ToBase64String([.. "2\tpe"u8, 0xC3, (byte)'(', .. "ar"u8])}\"", reject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATextOverTheLimitIsRejected()
    {
        _folder.Write("in/a.tsv", "1\tapple\n2\t" + new string('x', 5000) + "\n3\tpear\n");
        RunSummary summary = await PipelineHost.RunAsync(TestPipeline.Create(), Options(maxRejects: 1) with { MaxDocumentBytes = 1000 }, CancellationToken.None);
        Assert.Equal((3, 2, 1), (summary.Read, summary.Kept, summary.Rejected));
        Assert.Contains("\"line\":2,\"offset\":8,\"reason\":\"TooLong\"", _folder.Read("out/rejects.jsonl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APatternThatMatchesNothingIsAnError()
    {
        RunException exception = await Assert.ThrowsAsync<RunException>(() => PipelineHost.RunAsync(TestPipeline.Create(), Options(), CancellationToken.None));
        Assert.Equal("PDSL2003", exception.Id);
        Assert.Contains("in/*.tsv", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SourcesOfTheOptionsReplaceThePattern()
    {
        _folder.Write("elsewhere/x/deep.tsv", "1\tapple\n");
        _folder.Write("elsewhere/y.tsv", "2\tpear\n");
        await PipelineHost.RunAsync(TestPipeline.Create(), Options() with { Sources = ["elsewhere/**/*.tsv", "elsewhere/y.tsv"] }, CancellationToken.None);
        Assert.Equal("1=apple\n2=pear\nend\n", _folder.Read("out/out.txt"));
    }

    [Fact]
    public async Task CancellationLeavesNothing()
    {
        _folder.Write("in/a.tsv", string.Concat(Enumerable.Range(0, 1000).Select(static i => $"{i}\ttext {i}\n")));
        using CancellationTokenSource cancel = new();
        int seen = 0;
        PipelineDefinition pipeline = TestPipeline.Create(onDocument: () =>
        {
            if (++seen == 500)
            {
                cancel.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PipelineHost.RunAsync(pipeline, Options(), cancel.Token));
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "out")));
    }

    [Fact]
    public async Task AFailingStepFailsTheRunAndLeavesTheLastOutputs()
    {
        _folder.Write("in/a.tsv", "1\tapple\n");
        await PipelineHost.RunAsync(TestPipeline.Create(), Options(), CancellationToken.None);
        string manifest = _folder.Read("out/manifest.json");

        _folder.Write("in/b.tsv", "2\tpear\n");
        PipelineDefinition failing = TestPipeline.Create(onDocument: static () => throw new InvalidOperationException("a defect in a step"));
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => PipelineHost.RunAsync(failing, Options(workers: 2), CancellationToken.None));
        Assert.Equal("a defect in a step", exception.Message);
        Assert.Equal(manifest, _folder.Read("out/manifest.json"));
        Assert.Equal("1=apple\nend\n", _folder.Read("out/out.txt"));
    }

    [Fact]
    public async Task TwoRunsCannotWriteToOneFolder()
    {
        _folder.Write("in/a.tsv", "1\tapple\n");
        using ManualResetEventSlim inside = new();
        using ManualResetEventSlim go = new();
        PipelineDefinition slow = TestPipeline.Create(onDocument: () =>
        {
            inside.Set();
            go.Wait();
        });

        Task<RunSummary> first = PipelineHost.RunAsync(slow, Options(), CancellationToken.None);
        inside.Wait();
        RunException exception = await Assert.ThrowsAsync<RunException>(() => PipelineHost.RunAsync(TestPipeline.Create(), Options(), CancellationToken.None));
        Assert.Equal("PDSL2004", exception.Id);
        go.Set();
        Assert.True((await first).Succeeded);
    }

    [Fact]
    public async Task OutputsThatAreNoLongerMadeAreRemoved()
    {
        _folder.Write("in/a.tsv", "1\tapple\n");
        await PipelineHost.RunAsync(TestPipeline.Create("old.txt"), Options(), CancellationToken.None);
        _folder.Write("out/mine.txt", "not an output");
        await PipelineHost.RunAsync(TestPipeline.Create("new.txt"), Options(), CancellationToken.None);
        Assert.Equal(
            ["manifest.json", "mine.txt", "new.txt", "rejects.jsonl", "samples.jsonl", "summary.txt"],
            Directory.GetFiles(Path.Combine(_folder.Path, "out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
