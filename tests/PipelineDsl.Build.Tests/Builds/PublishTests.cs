using System;
using System.IO;
using System.Runtime.InteropServices;
using Xunit;

namespace PipelineDsl.Build.Tests.Builds;

/// <summary>Folders that run a project's pipelines on machines without an SDK.</summary>
public sealed class PublishTests
{
    [Fact]
    public void ALibraryIsPublishedWithItsRuntime()
    {
        using UserProject project = new();

        // A rule may call a package, of which the runner knows nothing.
        project.Write("Corpus.cs", File.ReadAllText(project.FullName("Corpus.cs")).Replace("IndexOf(\"bad\"u8) < 0", "IndexOf(\"bad\"u8) < 0 && YamlDotNet.Core.Mark.Empty.Line > 0", StringComparison.Ordinal));
        BuildResult published = project.Build("-t:PublishDataPipelines").Succeeded();
        Assert.False(published.Ran("Corpus"));
        Assert.False(Directory.Exists(project.Output("corpus")));

        string folder = project.FullName($"bin/{Repository.Configuration}/pipelines/{RuntimeInformation.RuntimeIdentifier}");
        Assert.Single(Directory.GetFiles(folder, "*coreclr.*"));
        BuildResult run = PublishedFolder.Run(folder, project.Folder, "run", "--pipeline", "Corpus", "--output", "there", "--store", "store").Succeeded();
        Assert.True(run.Ran("Corpus"), run.Output);
        PublishedFolder.Run(folder, project.Folder, "run", "--output", "there").FailedWith("has several pipelines: Corpus, Everything");

        // Its code is compiled to the machine's, and it is the same code: a build knows each task by the same key.
        BuildResult built = project.Build("--force", "-p:PipelineDslStore=store").Succeeded();
        Assert.True(built.Ran("Corpus"));
        Assert.Contains(": 3 of 3 tasks were found in the store", built.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(project.Output("corpus/tokens.bin")), File.ReadAllBytes(project.FullName("there/tokens.bin")));

        // Whatever the processor lacks: the same bytes, computed anew, and the same keys.
        if (RuntimeInformation.ProcessArchitecture == Architecture.X64)
        {
            Assert.True(File.Exists(Path.Combine(folder, "x86-64-v3", "PipelineDsl.dll")));
            Assert.True(File.Exists(Path.Combine(folder, "x86-64-v4", "PipelineDsl.dll")));
            Assert.False(File.Exists(Path.Combine(folder, "PipelineDsl.dll")));
            foreach (string lacking in (string[])["DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic"])
            {
                BuildResult without = PublishedFolder.RunWithout(folder, project.Folder, lacking, "run", "--pipeline", "Corpus", "--output", lacking, "--store", lacking + "-store").Succeeded();
                Assert.DoesNotContain("were found in the store", without.Output, StringComparison.Ordinal);
                Assert.Equal(File.ReadAllBytes(project.Output("corpus/tokens.bin")), File.ReadAllBytes(project.FullName(lacking + "/tokens.bin")));
                Assert.Contains(
                    ": 3 of 3 tasks were found in the store",
                    PublishedFolder.RunWithout(folder, project.Folder, lacking, "run", "--pipeline", "Corpus", "--output", lacking, "--store", "store").Succeeded().Output,
                    StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void AnApplicationIsPublishedForARuntimeThatIsThere()
    {
        using UserProject project = new();
        project.WriteProject("""<DataPipeline Include="Corpus" />""", "<TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType>");
        project.Write("Program.cs", "System.Console.WriteLine(\"an application\");");
        project.Build("-t:PublishDataPipelines", "--self-contained", "false", "-p:PublishReadyToRun=false", "-p:PipelineDslPublishDir=nodes").Succeeded();

        string folder = project.FullName("nodes");
        Assert.Empty(Directory.GetFiles(folder, "*coreclr*"));
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        Assert.True(PublishedFolder.RunWithRuntime(folder, project.Folder, root, "run", "--pipeline", "Corpus", "--output", "there").Succeeded().Ran("Corpus"));
    }
}
