using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Hashing;
using System.Linq;
using System.Threading;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine.Outputs;

/// <summary>A joined file is its parts one after the other, whoever joined them and when.</summary>
public sealed class JoinedFileTests : IDisposable
{
    private const string Part = "part-0";
    private readonly TempFolder _folder = new();
    private readonly ActionStore _store;
    private readonly WorkFolder _work;

    public JoinedFileTests()
    {
        _store = ActionStore.Transient(Path.Combine(_folder.Path, "store"));
        _work = new WorkFolder(new FolderOutput(Path.Combine(_folder.Path, "out")));
    }

    public void Dispose()
    {
        _work.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void AnyNumberOfThreadsJoinsTheParts(int threads)
    {
        int[] lengths = [0, 1, 3 << 20, 0, (1 << 20) - 1, 1, 1 << 20, 17, 0];
        ActionCommit[] parts = [.. lengths.Select((length, i) => Commit(i, length))];
        int told = 0;
        using JoinedFile file = new("a.bin", Part, parts.Length, _work, () => told++);
        file.Conclude(new Seal("phase-0", parts), [1, 2, 3]);
        Assert.Equal(parts.Length, file.Left);
        WorkerThreads.Run(threads, threads, (_, _) => file.Help(CancellationToken.None), CancellationToken.None);
        Check(file, [.. parts.SelectMany(Bytes), 1, 2, 3]);
        Assert.Equal(parts.Length, told);
    }

    [Fact]
    public void WhatIsThereIsJoinedAtOnceInTheOrderOfTheShards()
    {
        ActionCommit[] parts = [.. Enumerable.Range(0, 4).Select(i => Commit(i, 100_000 + i))];
        using JoinedFile file = new("a.bin", Part, parts.Length, _work, null);
        List<int> left = [];
        foreach (int shard in (int[])[2, 0, 1])
        {
            file.Offer(shard, parts[shard]);
            file.Grow(CancellationToken.None);
            left.Add(file.Left);
        }

        Assert.Equal([4, 3, 1], left);
        file.Conclude(new Seal("phase-0", parts), []);
        Assert.Equal(1, file.Left);
        file.Help(CancellationToken.None);
        Check(file, [.. parts.SelectMany(Bytes)]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void AShardThatWasDoneAgainIsJoinedAsItIsInTheEnd(int again)
    {
        ActionCommit[] parts = [.. Enumerable.Range(0, 4).Select(i => Commit(i, 100_000 + i))];
        using JoinedFile file = new("a.bin", Part, parts.Length, _work, null);
        for (int shard = 0; shard < 3; shard++)
        {
            file.Offer(shard, parts[shard]);
        }

        file.Grow(CancellationToken.None);
        Assert.Equal(1, file.Left);
        parts[again] = Commit(10 + again, 50);
        file.Conclude(new Seal("repeats", parts), []);
        Assert.Equal(again < 3 ? 4 : 1, file.Left);
        file.Help(CancellationToken.None);
        Check(file, [.. parts.SelectMany(Bytes)]);
    }

    [Fact]
    public void ThereIsNoFileBeforeItIsMade()
    {
        using JoinedFile file = new("a.bin", Part, 1, _work, null);
        file.Grow(CancellationToken.None);
        file.Help(CancellationToken.None);
        Assert.Throws<InvalidOperationException>(() => file.Made);
    }

    private static byte[] Bytes(ActionCommit commit) => File.ReadAllBytes(commit.FullName(Part));

    private ActionCommit Commit(int key, int length)
    {
        byte[] content = new byte[length];
        new Random(key).NextBytes(content);
        using ActionAttempt attempt = _store.Begin(new ActionKey([new KeyPart("test", new Hash128(0, (ulong)key))]));
        using (Stream part = attempt.Create(Part))
        {
            part.Write(content);
        }

        return attempt.Commit(default);
    }

    private void Check(JoinedFile file, byte[] expected)
    {
        Assert.Equal(expected, File.ReadAllBytes(_work.FullName(ShardFiles.Final("a.bin"))));
        Assert.Equal(("a.bin", expected.LongLength, XxHash128.HashToUInt128(expected)), (file.Made.Name, file.Made.Bytes, (UInt128)file.Made.Hash));
    }
}
