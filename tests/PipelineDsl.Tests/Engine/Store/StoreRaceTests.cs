using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine.Store;

/// <summary>Of many who commit an action at one moment, exactly one wins, and all of them know who. A check before a rename, as <see cref="File.Move(string, string, bool)"/> has it, fails in some of a hundred races.</summary>
public sealed class StoreRaceTests : IDisposable
{
    // In memory, where there is such a folder: nothing waits for a disk, so that they meet at the link.
    private readonly StoreFolder _folder = new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1500, false)]
    [InlineData(500, true)]
    public void ThreadsHaveOneWinner(int races, bool aStoreEach)
    {
        const int Threads = 4;
        ActionStore[] stores = [.. Enumerable.Range(0, aStoreEach ? Threads : 1).Select(_ => _folder.Open())];
        ulong[,] winners = new ulong[races, Threads];
        int[] won = new int[races];
        Exception? failure = null;
        using Barrier barrier = new(Threads);
        Thread[] threads =
        [
            .. Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
            {
                ActionStore store = stores[thread % stores.Length];
                for (int race = 0; race < races; race++)
                {
                    try
                    {
                        using ActionAttempt attempt = store.Begin(StoreFolder.Key($"race {race}"));
                        using (ArtifactStream stream = attempt.Create("documents"))
                        {
                            stream.Write("content"u8);
                        }

                        barrier.SignalAndWait();
                        winners[race, thread] = attempt.Commit("result"u8.ToArray()).Attempt;
                        if (attempt.Folder.EndsWith(winners[race, thread].ToString("x16", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))
                        {
                            Interlocked.Increment(ref won[race]);
                        }
                    }
                    catch (Exception exception)
                    {
                        failure = exception;
                    }
                }
            })),
        ];
        Array.ForEach(threads, static t => t.Start());
        Array.ForEach(threads, static t => t.Join());
        Assert.Null(failure);
        Assert.All(won, static w => Assert.Equal(1, w));
        for (int race = 0; race < races; race++)
        {
            Assert.Single(Enumerable.Range(0, Threads).Select(thread => winners[race, thread]).Distinct());
        }

        Assert.Equal(races, _folder.Attempts.Length);
        Assert.Equal(races, _folder.Commits.Length);
        Array.ForEach(stores, static s => s.Dispose());
    }

    [Fact]
    public void ProcessesHaveOneWinner()
    {
        const int Processes = 3;
        const int Races = 300;
        string barrier = Path.Combine(Path.GetDirectoryName(_folder.Path)!, "barrier");
        File.WriteAllBytes(barrier, new byte[sizeof(int)]);
        StoreProcess[] processes = [.. Enumerable.Range(0, Processes).Select(_ => StoreProcess.Race(_folder.Path, barrier, Processes, Races))];
        try
        {
            List<string[]> said = [.. processes.Select(static p => p.Finish())];
            for (int race = 0; race < Races; race++)
            {
                string[] all = [.. said.Select(s => s[race])];
                Assert.Single(all.Select(static s => s[..16]).Distinct());
                Assert.Single(all, static s => s.EndsWith("True", StringComparison.Ordinal));
            }

            Assert.Equal(Races, _folder.Attempts.Length);
        }
        finally
        {
            Array.ForEach(processes, static p => p.Dispose());
        }
    }
}
