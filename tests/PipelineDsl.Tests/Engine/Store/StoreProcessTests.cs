using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine.Store;

/// <summary>Two processes on one store, of which one is killed, late, or thought dead.</summary>
public sealed class StoreProcessTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatAKilledProcessLeftGoesOnceItIsDead()
    {
        using StoreProcess process = StoreProcess.Hold(_folder.Path, "a");
        using ActionStore store = _folder.Open();
        StoreFolder.Do(store, "bb");
        Assert.False(store.Trim().Ran);
        Assert.Equal(2, _folder.Attempts.Length);
        process.Kill();
        Assert.Equal(new StoreTrim(true, 0, 1, 1, 3, 7), store.Trim());
        Assert.Single(_folder.Attempts);
        Assert.Null(store.Find(StoreFolder.Key("a").Hash));
    }

    /// <summary>The first attempt was taken for dead, and another has done the action: the first finds out when it is done, and changes nothing.</summary>
    [Fact]
    public void AnUndeadAttemptLoses()
    {
        using StoreProcess undead = StoreProcess.Hold(_folder.Path, "a");
        using ActionStore store = _folder.Open();
        ActionCommit replacement = StoreFolder.Do(store, "a");
        Assert.Equal([replacement.Attempt.ToString("x16", System.Globalization.CultureInfo.InvariantCulture)], undead.Finish());
        Assert.Equal(replacement.Attempt, store.Find(replacement.Key)!.Attempt);
        Assert.Single(_folder.Attempts);
    }

    /// <summary>The same, and it was even tidied away, as on a file system whose locks do not reach other machines.</summary>
    [Fact]
    public void AnUndeadAttemptWhoseFolderIsGoneLoses()
    {
        using StoreProcess undead = StoreProcess.Hold(_folder.Path, "a");
        Directory.Delete(Path.Combine(_folder.Path, "attempts", Assert.Single(_folder.Attempts)), recursive: true);
        using ActionStore store = _folder.Open();
        ActionCommit replacement = StoreFolder.Do(store, "a");
        Assert.Equal([replacement.Attempt.ToString("x16", System.Globalization.CultureInfo.InvariantCulture)], undead.Finish());
        Assert.Equal(replacement.Attempt, store.Find(replacement.Key)!.Attempt);
    }

    [Fact]
    public void AnAttemptWhoseFolderIsGoneFailsIfNobodyElseDidTheAction()
    {
        using ActionStore store = _folder.Open();
        using ActionAttempt attempt = store.Begin(StoreFolder.Key("a"));
        attempt.Create("documents").Write("content"u8);
        Directory.Delete(attempt.Folder, recursive: true);
        RunException exception = Assert.Throws<RunException>(() => attempt.Commit(default));
        Assert.Equal("PDSL2061", exception.Id);
        Assert.Null(store.Find(StoreFolder.Key("a").Hash));
    }

    [Fact]
    public async Task OneWhoComesDuringATrimWaits()
    {
        using ActionStore first = _folder.Open();
        using StoreLock trim = StoreLock.Share(_folder.Path);
        Assert.False(trim.TryExclude(out _));
        trim.ShareAgain();
        first.Dispose();
        Assert.True(trim.TryExclude(out bool isCertain));
        Assert.True(isCertain);
        using ManualResetEventSlim opening = new();
        Task<ActionStore> other = Task.Run(() =>
        {
            opening.Set();
            return _folder.Open();
        });
        opening.Wait();
        await Task.WhenAny(other, Task.Delay(100));
        Assert.False(other.IsCompleted);
        trim.ShareAgain();
        (await other).Dispose();
    }
}
