using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Xunit;

namespace PipelineDsl.Build.Tests.Builds;

/// <summary>Folders whose <c>pipelinedsl</c> is one native program. Compiling it takes minutes of processor time: <c>--filter Category!=Native</c> leaves it out.</summary>
[Trait("Category", "Native")]
public sealed class NativePublishTests
{
    private static string Name => OperatingSystem.IsWindows() ? "pipelinedsl.exe" : "pipelinedsl";

    [NativeFact]
    public void ANativeProgramHasTheKeysAndBytesOfABuild()
    {
        using UserProject project = new();
        project.Write("Corpus.cs", File.ReadAllText(project.FullName("Corpus.cs")).Replace("[TokenFileOutput(\"tokens.bin\")]", "[TokenFileOutput(\"tokens.bin\")]\n[ParquetOutput(\"tokens\")]", StringComparison.Ordinal));
        project.Write("data/b.jsonl", string.Concat(Enumerable.Range(0, 200).Select(static i => $$"""{"text":"the number {{i}} of some"}""" + "\n")));
        BuildResult published = project.Build("-t:PublishDataPipelines", "-p:PipelineDslNativeAot=true").Succeeded();
        string native = project.FullName($"bin/{Repository.Configuration}/pipelines/{RuntimeInformation.RuntimeIdentifier}-native");
        Assert.Equal([Name], Directory.GetFiles(native).Select(Path.GetFileName));

        // It holds all code itself; what lies beside it is for keys.
        Assert.DoesNotContain("app.dll : warning", published.Output, StringComparison.Ordinal);
        Assert.Contains("app.dll", Directory.GetFiles(Path.Combine(native, "code")).Select(Path.GetFileName));
        Assert.True(PublishedFolder.Run(native, project.Folder, "run", "--pipeline", "Corpus", "--output", "there", "--store", "store").Succeeded().Ran("Corpus"));
        PublishedFolder.Run(native, project.Folder, "run", "--output", "there").FailedWith("has several pipelines: Corpus, Everything");
        BuildResult built = project.Build("--force", "-p:PipelineDslStore=store").Succeeded();
        Assert.True(built.Ran("Corpus"));
        Assert.Contains(" tasks were found in the store", built.Output, StringComparison.Ordinal);
        AssertSame(project.Output("corpus"), project.FullName("there"));

        // A plan of either kind of folder is one of the other.
        string usual = project.FullName("usual");
        project.Build("-t:PublishDataPipelines", "-p:PublishReadyToRun=false", "-p:PipelineDslPublishDir=usual").Succeeded();
        PlanAndRun(project, native, usual, "by-usual");
        PlanAndRun(project, usual, native, "by-native");

        // What needs the runner's own packages, which one loads and the other holds.
        foreach (string folder in (string[])[native, usual])
        {
            PublishedFolder.Run(folder, project.Folder, "run", "--pipeline", "Everything", "--output", "all", "--progress", "live").Succeeded();
        }

        PublishedFolder.Run(native, project.Folder, "run", "--pipeline", "Corpus", "--source", "s3://bucket/*.jsonl", "--output", "none").FailedWith("error PDSL208");

        // Keys are of the code that runs, and of no other.
        PublishedFolder.Run(native, project.Folder, "run", "--pipeline", "Corpus", "--assembly", project.Output("app.dll"), "--output", "none").FailedWith("error PDSL2091");
        File.Copy(Path.Combine(native, "code", "YamlDotNet.dll"), Path.Combine(native, "code", "app.dll"), overwrite: true);
        PublishedFolder.Run(native, project.Folder, "run", "--pipeline", "Corpus", "--output", "none").FailedWith("app.dll: error PDSL2090");
        Assert.False(Directory.Exists(project.FullName("none")) && File.Exists(project.FullName("none/manifest.json")));
    }

    [NativeFact]
    public void WithoutALinkerNothingIsCompiled()
    {
        using UserProject project = new();
        BuildResult failed = project.Build("-t:PublishDataPipelines", "-p:PipelineDslNativeAot=true", "-p:CppCompilerAndLinker=no-such-compiler").FailedWith("error PDSL2092");
        Assert.DoesNotContain("app.dll", failed.Output, StringComparison.Ordinal);
    }

    private static void PlanAndRun(UserProject project, string planner, string runner, string output)
    {
        string plan = project.FullName(output + ".json");
        PublishedFolder.Run(planner, project.Folder, "plan", "--pipeline", "Corpus", "--output", output, "--store", output + "-store", "--plan", plan).Succeeded();
        PublishedFolder.Run(runner, project.Folder, "submit", "--plan", plan, "--engine", "local").Succeeded();
        AssertSame(project.Output("corpus"), project.FullName(output));
        Assert.Contains("was done already", PublishedFolder.Run(planner, project.Folder, "run", "--plan", plan, "--stage", "phase-0", "--task", "0").Succeeded().Output, StringComparison.Ordinal);
    }

    private static void AssertSame(string expected, string actual)
    {
        string[] names = [.. Directory.GetFiles(expected).Select(static f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
        Assert.Contains("tokens.parquet", names);
        Assert.Equal(names, Directory.GetFiles(actual).Select(static f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        foreach (string name in names)
        {
            Assert.True(File.ReadAllBytes(Path.Combine(expected, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(actual, name))), name);
        }
    }
}
