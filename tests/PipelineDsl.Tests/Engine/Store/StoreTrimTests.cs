using System;
using System.IO;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine.Store;

public sealed class StoreTrimTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WithinItsBoundsEverythingStays()
    {
        using ActionStore store = _folder.Open();
        StoreFolder.Do(store, "a", "1234567");
        StoreFolder.Do(store, "b", "12345");
        Assert.Equal(new StoreTrim(true, 0, 2, 0, 0, 12), store.Trim());
        Assert.Equal(new StoreTrim(true, 0, 2, 0, 0, 12), store.Trim()); // its lock was given back
        Assert.NotNull(store.Find(StoreFolder.Key("a").Hash));
    }

    [Fact]
    public void WhatWasUsedLeastRecentlyGoesFirst()
    {
        using ActionStore store = _folder.Open(new StoreBounds { MaxBytes = 21 });
        foreach (string name in (string[])["a", "bb", "ccc", "dddd"])
        {
            StoreFolder.Do(store, name, "1234567");
        }

        DateTime now = DateTime.UtcNow;
        File.SetLastWriteTimeUtc(_folder.CommitFile("a"), now.AddHours(-1));
        File.SetLastWriteTimeUtc(_folder.CommitFile("bb"), now.AddHours(-3));
        File.SetLastWriteTimeUtc(_folder.CommitFile("ccc"), now.AddHours(-4));
        File.SetLastWriteTimeUtc(_folder.CommitFile("dddd"), now.AddHours(-2));
        store.Touch(store.Find(StoreFolder.Key("ccc").Hash)!);
        Assert.Equal(new StoreTrim(true, 1, 3, 1, 7, 21), store.Trim());
        Assert.Null(store.Find(StoreFolder.Key("bb").Hash));
        Assert.Equal(new StoreTrim(true, 2, 1, 2, 14, 7), store.Trim(new StoreBounds { MaxBytes = 10 }));
        Assert.NotNull(store.Find(StoreFolder.Key("ccc").Hash));
        Assert.Single(_folder.Attempts);
    }

    [Fact]
    public void WhatWasNotUsedForLongGoes()
    {
        using ActionStore store = _folder.Open();
        StoreFolder.Do(store, "a");
        StoreFolder.Do(store, "bb");
        File.SetLastWriteTimeUtc(_folder.CommitFile("a"), DateTime.UtcNow.AddDays(-31));
        File.SetLastWriteTimeUtc(_folder.CommitFile("bb"), DateTime.UtcNow.AddDays(-29));
        Assert.Equal(1, store.Trim().CommitsRemoved);
        Assert.Null(store.Find(StoreFolder.Key("a").Hash));
        Assert.NotNull(store.Find(StoreFolder.Key("bb").Hash));
    }

    /// <summary>A clock that was wrong makes work be done again, or keeps something for longer; never more.</summary>
    [Fact]
    public void TimesInTheFutureAreNotOld()
    {
        using ActionStore store = _folder.Open();
        ActionCommit commit = StoreFolder.Do(store, "a");
        File.SetLastWriteTimeUtc(_folder.CommitFile("a"), DateTime.UtcNow.AddYears(20));
        File.SetLastWriteTimeUtc(commit.FullName("documents"), DateTime.UtcNow.AddYears(-20));
        Assert.Equal(0, store.Trim().CommitsRemoved);
        Assert.Equal("content", StoreFolder.Read(store.Find(commit.Key)!));
    }

    [Fact]
    public void NothingIsRemovedWhileAnotherUsesTheStore()
    {
        using ActionStore store = _folder.Open(new StoreBounds { MaxBytes = 0 });
        StoreFolder.Do(store, "a");
        using (ActionStore other = _folder.Open())
        {
            Assert.False(store.Trim().Ran);
            Assert.False(other.Trim(new StoreBounds { MaxBytes = 0 }).Ran);
            Assert.NotNull(other.Find(StoreFolder.Key("a").Hash));
        }

        Assert.Equal(new StoreTrim(true, 1, 0, 1, 7, 0), store.Trim());
        Assert.Empty(_folder.Attempts);
    }

    [Fact]
    public void ALiveAttemptStays()
    {
        using ActionStore store = _folder.Open();
        using ActionAttempt attempt = store.Begin(StoreFolder.Key("a"));
        ArtifactStream stream = attempt.Create("documents");
        stream.Write("con"u8);
        Assert.Equal(0, store.Trim().AttemptsRemoved);
        stream.Write("tent"u8);
        Assert.Equal("content", StoreFolder.Read(attempt.Commit(default)));
    }

    /// <summary>What a killed process leaves: an attempt half written, one ready to be committed, and a commit put aside.</summary>
    [Fact]
    public void WhatAKilledProcessLeftGoes()
    {
        using (ActionStore store = _folder.Open())
        {
            StoreFolder.Do(store, "a");
        }

        string half = Directory.CreateDirectory(Path.Combine(_folder.Path, "attempts", $"{new string('a', 32)}-{new string('1', 16)}")).FullName;
        File.WriteAllText(Path.Combine(half, "documents"), "half");
        string ready = Directory.CreateDirectory(Path.Combine(_folder.Path, "attempts", $"{new string('b', 32)}-{new string('2', 16)}")).FullName;
        File.WriteAllText(Path.Combine(ready, "documents"), "all");
        File.WriteAllText(Path.Combine(ready, ".commit"), "{}");
        File.WriteAllText(_folder.CommitFile("a") + ".0123456789abcdef.removed", "{}");
        using (ActionStore store = _folder.Open())
        {
            Assert.Equal(new StoreTrim(true, 1, 1, 2, 7, 7), store.Trim());
        }

        Assert.Single(_folder.Attempts);
        Assert.Single(_folder.Commits);
    }

    [Fact]
    public void FoldersThatAreNotTheStoresStay()
    {
        using ActionStore store = _folder.Open();
        string other = Directory.CreateDirectory(Path.Combine(_folder.Path, "attempts", "somebody's")).FullName;
        File.WriteAllText(Path.Combine(_folder.Path, "readme.txt"), "ours");
        store.Trim(new StoreBounds { MaxBytes = 0 });
        Assert.True(Directory.Exists(other));
        Assert.True(File.Exists(Path.Combine(_folder.Path, "readme.txt")));
    }

    /// <summary>Where locks do not keep others away, what is young may be another machine's.</summary>
    [Fact]
    public void WithoutCertaintyYoungThingsStay()
    {
        using ActionStore store = _folder.Open();
        StoreFolder.Do(store, "a");
        StoreFolder.Do(store, "bb");
        File.SetLastWriteTimeUtc(_folder.CommitFile("a"), DateTime.UtcNow.AddDays(-2));
        string young = Directory.CreateDirectory(Path.Combine(_folder.Path, "attempts", $"{new string('a', 32)}-{new string('1', 16)}")).FullName;
        string old = Directory.CreateDirectory(Path.Combine(_folder.Path, "attempts", $"{new string('a', 32)}-{new string('2', 16)}")).FullName;
        Directory.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));
        StoreTrim trim = new StoreTrimmer(store, new StoreBounds { MaxBytes = 0 }, isAlone: false).Run();
        Assert.Equal((1, 1, 1), (trim.CommitsRemoved, trim.CommitsKept, trim.AttemptsRemoved));
        Assert.True(Directory.Exists(young));
        Assert.False(Directory.Exists(old));
        Assert.NotNull(store.Find(StoreFolder.Key("bb").Hash));
    }

    [Fact]
    public void ATransientStoreIsItsOwners()
    {
        using ActionStore store = ActionStore.Transient(_folder.Path);
        StoreFolder.Do(store, "a");
        Assert.False(store.Trim(new StoreBounds { MaxBytes = 0 }).Ran);
        Assert.NotNull(store.Find(StoreFolder.Key("a").Hash));
    }
}
