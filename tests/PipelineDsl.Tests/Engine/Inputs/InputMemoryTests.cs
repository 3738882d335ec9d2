using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine.Inputs;

/// <summary>Files that have not changed are not read again; files that may have changed are.</summary>
public sealed class InputMemoryTests : IDisposable
{
    private static readonly DateTime s_longAgo = new(2020, 2, 3, 4, 5, 6, DateTimeKind.Utc);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Store => Path.Combine(_folder.Path, "store");

    private string Memory => Assert.Single(Directory.GetFiles(Path.Combine(Store, "inputs")));

    [Fact]
    public void WhatIsRememberedIsWhatWasRead()
    {
        _folder.Write("in/a.jsonl", "{\"text\":\"one\"}\n\n{\"text\":\"two\"}\n{\"text\":\"three\"}");
        _folder.Write("in/b.jsonl.gz", "damaged");
        List<Shard> first = Expand();
        Assert.True(first.Count > 2);
        byte[] memory = File.ReadAllBytes(Memory);
        Assert.Equal(first, Expand());
        Assert.Equal(first, InputKit.Expand(_folder, InputKit.Pipeline(LineRecords.NotBlank), 10)); // without a memory
        Assert.Equal(memory, File.ReadAllBytes(Memory));
    }

    [Fact]
    public void AFileWithTheSameStampIsNotReadAgain()
    {
        string path = _folder.Write("in/a.jsonl", "one");
        Shard before = Assert.Single(Expand());
        FileStamp stamp = FileStamp.Of(path);
        Overwrite(before.FileHash, 42);
        Shard after = Assert.Single(Expand());
        Assert.Equal(before with { Hash = new Hash128(0, 42), FileHash = new Hash128(0, 42) }, after);
        Assert.Equal(stamp, FileStamp.Of(path));
    }

    [Fact]
    public void AnyOtherStampMeansReading()
    {
        string path = _folder.Write("in/a.jsonl", "one");
        File.SetLastWriteTimeUtc(path, s_longAgo);
        Shard one = Assert.Single(Expand());
        File.WriteAllText(path, "two");
        File.SetLastWriteTimeUtc(path, s_longAgo); // same length, same time of content
        if (OperatingSystem.IsLinux())
        {
            Assert.NotEqual(one.Hash, Assert.Single(Expand()).Hash);
        }

        File.SetLastWriteTimeUtc(path, s_longAgo.AddTicks(-1)); // the clock went back
        Assert.NotEqual(one.Hash, Assert.Single(Expand()).Hash);
        File.WriteAllText(path, "longer");
        Assert.Equal(6, Assert.Single(Expand()).Length);
    }

    [Fact]
    public void AFileThatHasJustBeenWrittenIsNotTrusted()
    {
        _folder.Write("in/a.jsonl", "one");
        Shard before = Assert.Single(Expand(InputMemory.Settled));
        Assert.Empty(Directory.GetFiles(Path.Combine(Store, "inputs")));
        Assert.Equal(before, Assert.Single(Expand(settled: 0)));
        Assert.NotNull(Memory);
    }

    [Fact]
    public void AFileFromTheFutureIsNotTrusted()
    {
        string path = _folder.Write("in/a.jsonl", "one");
        File.SetLastWriteTimeUtc(path, new DateTime(2200, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _folder.Write("in/b.jsonl", "two");
        Assert.Equal(2, Expand().Count);
        byte[] memory = File.ReadAllBytes(Memory);
        Assert.Equal(-1, memory.AsSpan().IndexOf("a.jsonl"u8));
        Assert.NotEqual(-1, memory.AsSpan().IndexOf("b.jsonl"u8));
    }

    [Fact]
    public void ADamagedMemoryIsNone()
    {
        _folder.Write("in/a.jsonl", "{\"text\":\"one\"}\n{\"text\":\"two\"}\n{\"text\":\"three\"}");
        List<Shard> first = Expand();
        byte[] memory = File.ReadAllBytes(Memory);
        for (int i = 0; i < memory.Length; i++)
        {
            byte[] damaged = [.. memory];
            damaged[i] ^= 0x10;
            File.WriteAllBytes(Memory, i % 2 == 0 ? damaged : damaged[..i]);
            Assert.Equal(first, Expand());
            Assert.Equal(memory, File.ReadAllBytes(Memory));
        }
    }

    [Fact]
    public void MemoriesThatNobodyUsesAreRemoved()
    {
        _folder.Write("in/a.jsonl", "one");
        Expand();
        string other = _folder.Write("store/inputs/other.bin", "of a project that is gone");
        string draft = _folder.Write("store/inputs/other.bin.1234.tmp", "of a process that was killed");
        _folder.Write("in/b.jsonl", "two");
        Expand();
        Assert.Equal(3, Directory.GetFiles(Path.Combine(Store, "inputs")).Length);
        File.SetLastWriteTimeUtc(other, s_longAgo);
        File.SetLastWriteTimeUtc(draft, s_longAgo);
        _folder.Write("in/c.jsonl", "three");
        Expand();
        Assert.NotNull(Memory); // the only one left
        Assert.Equal(3, Expand().Count);
    }

    [Fact]
    public void OtherRulesOfCuttingDoNotUseIt()
    {
        string path = _folder.Write("in/a.jsonl", "{\"text\":\"one\"}\n{\"text\":\"two\"}\n{\"text\":\"three\"}");
        Assert.Equal(3, Expand().Count);
        PipelineDefinition pipeline = InputKit.Pipeline(LineRecords.NotBlank);
        RunOptions longer = InputKit.Options(_folder, 1000);
        Assert.Null(InputMemory.Open(Store, pipeline, longer, 0).Find(new InputFile(0, path, "a"), LineRecords.NotBlank));
        Assert.Null(InputMemory.Open(Store, pipeline, InputKit.Options(_folder, 10, maxDocumentBytes: 7), 0).Find(new InputFile(0, path, "a"), LineRecords.NotBlank));
        InputMemory same = InputMemory.Open(Store, pipeline, InputKit.Options(_folder, 10), 0);
        Assert.NotNull(same.Find(new InputFile(0, path, "a"), LineRecords.NotBlank));
        Assert.Null(same.Find(new InputFile(0, path, "a"), LineRecords.EveryLine));
    }

    [Fact]
    public void OfSeveralFilesThatCannotBeReadTheFirstIsNamed()
    {
        for (int i = 0; i < 20; i++)
        {
            _folder.Write($"in/{i:00}.jsonl", "x");
        }

        foreach (string broken in (string[])["07", "12"])
        {
            File.Delete(Path.Combine(_folder.Path, $"in/{broken}.jsonl"));
            File.CreateSymbolicLink(Path.Combine(_folder.Path, $"in/{broken}.jsonl"), "nowhere");
        }

        RunException exception = Assert.Throws<RunException>(Expand);
        Assert.Equal(("PDSL2006", Path.Combine(_folder.Path, "in", "07.jsonl")), (exception.Id, exception.File));
    }

    /// <summary>The shards, by a memory that trusts files from the moment on at which they were written, or by one as runs have it.</summary>
    private List<Shard> Expand(long settled)
    {
        PipelineDefinition pipeline = InputKit.Pipeline(LineRecords.NotBlank);
        RunOptions options = InputKit.Options(_folder, 10);
        return InputCatalog.List(pipeline, options, InputMemory.Open(Store, pipeline, options, settled), CancellationToken.None);
    }

    private List<Shard> Expand() => Expand(settled: 0);

    /// <summary>Puts another hash into the memory, so that it shows whether it is used.</summary>
    private void Overwrite(UInt128 hash, UInt128 other)
    {
        byte[] memory = File.ReadAllBytes(Memory);
        byte[] old = Bytes(hash);
        for (int at = memory.AsSpan().IndexOf(old); at >= 0; at = memory.AsSpan().IndexOf(old))
        {
            Bytes(other).CopyTo(memory, at);
        }

        Bytes(System.IO.Hashing.XxHash128.HashToUInt128(memory.AsSpan(0, memory.Length - 16))).CopyTo(memory, memory.Length - 16);
        File.WriteAllBytes(Memory, memory);
    }

    private static byte[] Bytes(UInt128 value) => [.. BitConverter.GetBytes((ulong)(value >> 64)), .. BitConverter.GetBytes((ulong)value)];
}
