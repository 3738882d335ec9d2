using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine.Fingerprints;

[Pipeline]
[JsonLines("*.jsonl")]
[GopherQuality]
[JsonLinesOutput("kept.jsonl")]
internal static partial class RememberedPipeline;

/// <summary>What code came to is remembered in the store, and used as long as all assemblies are the same.</summary>
public sealed class CodeMemoryTests
{
    private static readonly KeyPart s_mark = new("code that nobody has", new Hash128(1, 2));

    [Fact]
    public void WhatIsRememberedIsUsed()
    {
        using TempFolder folder = new();
        Assert.DoesNotContain(s_mark, Phase(folder.Path));
        Remember(folder.Path, static m => m);
        Assert.Contains(s_mark, Phase(folder.Path));
        Assert.DoesNotContain(s_mark, Phase(null));
    }

    [Fact]
    public void AnotherVersionOfAnAssemblyIsFollowedAgain()
    {
        using TempFolder folder = new();
        int modules = Reached(folder.Path).Modules.Count;
        Assert.True(modules >= 2, "the pipeline's assembly and the library at least");
        for (int changed = 0; changed < modules; changed++)
        {
            Remember(folder.Path, m => [.. m.Select((module, i) => i == changed ? module with { Version = Guid.NewGuid() } : module)]);
            Assert.Equal(Phase(null), Phase(folder.Path));
        }
    }

    [Fact]
    public void AnAssemblyThatHasComeIsFollowed()
    {
        using TempFolder folder = new();
        Remember(folder.Path, static m => [.. m, new ModuleStamp("Nobody, Version=1.0.0.0", Guid.Empty)]);
        Assert.Contains(s_mark, Phase(folder.Path));
        Remember(folder.Path, static m => [m[0], .. m.Skip(1).Select(static module => module with { Version = Guid.Empty })]);
        Assert.Equal(Phase(null), Phase(folder.Path));
    }

    [Fact]
    public void ADamagedFileCountsAsNone()
    {
        using TempFolder folder = new();
        KeyPart[] expected = Phase(folder.Path);
        string file = Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "code")));
        byte[] content = File.ReadAllBytes(file);
        foreach (byte[] damaged in (byte[][])[[], content[..^1], content[1..], [.. content[..20], (byte)(content[20] ^ 1), .. content[21..]], [.. content, 0]])
        {
            File.WriteAllBytes(file, damaged);
            Assert.Equal(expected, Phase(folder.Path));
            Assert.Equal(content, File.ReadAllBytes(file));
        }
    }

    [Fact]
    public void AnAssemblyWhoseFileWasTouchedIsLoadedAndRememberedAnew()
    {
        using TempFolder folder = new();
        KeyPart[] expected = Phase(folder.Path);
        string file = Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "code")));
        byte[] before = File.ReadAllBytes(file);
        Assert.Equal(expected, Phase(folder.Path));
        Assert.Equal(before, File.ReadAllBytes(file));

        string library = PlatformAssemblies.PathOf("Snappier")!;
        DateTime written = File.GetLastWriteTimeUtc(library);
        try
        {
            File.SetLastWriteTimeUtc(library, written.AddSeconds(-1));
            Assert.Equal(expected, Phase(folder.Path));
            Assert.NotEqual(before, File.ReadAllBytes(file));
        }
        finally
        {
            File.SetLastWriteTimeUtc(library, written);
        }
    }

    [Fact]
    public void AssembliesOfTheProgramAreFoundByName()
    {
        Assert.Equal(typeof(CodeMemoryTests).Assembly.Location, PlatformAssemblies.PathOf("PipelineDsl.Tests"));
        Assert.Equal(typeof(KeyPart).Assembly.Location, PlatformAssemblies.PathOf("PipelineDsl"));
        Assert.Null(PlatformAssemblies.PathOf("Tests"));
        Assert.Null(PlatformAssemblies.PathOf("PipelineDsl.Test"));
    }

    [Fact]
    public void OldFilesGoWhenAnotherIsWritten()
    {
        using TempFolder folder = new();
        string old = Path.Combine(folder.Path, "code", "old.bin");
        Directory.CreateDirectory(Path.GetDirectoryName(old)!);
        File.WriteAllText(old, "");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-31));
        Phase(folder.Path);
        Assert.False(File.Exists(old));
        Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "code")));
    }

    /// <summary>What the first phase depends on.</summary>
    private static KeyPart[] Phase(string? store)
    {
        PipelineContext context = new(Path.GetTempPath());
        return PipelineFingerprints.Of(RememberedPipeline.Definition, RememberedPipeline.Definition.CreateWorker(context), context, store).Phase(0);
    }

    private static CodeMemory Memory(string store)
    {
        Type worker = RememberedPipeline.Definition.CreateWorker(new PipelineContext(Path.GetTempPath())).GetType();
        return CodeMemory.Open(store, RememberedPipeline.Definition, worker, CodeAssembly.Of(worker.Assembly), UserCode.ProjectsOf(worker.Assembly.Location));
    }

    private static ReachedCode Reached(string store)
    {
        Directory.Delete(store, recursive: true);
        _ = Phase(store);
        return Memory(store).Find()!;
    }

    /// <summary>Remembers a part in the first phase that is not there, and other versions of assemblies.</summary>
    private static void Remember(string store, Func<IReadOnlyList<ModuleStamp>, IReadOnlyList<ModuleStamp>> modules)
    {
        ReachedCode reached = Reached(store);
        Dictionary<string, EntryCode> entries = reached.Entries.ToDictionary(static e => e.Key, static e => e.Value with { Parts = [.. e.Value.Parts, s_mark] });
        Memory(store).Save(new ReachedCode(entries, modules(reached.Modules)));
    }
}
