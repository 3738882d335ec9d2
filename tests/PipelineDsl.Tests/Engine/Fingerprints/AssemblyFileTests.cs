using System;
using System.IO;
using System.Linq;
using System.Reflection;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine.Fingerprints;

/// <summary>What a native program knows of the assemblies that it was compiled from is what the runtime knows of loaded ones.</summary>
public sealed class AssemblyFileTests
{
    private static readonly Assembly s_library = typeof(KeyPart).Assembly;

    [Fact]
    public void AFileIsKnownAsTheRuntimeKnowsIt()
    {
        AssemblyFile file = AssemblyFile.Of(AppContext.BaseDirectory, s_library);
        LoadedAssembly loaded = new(s_library);
        Assert.Equal(loaded.Path, file.Path);
        Assert.Equal(loaded.VersionId, file.VersionId);
        Assert.Equal(loaded.Name.FullName, file.Name.FullName);
        Assert.Equal(loaded.References.Select(static r => r.FullName).Order(StringComparer.Ordinal), file.References.Select(static r => r.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void KeysOfFilesAreThoseOfLoadedAssemblies()
    {
        KeyPart[] files = [.. ModuleVersions.All(AssemblyFile.Of(AppContext.BaseDirectory, typeof(AssemblyFileTests).Assembly))];
        Assert.True(files.Length > 10);
        Assert.Equal(ModuleVersions.All(new LoadedAssembly(typeof(AssemblyFileTests).Assembly)), files);
    }

    [Fact]
    public void AReferenceIsFoundAsTheRuntimeFindsIt()
    {
        AssemblyFile file = AssemblyFile.Of(AppContext.BaseDirectory, s_library);
        AssemblyName reference = file.References.Single(static r => r.Name == "YamlDotNet");
        Assert.Equal(new LoadedAssembly(s_library).Find(reference)!.VersionId, file.Find(reference)!.VersionId);
        Assert.Equal(file.Find(reference)!.Path, file.FileOf(reference));
        Assert.Null(file.Find(new AssemblyName("Nobody")));
        Assert.Null(file.FileOf(new AssemblyName("Nobody")));
    }

    [Fact]
    public void AnotherFileThanTheProgramWasCompiledFromIsAnError()
    {
        using TempFolder folder = new();
        RunException missing = Assert.Throws<RunException>(() => AssemblyFile.Of(folder.Path, s_library));
        Assert.Equal(("PDSL2090", Path.Combine(folder.Path, "PipelineDsl.dll")), (missing.Id, missing.File));
        File.Copy(typeof(AssemblyFileTests).Assembly.Location, Path.Combine(folder.Path, "PipelineDsl.dll"));
        Assert.Contains("another version", Assert.Throws<RunException>(() => AssemblyFile.Of(folder.Path, s_library)).Message, StringComparison.Ordinal);
    }
}
