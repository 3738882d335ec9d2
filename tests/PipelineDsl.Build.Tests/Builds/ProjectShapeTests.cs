using System;
using System.IO;
using Xunit;

namespace PipelineDsl.Build.Tests.Builds;

/// <summary>Projects with several pipelines, several frameworks, references, or mistakes.</summary>
public sealed class ProjectShapeTests
{
    [Fact]
    public void TwoPipelinesRunEachInItsFolder()
    {
        using UserProject project = new("""<DataPipeline Include="Corpus" /><DataPipeline Include="Everything" />""");
        BuildResult result = project.Build().Succeeded();
        Assert.True(result.Ran("Corpus"));
        Assert.True(result.Ran("Everything"));
        Assert.True(File.Exists(project.Output("Corpus/tokens.bin")));
        Assert.True(File.Exists(project.Output("Everything/all.bin")));
    }

    [Fact]
    public void EachFrameworkHasItsOutput()
    {
        using UserProject project = new();
        project.WriteProject(
            """<DataPipeline Include="Corpus" OutputPath="$(OutputPath)corpus/" />""",
            "<TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks><EnableWindowsTargeting>true</EnableWindowsTargeting><DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>");
        Assert.True(project.Build().Succeeded().Ran("Corpus"));
        Assert.Equal(File.ReadAllBytes(project.Output("corpus/tokens.bin")), File.ReadAllBytes(project.Output("../net10.0-windows/corpus/tokens.bin")));
        Assert.False(project.Build().Succeeded().Ran("Corpus"));
    }

    [Fact]
    public void ChangedMethodBodyOfAReferencedProjectRuns()
    {
        using UserProject project = new("""
            <ProjectReference Include="../rules/rules.csproj" />
            <DataPipeline Include="Corpus" OutputPath="$(OutputPath)corpus/" />
            """);
        project.Write("../rules/rules.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        project.Write("../rules/Limit.cs", "public static class Limit { public static int Value() => 1; }");
        BuildReferenced("--force");
        Assert.True(project.Build().Succeeded().Ran("Corpus"));

        project.Write("../rules/Limit.cs", "public static class Limit { public static int Value() => 2; }");
        BuildReferenced("--no-restore");
        Assert.True(project.Build().Succeeded().Ran("Corpus"));
        Assert.False(project.Build().Succeeded().Ran("Corpus"));

        void BuildReferenced(string argument)
            => DotNet.Run(project.FullName("../rules"), null, "build", "-nologo", "-tl:off", "-c", Repository.Configuration, argument).Succeeded();
    }

    [Fact]
    public void OneFolderForTwoPipelinesIsAnError()
    {
        using UserProject project = new("""<DataPipeline Include="Corpus" OutputPath="out" /><DataPipeline Include="Everything" OutputPath="out/" />""");
        project.Build().FailedWith("app.csproj : error PDSL2011: ");
    }

    [Fact]
    public void UnknownPipelineIsAnErrorThatListsWhatThereIs()
    {
        using UserProject project = new("""<DataPipeline Include="Corpse" />""");
        project.Build().FailedWith("app.csproj : error PDSL2010: there is no pipeline 'Corpse' in app.dll; it has: Corpus, Everything");
    }

    [Fact]
    public void BrokenRecordIsAnErrorWithFileLineAndRemedy()
    {
        using UserProject project = new();
        project.Write("data/b.jsonl", """{"text":"fine"}""" + "\n" + """{"text":""" + "\n");
        BuildResult result = project.Build().FailedWith($"{project.FullName("data/b.jsonl")}(2,1): error PDSL2001: ");
        Assert.Contains("correct the record, or allow rejects with MaxRejects", result.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(project.Output("corpus/tokens.bin")));

        project.WriteProject("""<DataPipeline Include="Corpus" OutputPath="$(OutputPath)corpus/" MaxRejects="1" />""");
        Assert.Contains("(2,1): warning PDSL2001: ", project.Build().Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ExplainDataSaysWhatBecomesOfADocument()
    {
        using UserProject project = new();
        Assert.Contains("dropped by House.NotBad", project.Build("-t:ExplainData", "-p:Document=a.jsonl#2").Succeeded().Output, StringComparison.Ordinal);
        project.Build("-t:ExplainData", "-p:Document=a.jsonl#3").FailedWith("error PDSL2013: no record of Corpus is called 'a.jsonl#3'");
    }
}
