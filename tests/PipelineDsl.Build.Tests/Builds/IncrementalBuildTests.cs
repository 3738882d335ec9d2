using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Xunit;

namespace PipelineDsl.Build.Tests.Builds;

/// <summary>When the runner starts, and when it does not.</summary>
public sealed class IncrementalBuildTests(BuiltProject built) : IClassFixture<BuiltProject>
{
    private readonly UserProject _project = built.Project;

    private bool BuildRuns(params string[] arguments) => _project.Build(arguments).Succeeded().Ran("Corpus");

    [Fact]
    public void FirstBuildLeavesTokensAndSecondDoesNothing()
    {
        Assert.True(built.FirstBuild.Ran("Corpus"));
        Assert.False(BuildRuns());

        // cl100k_base: one = 606, " two" = 1403, " three" = 2380, end of text = 100257, which also fills the last sequence.
        uint[] tokens = MemoryMarshal.Cast<byte, uint>(File.ReadAllBytes(_project.Output("corpus/tokens.bin"))).ToArray();
        Assert.Equal([606u, 1403u, 2380u, 100257u], tokens.Take(4));
        Assert.Equal(8, tokens.Length);
    }

    [Fact]
    public void InputChangedAddedOrRemovedRuns()
    {
        File.AppendAllText(_project.FullName("data/a.jsonl"), """{"text":"four"}""" + "\n");
        Assert.True(BuildRuns(), "changed");
        _project.Write("data/b.jsonl", """{"text":"five"}""" + "\n");
        Assert.True(BuildRuns(), "added");
        File.Delete(_project.FullName("data/b.jsonl"));
        Assert.True(BuildRuns(), "removed");
    }

    [Fact]
    public void FilesThatAServiceFindsByAPatternAreInputs()
    {
        using UserProject project = new("""<DataPipeline Include="Kept" OutputPath="$(OutputPath)kept/" />""");
        project.Write("Kept.cs", """
            using PipelineDsl;

            [Pipeline]
            [JsonLines("data/*.jsonl")]
            [Decontaminate("benchmarks/*.jsonl", ngram: 8)]
            [JsonLinesOutput("kept.jsonl")]
            public static partial class Kept;

            """);
        project.Write("benchmarks/a.jsonl", """{"query":"which eight words are in none of the documents"}""" + "\n");
        Assert.True(Runs(), "first");
        Assert.False(Runs(), "nothing changed");
        project.Write("benchmarks/b.jsonl", """{"query":"nor are these eight words in any document"}""" + "\n");
        Assert.True(Runs(), "added");
        File.AppendAllText(project.FullName("benchmarks/a.jsonl"), "\n");
        Assert.True(Runs(), "changed");
        File.Delete(project.FullName("benchmarks/b.jsonl"));
        Assert.True(Runs(), "removed");

        bool Runs() => project.Build().Succeeded().Ran("Kept");
    }

    [Fact]
    public void OlderInputRuns()
    {
        File.SetLastWriteTimeUtc(_project.FullName("data/a.jsonl"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.True(BuildRuns());
    }

    [Fact]
    public void DeletedOutputRuns()
    {
        File.Delete(_project.Output("corpus/tokens.bin"));
        Assert.True(BuildRuns());
        Assert.True(File.Exists(_project.Output("corpus/tokens.bin")));
    }

    [Fact]
    public void ChangedOptionRuns()
    {
        _project.WriteProject("""<DataPipeline Include="Corpus" OutputPath="$(OutputPath)corpus/" MaxRejects="3" />""");
        Assert.True(BuildRuns());
    }

    [Fact]
    public void ChangedCodeRuns()
    {
        File.AppendAllText(_project.FullName("Corpus.cs"), "public static class More;\n");
        Assert.True(BuildRuns());
    }

    [Fact]
    public void RebuildRunsAndCleanRemovesEverything()
    {
        Assert.True(BuildRuns("-t:Rebuild"));
        _project.Run("clean").Succeeded();
        Assert.False(Directory.Exists(_project.Output("corpus")));
        Assert.Empty(Directory.EnumerateFiles(_project.FullName("obj"), "*.state*", SearchOption.AllDirectories));
        Assert.True(BuildRuns());
    }

    [Fact]
    public void ManyNodesAndManyThreadsBuildToo()
    {
        Assert.True(BuildRuns("-m", "-t:Rebuild"));
        Assert.True(BuildRuns("-mt", "-t:Rebuild"));
        Assert.True(BuildRuns("-t:Rebuild", "-p:PipelineDslTaskFactory=AssemblyTaskFactory"));
    }

    [Fact]
    public void DesignTimeBuildDoesNotRun()
    {
        File.AppendAllText(_project.FullName("data/a.jsonl"), "\n");
        BuildResult result = _project.Build(
            "-t:Compile;CoreCompile;CopyFilesToOutputDirectory", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true").Succeeded();
        Assert.False(result.Ran("Corpus"));
        Assert.True(BuildRuns());
    }

    [Fact]
    public void PreparesOnDemandOnly()
    {
        File.AppendAllText(_project.FullName("data/a.jsonl"), "\n");
        Assert.False(BuildRuns("-p:PrepareDataOnBuild=false"));
        Assert.True(BuildRuns("-p:PrepareDataOnBuild=false", "-t:PrepareData"));
    }
}
