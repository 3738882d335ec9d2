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
        BuildResult run = PublishedFolder.Run(folder, project.Folder, "run", "--pipeline", "Corpus", "--output", "there").Succeeded();
        Assert.True(run.Ran("Corpus"), run.Output);
        PublishedFolder.Run(folder, project.Folder, "run", "--output", "there").FailedWith("has several pipelines: Corpus, Everything");

        Assert.True(project.Build("--force").Succeeded().Ran("Corpus"));
        Assert.Equal(File.ReadAllBytes(project.Output("corpus/tokens.bin")), File.ReadAllBytes(project.FullName("there/tokens.bin")));
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
