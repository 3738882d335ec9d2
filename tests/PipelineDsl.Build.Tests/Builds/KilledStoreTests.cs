using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Build.Tests.Builds;

/// <summary>
/// Runs with a store are killed, as by a loss of power, stopped for a while, or meet on one store. What was committed is never done again, and in the end there are the bytes of
/// a run that nothing disturbed.
/// </summary>
public sealed class KilledStoreTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);
    private readonly UserProject _project = new();
    private readonly ITestOutputHelper _output;

    public KilledStoreTests(ITestOutputHelper output)
    {
        _output = output;
        _project.Write("Program.cs", """
            using System;
            using System.Diagnostics;
            using System.Globalization;
            using System.IO;
            using System.Threading;
            using PipelineDsl.Engine;

            // Arguments: the output folder, the store, after how many tells of progress the process kills itself, and how many microseconds later.
            Told told = new(int.Parse(args[2], CultureInfo.InvariantCulture), TimeSpan.FromMicroseconds(int.Parse(args[3], CultureInfo.InvariantCulture)));
            Console.WriteLine("begun");
            Stopwatch watch = Stopwatch.StartNew();
            RunSummary summary = await Stages.RunAsync(new RunOptions { OutputDirectory = args[0], StoreDirectory = args[1], ProjectDirectory = ".", Workers = 2, DedupMemoryBytes = 1 << 16, MaxRejects = 3, Observer = told });
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"milliseconds {watch.ElapsedMilliseconds} tells {told.Count} done {summary.TasksDone} found {summary.TasksFound}"));
            return summary.Succeeded ? 0 : 1;

            internal sealed class Told(int limit, TimeSpan delay) : IRunObserver
            {
                public int Count { get; private set; }

                public void OnFinding(RunFinding finding)
                {
                }

                public void OnProgress(in RunProgress progress)
                {
                    if (++Count == limit)
                    {
                        new Thread(Kill).Start();
                    }
                }

                private void Kill()
                {
                    long begin = Stopwatch.GetTimestamp();
                    while (Stopwatch.GetElapsedTime(begin) < delay)
                    {
                    }

                    using Process process = Process.GetCurrentProcess();
                    process.Kill();
                }
            }

            """);
        _project.Write("Stages.cs", """
            using System;
            using PipelineDsl;

            [Dedup]
            public sealed class ByTopic
            {
                [Key] public static ReadOnlySpan<byte> Key([Field("topic", optional: true)] ReadOnlySpan<byte> topic) => topic;
                [Rank] public static double Rank([Text] ReadOnlySpan<byte> text) => text.Length;
            }

            [Pipeline]
            [JsonLines("shards/*.jsonl", id: "id")]
            [ExactDedup(index: "exact.index", clusterSize: "copies")]
            [Dedup<ByTopic>]
            [MinHash(ngram: 3, verify: 0.5)]
            [JsonLinesOutput("kept.jsonl", fields: "copies")]
            public static partial class Stages;

            """);
        File.Delete(_project.FullName("Corpus.cs"));
        _project.WriteProject("", "<TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><PrepareDataOnBuild>false</PrepareDataOnBuild>");
        Random random = new(11);
        for (int shard = 0; shard < 4; shard++)
        {
            IEnumerable<string> lines = Enumerable.Range(0, 300).Select(i => string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"id\":\"{(i == 7 ? "twice" : $"{shard}-{i}")}\",\"topic\":\"{random.Next(900)}\",\"text\":\"{Text(random)}\"}}\n"));
            _project.Write($"shards/{shard}.jsonl", string.Concat(lines));
        }
    }

    public void Dispose() => _project.Dispose();

    /// <summary>
    /// The store is kept from one kill to the next, so that each run begins where the last one came to; when one gets through, it is looked at and the next begins anew.
    /// Every other kill is soon after a task or stage ended, where commits are made; the others come at any time.
    /// </summary>
    [Fact]
    public void NothingIsLostAndNothingIsDoneTwice()
    {
        const int Kills = 200;
        _project.Build().Succeeded();
        BuildResult whole = Whole("undisturbed", "undisturbed-store");
        int tasks = Number(whole, "done");
        Dictionary<string, string> expected = Files("undisturbed");
        Assert.Contains("kept.jsonl", expected.Keys);
        Random random = new(3);
        Dictionary<string, string> committed = [];
        int kills = 0;
        int ends = 0;
        int most = 0;
        while (kills < Kills)
        {
            bool byTells = random.Next(2) == 0;
            using RunningBuild run = Start("killed", "killed-store", byTells ? 1 + random.Next(Number(whole, "tells")) : int.MaxValue, random.Next(20_000));
            if (!byTells)
            {
                SpinWait.SpinUntil(() => run.Output.Length > 0, s_limit);
                Thread.Sleep(random.Next(Number(whole, "milliseconds")));
                run.Kill();
            }

            BuildResult result = run.WaitForEnd(s_limit);
            Dictionary<string, string> commits = Commits("killed-store");
            foreach ((string key, string attempt) in committed)
            {
                Assert.Equal(attempt, commits.GetValueOrDefault(key)); // it was not done again
            }

            if (result.ExitCode != 0)
            {
                Assert.True(result.ExitCode == 137, result.Output);
                kills++;
                most = Math.Max(most, commits.Count);
                committed = commits;
                if (File.Exists(_project.FullName("killed/manifest.json")))
                {
                    Assert.Equal(expected, Files("killed").Where(static f => !f.Key.StartsWith(".pipelinedsl-work", StringComparison.Ordinal)).ToDictionary());
                }

                continue;
            }

            ends++;
            Assert.Equal(expected, Files("killed"));
            Assert.Equal(tasks, Number(result, "done") + Number(result, "found"));
            Assert.True(Number(result, "found") >= committed.Count, result.Output);
            Assert.Equal(commits.Count, Directory.GetDirectories(_project.FullName("killed-store/attempts")).Length);
            Directory.Delete(_project.FullName("killed"), recursive: true);
            Directory.Delete(_project.FullName("killed-store"), recursive: true);
            committed = [];
        }

        BuildResult last = Whole("killed", "killed-store");
        Assert.Equal(tasks, Number(last, "done") + Number(last, "found"));
        Assert.Equal(expected, Files("killed"));
        _output.WriteLine($"{kills} kills, {ends} runs that got through between them, {tasks} tasks in a run");
        Assert.True(most > tasks / 2 && ends > 1, $"{most} of {tasks} tasks, {ends}");
    }

    /// <summary>A process is stopped, taken for dead and replaced; then it goes on. Both say that all is well, and the store holds each action once.</summary>
    [Fact]
    public void AnUndeadRunBesideItsReplacement()
    {
        if (OperatingSystem.IsWindows())
        {
            _output.WriteLine("SKIPPED: needs signals");
            return;
        }

        _project.Build().Succeeded();
        int tasks = Number(Whole("undisturbed", "undisturbed-store"), "done");
        Dictionary<string, string> expected = Files("undisturbed");
        int stopped = 0;
        for (int i = 0; i < 6; i++)
        {
            using RunningBuild undead = Start("undead", "store");
            int goal = i * tasks / 6;
            SpinWait.SpinUntil(() => Commits("store").Count >= goal, s_limit);
            stopped += Signal(undead, "STOP") ? 1 : 0; // else it was faster
            BuildResult replacement = Whole("replacement", "store");
            Assert.Equal(tasks, Number(replacement, "done") + Number(replacement, "found"));
            Dictionary<string, string> commits = Commits("store");
            Signal(undead, "CONT");
            BuildResult result = undead.WaitForEnd(s_limit);
            Assert.True(result.ExitCode == 0, result.Output);
            Assert.Equal(expected, Files("replacement"));
            Assert.Equal(expected, Files("undead"));
            Assert.Equal(commits, Commits("store"));
            Assert.Equal(commits.Count, Directory.GetDirectories(_project.FullName("store/attempts")).Length);
            Array.ForEach(["undead", "replacement", "store"], folder => Directory.Delete(_project.FullName(folder), recursive: true));
        }

        Assert.True(stopped >= 3, $"{stopped}");
    }

    private static string Text(Random random)
    {
        string[] words = ["some", "words", "that", "come", "again", "and", "again", "line", "page", "text"];
        return string.Join("\\n", Enumerable.Range(0, 1 + random.Next(3)).Select(_ => string.Join(' ', Enumerable.Range(0, 3 + random.Next(9)).Select(_ => words[random.Next(words.Length)]))));
    }

    private static int Number(BuildResult result, string name)
    {
        string[] words = result.Output.Split([' ', '\n']);
        return int.Parse(words[Array.IndexOf(words, name) + 1], CultureInfo.InvariantCulture);
    }

    private static bool Signal(RunningBuild run, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", run.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        return kill.ExitCode == 0;
    }

    private RunningBuild Start(string output, string store, int killAfter = int.MaxValue, int microsecondsLater = 0) => DotNet.Start(
        _project.Folder,
        null,
        [_project.Output("app.dll"), output, store, killAfter.ToString(CultureInfo.InvariantCulture), microsecondsLater.ToString(CultureInfo.InvariantCulture)]);

    private BuildResult Whole(string output, string store)
    {
        using RunningBuild run = Start(output, store);
        BuildResult result = run.WaitForEnd(s_limit);
        Assert.True(result.ExitCode == 0, result.Output);
        return result;
    }

    private Dictionary<string, string> Files(string folder) => Directory.GetFiles(_project.FullName(folder), "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(_project.FullName(folder), f), static f => Convert.ToHexString(File.ReadAllBytes(f)), StringComparer.Ordinal);

    /// <summary>The attempts that are committed, by key.</summary>
    private Dictionary<string, string> Commits(string store)
    {
        string folder = _project.FullName(Path.Combine(store, "commits"));
        return !Directory.Exists(folder) ? [] : Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).ToDictionary(
            static f => Path.GetFileName(f),
            static f => File.ReadLines(f).First(static l => l.Contains("\"attempt\"", StringComparison.Ordinal)).Trim(),
            StringComparer.Ordinal);
    }
}
