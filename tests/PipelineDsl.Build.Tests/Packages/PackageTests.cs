using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Runtime.InteropServices;
using Xunit;

namespace PipelineDsl.Build.Tests.Packages;

/// <summary>The package as a user meets it: from a folder, in a project that knows nothing of this repository.</summary>
[Trait("Category", "Package")]
public sealed class PackageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline dsl package ü ");

    [Fact]
    public void PackedAddedAndBuiltItLeavesTokens()
    {
        string feed = Path.Combine(_folder.FullName, "feed");
        string app = Path.Combine(_folder.FullName, "app");
        string packages = Path.Combine(_folder.FullName, "packages");

        // A version of its own, so that no package of that version can be in a cache.
        string version = $"0.0.1-test.{Environment.ProcessId}";
        DotNet.Run(
            Repository.Root,
            null,
            "pack", "src/PipelineDsl", "-nologo", "-tl:off", "-c", Repository.Configuration, "-o", feed, $"-p:PackageVersion={version}").Succeeded();

        // What only the runner needs does not come with the project, so it lies beside the runner.
        using (ZipArchive package = ZipFile.OpenRead(Path.Combine(feed, $"PipelineDsl.{version}.nupkg")))
        {
            string[] tools = [.. package.Entries.Select(static e => e.FullName).Where(static n => n.StartsWith("tools/net10.0/any/", StringComparison.Ordinal)).Select(static n => Path.GetFileName(n))];
            Assert.Superset(new HashSet<string>(["PipelineDsl.Runner.dll", "PipelineDsl.Storage.dll", "AWSSDK.Core.dll", "AWSSDK.S3.dll", "Azure.Core.dll", "Azure.Storage.Blobs.dll", "Microsoft.Identity.Client.dll", "System.ClientModel.dll", "OpenTelemetry.dll", "OpenTelemetry.Exporter.OpenTelemetryProtocol.dll", "Spectre.Console.dll"]), new HashSet<string>(tools));
            Assert.DoesNotContain("PipelineDsl.dll", tools);
            Assert.Equal(["PipelineDsl.Native.csproj", "Program.cs"], package.Entries.Where(static e => e.FullName.StartsWith("build/Native/", StringComparison.Ordinal)).Select(static e => e.Name).Order(StringComparer.Ordinal));
        }

        Write("app/app.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <DataPipeline Include="Corpus" OutputPath="out/" />
              </ItemGroup>
            </Project>
            """);
        Write("app/data/a.jsonl", """{"text":"one two three"}""" + "\n");
        Write("app/Corpus.cs", """
            using PipelineDsl;

            [Tokenize("cl100k_base", contextLength: 8)]
            public sealed class Small;

            [Pipeline]
            [JsonLines("data/*.jsonl")]
            [ExactDedup]
            [Tokenize<Small>]
            [TokenFileOutput("tokens.bin")]
            public static partial class Corpus;
            """);

        Dictionary<string, string> environment = new() { ["NUGET_PACKAGES"] = packages };
        DotNet.Run(app, environment, "add", "package", "PipelineDsl", "--version", version, "--no-restore").Succeeded();
        DotNet.Run(app, environment, "restore", "-nologo", "-tl:off", $"-p:RestoreAdditionalProjectSources={feed}").Succeeded();
        Assert.True(DotNet.Run(app, environment, "build", "--no-restore", "-nologo", "-tl:off").Succeeded().Ran("Corpus"));

        byte[] tokens = File.ReadAllBytes(Path.Combine(app, "out/tokens.bin"));
        Assert.Equal([606u, 1403u, 2380u, 100257u], MemoryMarshal.Cast<byte, uint>(tokens).ToArray().Take(4));
        Assert.False(DotNet.Run(app, environment, "build", "--no-restore", "-nologo", "-tl:off").Succeeded().Ran("Corpus"));

        DotNet.Run(app, environment, "build", "-t:PublishDataPipelines", "-p:PublishReadyToRun=false", "-p:PipelineDslPublishDir=nodes/", "-nologo", "-tl:off", $"-p:RestoreAdditionalProjectSources={feed}").Succeeded();
        PublishedFolder.Run(Path.Combine(app, "nodes"), app, "run", "--output", Path.Combine(app, "out2")).Succeeded();
        Assert.Equal(tokens, File.ReadAllBytes(Path.Combine(app, "out2/tokens.bin")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
