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
            warning PDSL2002: fewer than wanted
            error rate: 0.5
            document 'foo: error CS1: bar' skipped
            """);

        BuildErrorEventArgs error = Assert.Single(engine.Errors, static e => e.Code == "PDSL2001");
        Assert.Equal(("/data/a b.jsonl", 7, 1, "broken {0}"), (error.File, error.LineNumber, error.ColumnNumber, error.Message));
        BuildWarningEventArgs warning = Assert.Single(engine.Warnings);
        Assert.Equal(("PDSL2002", "app.csproj"), (warning.Code, warning.File));
        Assert.Contains("error rate: 0.5", engine.Messages);
        Assert.Contains("document 'foo: error CS1: bar' skipped", engine.Messages);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private RecordingEngine Run(string output)
    {
        RecordingEngine engine = new();
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("a shell script stands for the runner");
        }

        string host = Path.Combine(_folder.FullName, "host");
        File.WriteAllText(host, $"#!/bin/sh\ncat <<'END'\n{output.ReplaceLineEndings("\n")}\nEND\nexit 1\n");
        File.SetUnixFileMode(host, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        RunPipeline task = new()
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
        Assert.False(task.Execute());
        return engine;
    }
}
