using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Engine.Store;

/// <summary>Runs with a store to which something happens before or meanwhile: they end with the bytes of a run that nothing disturbed, or with a clear error and what was published before.</summary>
public sealed class StoredRunTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ITestOutputHelper _output;

    public StoredRunTests(ITestOutputHelper output)
    {
        _output = output;
        Random random = new(5);
        string[] words = ["some", "words", "that", "come", "again", "naïve", "漢字", "17"];
        for (int shard = 0; shard < 3; shard++)
        {
            _folder.Write($"in/{shard}.jsonl", string.Concat(Enumerable.Range(0, 40).Select(i => $"{{\"id\":\"{shard}-{i}\",\"text\":\"{Text(random, words)}\"}}\n")));
        }
    }

    public enum Damage
    {
        Garbled,
        Truncated,
        Missing,
    }

    private string Store => Path.Combine(_folder.Path, "store");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheSecondRunHasNothingToDo()
    {
        RunSummary first = await Run("undisturbed", Store);
        RunSummary second = await Run("out", Store, workers: 1);
        Assert.Equal((0, first.TasksDone), (second.TasksDone, second.TasksFound));
        Assert.True(first.TasksDone > 10);
        Assert.Equal(Files("undisturbed"), Files("out"));
    }

    /// <summary>A file of the store in turn is damaged between two runs.</summary>
    [Theory]
    [InlineData(Damage.Garbled)]
    [InlineData(Damage.Truncated)]
    [InlineData(Damage.Missing)]
    public async Task ADamagedFileIsMadeAgain(Damage damage)
    {
        await Run("undisturbed", Store);
        int again = 0;
        for (int i = 0; i < Artifacts().Length; i++)
        {
            string file = Artifacts()[i];
            bool isDamaged = Harm(file, damage);
            Directory.CreateDirectory(Path.Combine(_folder.Path, "out")).Delete(recursive: true);
            RunSummary summary = await Run("out", Store);
            Assert.Equal(Files("undisturbed"), Files("out"));
            Assert.True(damage == Damage.Garbled || !isDamaged || summary.TasksDone > 0, file);
            again += summary.TasksDone > 0 ? 1 : 0;
        }

        Assert.True(again > 3, $"{again}");
    }

    /// <summary>All of them are, so that whatever is made again finds what it needs damaged as well.</summary>
    [Theory]
    [InlineData(Damage.Garbled)]
    [InlineData(Damage.Truncated)]
    [InlineData(Damage.Missing)]
    public async Task ADamagedStoreIsMadeAgain(Damage damage)
    {
        RunSummary first = await Run("undisturbed", Store);
        Array.ForEach(Artifacts(), file => Harm(file, damage));
        RunSummary second = await Run("out", Store);
        Assert.Equal(Files("undisturbed"), Files("out"));
        Assert.True(second.TasksDone > 0);
        Assert.Equal(first.TasksDone, (await Run("out", Store)).TasksFound);
        Assert.Equal(Files("undisturbed"), Files("out"));
    }

    [Fact]
    public async Task DamagedCommitsAreMadeAgain()
    {
        RunSummary first = await Run("undisturbed", Store);
        Random random = new(1);
        foreach (string file in Directory.GetFiles(Path.Combine(Store, "commits"), "*", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(file);
            if (random.Next(2) == 0)
            {
                bytes[random.Next(bytes.Length)] ^= 4;
                File.WriteAllBytes(file, bytes);
            }
            else
            {
                File.WriteAllBytes(file, bytes[..random.Next(bytes.Length)]);
            }
        }

        RunSummary second = await Run("out", Store);
        Assert.True(second.TasksDone > first.TasksDone / 2);
        Assert.Equal(Files("undisturbed"), Files("out"));
    }

    /// <summary>Times say what goes first when room is needed, nothing else.</summary>
    [Theory]
    [InlineData(1971)]
    [InlineData(2100)]
    public async Task TheClockMayMove(int year)
    {
        await Run("undisturbed", Store);
        DateTime time = new(year, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (string file in Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, time);
        }

        Assert.Equal(0, (await Run("out", Store)).TasksDone);
        Assert.Equal(Files("undisturbed"), Files("out"));
        Assert.Equal(0, (await Run("out", Store)).TasksDone);
    }

    [Fact]
    public async Task TwoRunsAtOnceShareTheWork()
    {
        await Run("undisturbed", null);
        RunSummary[] summaries = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => Task.Run(() => Run($"out{i}", Store, workers: 1 + (i & 1)))));
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(Files("undisturbed"), Files($"out{i}")));
        Assert.Single(summaries.Select(static s => s.TasksDone + s.TasksFound).Distinct());
        int commits = Directory.GetFiles(Path.Combine(Store, "commits"), "*", SearchOption.AllDirectories).Length;
        Assert.Equal(commits, Directory.GetDirectories(Path.Combine(Store, "attempts")).Length);
    }

    [Fact]
    public async Task ARunThatIsStoppedAnywhereIsTakenUp()
    {
        RunSummary whole = await Run("undisturbed", null);
        int found = 0;
        for (int tells = 1; ; tells++)
        {
            using CancellationTokenSource stop = new();
            int told = 0;
            Observer observer = new(() =>
            {
                if (Interlocked.Increment(ref told) == tells)
                {
                    stop.Cancel();
                }
            });
            Exception? exception = await Xunit.Record.ExceptionAsync(() => Run("out", Store, observer: observer, stop: stop.Token));
            if (exception is null)
            {
                break;
            }

            Assert.IsAssignableFrom<OperationCanceledException>(exception);
            Assert.False(File.Exists(Path.Combine(_folder.Path, "out", "manifest.json")));
            int commits = Directory.GetFiles(Path.Combine(Store, "commits"), "*", SearchOption.AllDirectories).Length;
            Assert.True(commits >= found);
            found = commits;
        }

        RunSummary last = await Run("out", Store);
        Assert.Equal((0, whole.TasksDone), (last.TasksDone, last.TasksFound));
        Assert.Equal(Files("undisturbed"), Files("out"));
        Assert.Equal(whole.TasksDone, Directory.GetDirectories(Path.Combine(Store, "attempts")).Length);
        Assert.True(found > 3, $"{found}");
    }

    [Fact]
    public async Task AnInputThatChangesDuringTheRunIsAnError()
    {
        string last = Path.Combine(_folder.Path, "in", "2.jsonl");
        int changes = 0;
        Observer observer = new(() =>
        {
            if (Interlocked.Increment(ref changes) == 1)
            {
                File.AppendAllText(last, "{\"id\":\"new\",\"text\":\"a new one\"}\n");
            }
        });
        RunException exception = await Assert.ThrowsAsync<RunException>(() => Run("out", Store, workers: 1, observer: observer));
        Assert.Equal("PDSL2030", exception.Id);
        Assert.Contains("2.jsonl", exception.Message + exception.File, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "out", "manifest.json")));
        await Run("out", Store);
        await Run("undisturbed", null);
        Assert.Equal(Files("undisturbed"), Files("out"));
    }

    /// <summary>A disk for the store, from one that holds nothing to one that holds everything; what fitted is found by the next run.</summary>
    [Fact]
    public async Task ADiskThatIsTooSmallForTheStore()
    {
        using SmallDisk? disk = SmallDisk.TryMount("size=24k", _output);
        if (disk is null)
        {
            return;
        }

        await Run("undisturbed", null);
        await Run("out", null);
        File.Delete(Path.Combine(_folder.Path, "in", "2.jsonl"));
        await Run("undisturbed", null);
        int failures = 0;
        int found = 0;
        Dictionary<string, string> before = Files("out");
        for (int kilobytes = 24; ; kilobytes += 32)
        {
            Assert.True(disk.Remount($"size={kilobytes}k"));
            try
            {
                RunSummary summary = await Run("out", Path.Combine(disk.Path, "store"));
                found = summary.TasksFound;
                break;
            }
            catch (RunException exception)
            {
                failures++;
                Assert.True(exception.Id is "PDSL2061" or "PDSL2062", exception.Message);
                Assert.Equal(before, Files("out"));
            }
        }

        Assert.True(failures > 2, $"{failures}");
        Assert.True(found > 0);
        Assert.Equal(Files("undisturbed"), Files("out"));
    }

    /// <summary>The same for the disk of the outputs.</summary>
    [Fact]
    public async Task ADiskThatIsTooSmallForTheOutputs()
    {
        using SmallDisk? disk = SmallDisk.TryMount("size=24k", _output);
        if (disk is null)
        {
            return;
        }

        await Run("undisturbed", null);
        string outputs = Path.Combine(disk.Path, "out");
        int failures = 0;
        for (int kilobytes = 24; ; kilobytes += 4)
        {
            Assert.True(disk.Remount($"size={kilobytes}k"));
            try
            {
                await Run(outputs, Store);
                break;
            }
            catch (RunException exception)
            {
                failures++;
                Assert.Equal("PDSL2062", exception.Id);
                Assert.False(File.Exists(Path.Combine(outputs, "manifest.json")));
            }
        }

        Assert.True(failures > 2, $"{failures}");
        Assert.Equal(Files("undisturbed"), Files(outputs));
    }

    /// <summary>The store's disk becomes read-only at any moment, as disks do that fail.</summary>
    [Fact]
    public async Task AStoreThatMayNotBeWrittenToAnyMore()
    {
        using SmallDisk? disk = SmallDisk.TryMount("size=64m", _output);
        if (disk is null)
        {
            return;
        }

        RunSummary whole = await Run("undisturbed", null);
        string store = Path.Combine(disk.Path, "store");
        int failures = 0;
        for (int tells = 1; ; tells += 3)
        {
            int told = 0;
            Observer observer = new(() =>
            {
                if (Interlocked.Increment(ref told) == tells)
                {
                    // Refused while a file is open for writing.
                    SpinWait.SpinUntil(() => disk.Remount("ro"), TimeSpan.FromSeconds(1));
                }
            });
            try
            {
                RunSummary summary = await Run("out", store, observer: observer);
                Assert.Equal(whole.TasksDone, summary.TasksDone + summary.TasksFound);
                break;
            }
            catch (RunException exception)
            {
                failures++;
                Assert.True(exception.Id is "PDSL2061" or "PDSL2062", exception.Message);
                Assert.False(File.Exists(Path.Combine(_folder.Path, "out", "manifest.json")));
            }
            finally
            {
                Assert.True(disk.Remount("rw"));
            }
        }

        Assert.True(failures > 0);
        Assert.Equal(Files("undisturbed"), Files("out"));
    }

    private static string Text(Random random, string[] words)
        => string.Join("\\n", Enumerable.Range(0, 1 + random.Next(3)).Select(_ => string.Join(' ', Enumerable.Range(0, 1 + random.Next(5)).Select(_ => words[random.Next(words.Length)]))));

    /// <summary>Damages a file as asked; false if it is empty and cannot be.</summary>
    private static bool Harm(string file, Damage damage)
    {
        byte[] bytes = File.ReadAllBytes(file);
        if (damage == Damage.Missing)
        {
            File.Delete(file);
            return true;
        }

        if (bytes.Length == 0)
        {
            return false;
        }

        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, damage == Damage.Garbled ? bytes : bytes[..^1]);
        return true;
    }

    private string[] Artifacts() =>
    [
        .. Directory.GetFiles(Path.Combine(Store, "attempts"), "*", SearchOption.AllDirectories)
            .Where(static f => Path.GetFileName(f) != ".commit")
            .Order(StringComparer.Ordinal),
    ];

    private async Task<RunSummary> Run(string output, string? store, int workers = 2, Observer? observer = null, CancellationToken stop = default)
    {
        RunSummary summary = await StoredPipeline.RunAsync(
            new RunOptions
            {
                ProjectDirectory = _folder.Path,
                OutputDirectory = Path.Combine(_folder.Path, output),
                StoreDirectory = store,
                Workers = workers,
                DedupMemoryBytes = 1 << 20,
                Observer = observer,
            },
            stop);
        Assert.True(summary.Succeeded);
        return summary;
    }

    private Dictionary<string, string> Files(string output)
    {
        string folder = Path.Combine(_folder.Path, output);
        return Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(folder, f), static f => Convert.ToHexString(File.ReadAllBytes(f)), StringComparer.Ordinal);
    }

    /// <summary>Does something whenever it is told of progress.</summary>
    private sealed class Observer(Action onProgress) : IRunObserver
    {
        public void OnProgress(in RunProgress progress) => onProgress();

        public void OnFinding(RunFinding finding)
        {
        }
    }
}
