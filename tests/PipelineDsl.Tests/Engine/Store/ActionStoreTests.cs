using System;
using System.IO;
using System.Linq;
using System.Text;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine.Store;

public sealed class ActionStoreTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatIsCommittedIsFound(bool transient)
    {
        using ActionStore store = transient ? ActionStore.Transient(_folder.Path) : _folder.Open();
        ActionKey key = StoreFolder.Key("a");
        Assert.Null(store.Find(key.Hash));
        using (ActionAttempt attempt = store.Begin(key))
        {
            using (ArtifactStream second = attempt.Create("second"))
            using (ArtifactStream first = attempt.Create("first"))
            {
                second.Write("2222"u8);
                first.Write("11"u8);
                second.Write("22"u8);
                Assert.Equal(6, second.Length);
            }

            Assert.Null(store.Find(key.Hash));
            attempt.Commit("result"u8.ToArray());
        }

        ActionCommit commit = store.Find(key.Hash)!;
        Assert.Equal(key.Hash, commit.Key);
        Assert.Equal(key.Parts, commit.Parts);
        Assert.Equal("result", Encoding.UTF8.GetString(commit.Result.Span));
        Assert.Equal(["first", "second"], commit.Files.Select(static f => f.Name));
        Assert.Equal(6, commit.Find("second").Bytes);
        Assert.Equal(System.IO.Hashing.XxHash128.HashToUInt128("222222"u8), (UInt128)commit.Find("second").Hash);
        Assert.Equal("222222", StoreFolder.Read(commit, "second"));
        Assert.Equal("11", File.ReadAllText(commit.FullName("first")));
        Assert.True(commit.Has("first"));
        Assert.False(commit.Has("third"));
        Assert.Throws<FileNotFoundException>(() => commit.Find("third"));
    }

    [Fact]
    public void AnotherStoreOnTheFolderFindsIt()
    {
        using ActionStore one = _folder.Open();
        using ActionStore two = _folder.Open();
        ActionCommit commit = StoreFolder.Do(one, "a");
        ActionCommit found = two.Find(commit.Key)!;
        Assert.Equal(commit.ContentHash, found.ContentHash);
        Assert.Equal(commit.Title, found.Title);
        Assert.Equal(commit.Parts, found.Parts);
        Assert.Equal(commit.Files, found.Files);
        Assert.Equal(commit.Result.ToArray(), found.Result.ToArray());
        Assert.Equal("content", StoreFolder.Read(found));
    }

    [Fact]
    public void FilesThatArePatchedAreHashedAsTheyStand()
    {
        using ActionStore store = _folder.Open();
        using ActionAttempt attempt = store.Begin(StoreFolder.Key("a"));
        using (FileStream file = attempt.CreateReadable("patched"))
        {
            file.Write("0000 rows"u8);
            RandomAccess.Write(file.SafeFileHandle, "0012"u8, 0);
        }

        File.WriteAllText(attempt.FullName("adopted"), "written by another");
        attempt.Adopt("adopted");
        File.WriteAllText(attempt.FullName("known"), "known");
        attempt.Adopt("known", System.IO.Hashing.XxHash128.HashToUInt128("known"u8));
        File.WriteAllText(attempt.FullName("scratch"), "nobody's");
        ActionCommit commit = attempt.Commit(default);
        Assert.Equal(["adopted", "known", "patched"], commit.Files.Select(static f => f.Name));
        Assert.Equal(System.IO.Hashing.XxHash128.HashToUInt128("0012 rows"u8), (UInt128)commit.Find("patched").Hash);
        Assert.False(File.Exists(Path.Combine(commit.Folder, "scratch")));
        using ActionStore other = _folder.Open();
        Assert.All(commit.Files, file => other.Find(commit.Key)!.Check(file.Name));
    }

    [Fact]
    public void AnAttemptThatIsNotCommittedLeavesNothing()
    {
        using ActionStore store = _folder.Open();
        using (ActionAttempt attempt = store.Begin(StoreFolder.Key("a")))
        {
            attempt.Create("open").Write("something"u8);
            attempt.CreateReadable("open too").Write("something"u8);
            Assert.Single(_folder.Attempts);
        }

        Assert.Empty(_folder.Attempts);
        Assert.Null(store.Find(StoreFolder.Key("a").Hash));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheFirstWinsAndTheOthersFilesGo(bool transient)
    {
        using ActionStore store = transient ? ActionStore.Transient(_folder.Path) : _folder.Open();
        ActionCommit first = StoreFolder.Do(store, "a");
        ActionCommit second = StoreFolder.Do(store, "a");
        Assert.Equal(first.Attempt, second.Attempt);
        Assert.Single(_folder.Attempts);
        Assert.Equal("content", StoreFolder.Read(second));
    }

    [Theory]
    [InlineData("other", "result", "'documents'")]
    [InlineData("content", "other", "what it counted")]
    public void TwoOutcomesOfOneActionAreAnError(string content, string result, string named)
    {
        using ActionStore store = _folder.Open();
        ActionCommit first = StoreFolder.Do(store, "a");
        RunException exception = Assert.Throws<RunException>(() => StoreFolder.Do(store, "a", content, result));
        Assert.Equal("PDSL2060", exception.Id);
        Assert.Contains("phase-0[a]", exception.Message, StringComparison.Ordinal);
        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        Assert.Single(_folder.Attempts);
        Assert.Equal(first.Attempt, store.Find(first.Key)!.Attempt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData(".commit")]
    [InlineData("a:b")]
    public void NamesThatArePathsAreTurnedDown(string name)
    {
        using ActionStore store = _folder.Open();
        using ActionAttempt attempt = store.Begin(StoreFolder.Key("a"));
        Assert.Throws<ArgumentException>(() => attempt.Create(name));
    }

    [Fact]
    public void ANameIsUsedOnce()
    {
        using ActionStore store = _folder.Open();
        using ActionAttempt attempt = store.Begin(StoreFolder.Key("a"));
        attempt.Create("a").Dispose();
        Assert.Throws<ArgumentException>(() => attempt.Create("a"));
        Assert.Throws<ArgumentException>(() => attempt.CreateReadable("a"));
    }

    [Fact]
    public void ATransientStoreDeletesWhatIsReleased()
    {
        using ActionStore store = ActionStore.Transient(_folder.Path);
        ActionCommit commit = StoreFolder.Do(store, "a");
        commit.Release("documents");
        Assert.False(File.Exists(commit.FullName("documents")));
        Assert.Null(store.Find(commit.Key));
        Assert.Equal("content", StoreFolder.Read(StoreFolder.Do(store, "a")));
    }

    [Fact]
    public void AStoreThatLastsKeepsWhatIsReleased()
    {
        using ActionStore store = _folder.Open();
        ActionCommit commit = StoreFolder.Do(store, "a");
        commit.Release("documents");
        Assert.Equal("content", StoreFolder.Read(store.Find(commit.Key)!));
    }
}
