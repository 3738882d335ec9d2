using System;
using System.IO;
using Microsoft.Build.Framework;
using Xunit;

namespace PipelineDsl.Build.Tests.Tasks;

/// <summary>The task's translation of what a runner prints; a shell script stands for the runner's host.</summary>
public sealed class RunPipelineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline task ");

    [Fact]
    public void OnlyOurOwnFormIsAnErrorOrWarning()
    {
        RecordingEngine engine = Run("""
            /data/a b.jsonl(7,1): error PDSL2001: broken {0}
            s3://bucket/a b.jsonl(3,1): error PDSL2001: also broken
            az://data/web/: error PDSL2082: denied
            warning PDSL2002: fewer than wanted
            error rate: 0.5
            document 'foo: error CS1: bar' skipped
            """);

        BuildErrorEventArgs remote = Assert.Single(engine.Errors, static e => e.File == "s3://bucket/a b.jsonl");
        Assert.Equal(("PDSL2001", 3, "also broken"), (remote.Code, remote.LineNumber, remote.Message));
        Assert.Single(engine.Errors, static e => (e.File, e.Code) == ("az://data/web/", "PDSL2082"));
        BuildErrorEventArgs error = Assert.Single(engine.Errors, static e => e.Code == "PDSL2001" && e.LineNumber == 7);
        Assert.Equal(("/data/a b.jsonl", 7, 1, "broken {0}"), (error.File, error.LineNumber, error.ColumnNumber, error.Message));
        BuildWarningEventArgs warning = Assert.Single(engine.Warnings);
        Assert.Equal(("PDSL2002", "app.csproj"), (warning.Code, warning.File));
        Assert.Contains("error rate: 0.5", engine.Messages);
        Assert.Contains("document 'foo: error CS1: bar' skipped", engine.Messages);
    }

    [Theory]
    [InlineData("in/*.txt", "", "", 1)] // nothing has changed
    [InlineData("s3://corpus/*.txt", "", "", 2)]
    [InlineData("in/*.txt", "az://corpus/*.txt", "", 2)]
    [InlineData("s3://corpus/*.txt", "in/*.txt", "", 1)] // the project's own word goes
    [InlineData("in/*.txt", "", "s3://data/out/", 2)]
    public void WhatChangesInAnObjectStorageIsForTheRunnerToSay(string pattern, string source, string output, int starts)
    {
        string outputs = output.Length > 0 ? output : _folder.FullName + "/";
        File.WriteAllText(Path.Combine(_folder.FullName, "published"), "");
        string host = Host($"""
            echo started >>'{_folder.FullName}/starts'
            for last; do :; done
            printf 'output %s\npattern %s\n' '{outputs}published' '{pattern}' >"$(sed -n 's/^--report=//p' "$(echo "$last" | sed 's/^@//')")"
            """);
        for (int i = 0; i < 2; i++)
        {
            RunPipeline task = Task(new RecordingEngine(), host);
            task.Sources = source.Length > 0 ? [source] : [];
            task.OutputDirectory = outputs;
            Assert.True(task.Execute());
            Assert.Equal(output.Length > 0 ? 0 : 1, task.OutputFiles.Length); // objects are none of MSBuild's
        }

        Assert.Equal(starts, File.ReadAllLines(Path.Combine(_folder.FullName, "starts")).Length);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private RecordingEngine Run(string output)
    {
        RecordingEngine engine = new();
        Assert.False(Task(engine, Host($"cat <<'END'\n{output.ReplaceLineEndings("\n")}\nEND\nexit 1")).Execute());
        return engine;
    }

    private string Host(string script)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("a shell script stands for the runner");
        }

        string host = Path.Combine(_folder.FullName, "host");
        File.WriteAllText(host, $"#!/bin/sh\n{script.ReplaceLineEndings("\n")}\n");
        File.SetUnixFileMode(host, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return host;
    }

    private RunPipeline Task(RecordingEngine engine, string host) => new()
    {
        BuildEngine = engine,
        Pipeline = "Corpus",
        DotNetHost = host,
        RunnerPath = "runner.dll",
        AssemblyPath = "app.dll",
        DepsFile = "app.deps.json",
        RuntimeConfig = "runner.runtimeconfig.json",
        ProjectDirectory = _folder.FullName,
        ProjectFile = "app.csproj",
        OutputDirectory = Path.Combine(_folder.FullName, "out"),
        StateFile = Path.Combine(_folder.FullName, "Corpus.state"),
    };
}
