using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;
using Xunit;

namespace PipelineDsl.Runner.Tests.Commands;

public sealed class RunCommandTests : IDisposable
{
    private static readonly string s_assembly = typeof(TinyCorpus).Assembly.Location;

    private readonly TemporaryFolder _folder = new();

    public RunCommandTests()
    {
        Directory.CreateDirectory(_folder["data"]);
        File.WriteAllText(_folder["data/a.jsonl"], """{"text":"one"}""" + "\n" + """{"text":"a bad one"}""" + "\n" + """{"text":"one"}""" + "\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ARunPublishesAndSaysWhatItCameTo()
    {
        Ran ran = await RunAsync("run", "--assembly", s_assembly, "--pipeline", "TinyCorpus", "--project-directory", _folder.Path, "--output", _folder["out"], "--progress-file", _folder["progress.jsonl"]);
        Assert.Equal((ExitCode.Done, $"PipelineDsl.Runner.Tests.Commands.TinyCorpus: 1 of 3 documents kept, 0 rejected: {_folder["out"]}\n"), (ran.Code, ran.Output));
        Assert.True(File.Exists(_folder["out/manifest.json"]));

        JsonElement[] lines = [.. File.ReadAllLines(_folder["progress.jsonl"]).Select(static line => JsonDocument.Parse(line).RootElement)];
        Dictionary<string, JsonElement> stages = lines.Where(static line => line.GetProperty("event").GetString() == "stage").ToDictionary(static line => line.GetProperty("stage").GetString()!);
        Assert.Equal(["phase-0", "cut-0", "phase-1", "publish"], stages.Keys);
        Assert.All(stages.Values, static stage => Assert.Equal((1, 1.0, 4), (stage.GetProperty("tasksDone").GetInt32(), stage.GetProperty("doneShare").GetDouble(), stage.GetProperty("stages").GetInt32())));
        long length = new FileInfo(_folder["data/a.jsonl"]).Length;
        Assert.Equal((3, 2, length, length), (Figure("phase-0", "documents"), Figure("phase-0", "kept"), Figure("phase-0", "bytes"), Figure("phase-0", "totalBytes")));
        Assert.Equal((2, 1, 2), (Figure("phase-1", "documents"), Figure("phase-1", "kept"), Figure("phase-1", "totalDocuments")));
        long Figure(string stage, string name) => stages[stage].GetProperty(name).GetInt64();
        Assert.Equal(("result", true, 3, 1), (lines[^1].GetProperty("event").GetString(), lines[^1].GetProperty("succeeded").GetBoolean(), lines[^1].GetProperty("read").GetInt64(), lines[^1].GetProperty("kept").GetInt64()));
    }

    [Fact]
    public async Task TasksOfAPlanAreProgressToo()
    {
        string[] plan = ["--plan", _folder["plan.json"]];
        await RunAsync(["plan", "--assembly", s_assembly, "--pipeline", "TinyCorpus", "--project-directory", _folder.Path, "--output", _folder["out"], "--store", _folder["store"], .. plan]);
        for (int time = 0; time < 2; time++)
        {
            Assert.Equal(ExitCode.Done, (await RunAsync(["run", .. plan, "--stage", "phase-0", "--task", "0", "--progress-file", _folder["task.jsonl"]])).Code);
            JsonElement end = JsonDocument.Parse(File.ReadAllLines(_folder["task.jsonl"])[^1]).RootElement;
            Assert.Equal(("stage", "phase-0", 1, 4), (end.GetProperty("event").GetString(), end.GetProperty("stage").GetString(), end.GetProperty("stageNumber").GetInt32(), end.GetProperty("stages").GetInt32()));
            Assert.Equal((1, time, time == 0 ? 3 : 0), (end.GetProperty("tasksDone").GetInt32(), end.GetProperty("tasksCached").GetInt32(), end.GetProperty("documents").GetInt32()));
        }

        Assert.Equal(ExitCode.Done, (await RunAsync(["seal", .. plan, "--stage", "phase-0"])).Code);
        Assert.Equal(ExitCode.Done, (await RunAsync(["run", .. plan, "--progress-file", _folder["all.jsonl"]])).Code);
        JsonElement[] stages = [.. File.ReadAllLines(_folder["all.jsonl"]).Select(static line => JsonDocument.Parse(line).RootElement).Where(static line => line.GetProperty("event").GetString() == "stage")];
        Assert.Equal(["phase-0 1 1", "cut-0 2 0", "phase-1 3 0", "publish 4 0"], stages.Select(static s => $"{s.GetProperty("stage")} {s.GetProperty("stageNumber")} {s.GetProperty("tasksCached")}"));
    }

    [Fact]
    public async Task ABuildsResponseFileRunsItAndGetsItsReport()
    {
        File.WriteAllLines(
            _folder["arguments.rsp"],
            [
                "--assembly=" + s_assembly,
                "--pipeline=TinyCorpus",
                "--project-directory=" + _folder.Path,
                "--output=" + _folder["out"],
                "--max-rejects=0",
                "--max-document-bytes=16777216",
                "--parent=" + Environment.ProcessId,
                "--report=" + _folder["report"],
                "--workers=2",
                "--dedup-memory-bytes=1073741824",
                "--cancel=" + _folder["cancel"],
            ]);
        Ran ran = await RunAsync("@" + _folder["arguments.rsp"]);
        Assert.Equal((ExitCode.Done, ""), (ran.Code, ran.Error)); // one stream for everything
        Assert.Contains(": 1 of 3 documents kept, 0 rejected: ", ran.Output, StringComparison.Ordinal);
        string[] report = File.ReadAllLines(_folder["report"]);
        Assert.Contains("output " + _folder["out/manifest.json"], report);
        Assert.Contains("pattern data/*.jsonl", report);
    }

    [Theory]
    [InlineData("TinyCorpu", "error PDSL2010: there is no pipeline 'TinyCorpu' in PipelineDsl.Runner.Tests.dll; it has: ")]
    [InlineData(null, "error PDSL2010: PipelineDsl.Runner.Tests.dll has several pipelines: ")]
    public async Task AnUnknownPipelineIsAnError(string? name, string message)
    {
        string[] pipeline = name is null ? [] : ["--pipeline", name];
        Ran ran = await RunAsync(["run", "--assembly", s_assembly, .. pipeline, "--project-directory", _folder.Path, "--output", _folder["out"]]);
        Assert.Equal((ExitCode.Failed, ""), (ran.Code, ran.Output));
        Assert.StartsWith(message, ran.Error, StringComparison.Ordinal);
        Assert.Contains("PipelineDsl.Runner.Tests.Commands.TinyCorpus", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAssemblyThatIsNoneIsAnError()
    {
        File.WriteAllText(_folder["text.dll"], "text");
        Assert.StartsWith("error PDSL2010: there is no assembly 'nothing.dll'", (await RunAsync("run", "--assembly=nothing.dll", "--output=out")).Error, StringComparison.Ordinal);
        Assert.Contains("is no .NET assembly", (await RunAsync("run", "--assembly=" + _folder["text.dll"], "--output=out")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RejectedRecordsFailTheRunWithFileAndLine()
    {
        File.WriteAllText(_folder["data/b.jsonl"], "{\n");
        string[] arguments = ["run", "--assembly", s_assembly, "--pipeline", "TinyCorpus", "--project-directory", _folder.Path, "--output", _folder["out"], "--progress", "none"];
        Ran ran = await RunAsync(arguments);
        Assert.Equal(ExitCode.Failed, ran.Code);
        Assert.Contains("\n" + _folder["data/b.jsonl"] + "(1,1): error PDSL2001: ", "\n" + ran.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await RunAsync([.. arguments, "--max-rejects", "1"])).Code);
    }

    [Fact]
    public async Task ADocumentIsExplained()
    {
        string[] arguments = ["explain", "a.jsonl#2", "--assembly", s_assembly, "--pipeline", "TinyCorpus", "--project-directory", _folder.Path];
        Ran ran = await RunAsync(arguments);
        Assert.Equal(ExitCode.Done, ran.Code);
        Assert.Contains("dropped by TinyRules.NotBad", ran.Output, StringComparison.Ordinal);
        Assert.Equal("PDSL2013", (await Assert.ThrowsAsync<RunException>(() => RunAsync([.. arguments[..1], "a.jsonl#9", .. arguments[2..]]))).Id);
        Assert.StartsWith("say which document", (await Assert.ThrowsAsync<UsageException>(() => RunAsync([.. arguments[..1], .. arguments[2..]]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACancelledRunIsNoError()
    {
        using CancellationTokenSource cancel = new();
        await cancel.CancelAsync();
        using StringWriter output = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CommandList.RunAsync(
            ["run", "--assembly", s_assembly, "--pipeline", "TinyCorpus", "--project-directory", _folder.Path, "--output", _folder["out"]],
            new CommandContext(output, output, cancel)));
        Assert.False(File.Exists(_folder["out/manifest.json"]));
    }

    private static async Task<Ran> RunAsync(params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        using CancellationTokenSource cancel = new();
        int code = await CommandList.RunAsync(arguments, new CommandContext(output, error, cancel));
        return new Ran(code, output.ToString(), error.ToString());
    }

    private sealed record Ran(int Code, string Output, string Error);
}
