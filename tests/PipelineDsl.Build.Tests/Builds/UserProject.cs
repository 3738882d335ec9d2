using System;
using System.Collections.Generic;
using System.IO;

namespace PipelineDsl.Build.Tests.Builds;

/// <summary>A throw-away project, in a folder whose name has spaces and letters beyond ASCII, that uses this repository as a sample does.</summary>
internal sealed class UserProject : IDisposable
{
    private const string Pipeline = """
        using System;
        using PipelineDsl;

        [Filter]
        public sealed class House
        {
            [Rule]
            public static bool NotBad([Text] ReadOnlySpan<byte> text) => text.IndexOf("bad"u8) < 0;
        }

        [Tokenize("cl100k_base", contextLength: 8)]
        public sealed class Small;

        [Pipeline]
        [JsonLines("data/*.jsonl")]
        [Filter<House>]
        [ExactDedup]
        [Tokenize<Small>]
        [TokenFileOutput("tokens.bin")]
        public static partial class Corpus;

        [Pipeline]
        [JsonLines("data/*.jsonl")]
        [Tokenize<Small>]
        [TokenFileOutput("all.bin")]
        public static partial class Everything;

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline dsl żółw 汉 ");
    private bool _restored;

    public UserProject(string items = """<DataPipeline Include="Corpus" OutputPath="$(OutputPath)corpus/" />""")
    {
        WriteProject(items);
        Write("Corpus.cs", Pipeline);
        Write("data/a.jsonl", """{"text":"one two three"}""" + "\n" + """{"text":"a bad one"}""" + "\n");
    }

    /// <summary>The project's folder.</summary>
    public string Folder => Path.Combine(_folder.FullName, "app");

    /// <summary>Writes the project file.</summary>
    public void WriteProject(string items, string frameworks = "<TargetFramework>net10.0</TargetFramework>") => Write("app.csproj", $"""
        <Project>
          <PropertyGroup>
            <RepoRoot>{Repository.Root}</RepoRoot>
          </PropertyGroup>
          <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
          <Import Project="$(RepoRoot)build/InSolution.props" />
          <PropertyGroup>
            {frameworks}
            <InvariantGlobalization>true</InvariantGlobalization>
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
          <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
          <Import Project="$(RepoRoot)build/InSolution.targets" />
        </Project>

        """);

    /// <summary>A file's full name, from its name relative to the project.</summary>
    public string FullName(string name) => Path.GetFullPath(name, Folder);

    /// <summary>A file of the output folder.</summary>
    public string Output(string name) => FullName($"bin/{Repository.Configuration}/net10.0/{name}");

    /// <summary>Writes a file.</summary>
    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FullName(name))!);
        File.WriteAllText(FullName(name), text);
    }

    /// <summary>Builds the project; the repository's own projects are built already.</summary>
    public BuildResult Build(params IReadOnlyList<string> arguments) => Run("build", arguments);

    /// <summary>Runs a command of <c>dotnet</c> on the project.</summary>
    public BuildResult Run(string command, params IReadOnlyList<string> arguments)
    {
        using RunningBuild build = Start(command, arguments);
        return build.WaitForEnd(TimeSpan.FromMinutes(20)); // native code for everything, on a machine that has other work
    }

    /// <summary>Starts a command of <c>dotnet</c> on the project.</summary>
    public RunningBuild Start(string command, params IReadOnlyList<string> arguments)
    {
        string[] restore = _restored && command == "build" ? ["--no-restore"] : [];
        _restored = true;
        return DotNet.Start(Folder, null, [command, "-nologo", "-tl:off", "-c", Repository.Configuration, "-p:BuildProjectReferences=false", .. restore, .. arguments]);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
