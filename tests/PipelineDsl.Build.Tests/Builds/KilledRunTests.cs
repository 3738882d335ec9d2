using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Xunit;

namespace PipelineDsl.Build.Tests.Builds;

/// <summary>A run through deduplications with very little memory, so that everything goes through files, is killed at any moment, as by a loss of power; the run after it makes the same bytes as one that nothing disturbed.</summary>
public sealed class KilledRunTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);
    private readonly UserProject _project = new();

    public KilledRunTests()
    {
        _project.Write("Program.cs", """
            using System;
            using System.IO;
            using PipelineDsl;
            using PipelineDsl.Engine;

            RunSummary summary = await Stages.RunAsync(new RunOptions { OutputDirectory = args[0], ProjectDirectory = ".", Workers = 2, DedupMemoryBytes = 1 << 16, Observer = new Told() });
            return summary.Succeeded ? 0 : 1;

            // A line for each thing that is told, so that the test can stop the process there.
            internal sealed class Told : IRunObserver
            {
                public void OnProgress(in RunProgress progress) => Tell("progress");
                public void OnFinding(RunFinding finding) => Tell(finding.Message);
                public void OnNote(string text) => Tell(text);

                private static void Tell(string text)
                {
                    Console.WriteLine(text);
                    Console.Out.Flush();
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
            [LineDedup]
            [MinHash(ngram: 3, verify: 0.5, index: "near.index")]
            [BloomDedup(BloomUnit.Line)]
            [ExactSubstring(minLength: 60)]
            [JsonLinesOutput("kept.jsonl", fields: "copies")]
            public static partial class Stages;

            """);
        File.Delete(_project.FullName("Corpus.cs"));
        _project.WriteProject("", "<TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><PrepareDataOnBuild>false</PrepareDataOnBuild>");
        Random random = new(11);
        for (int shard = 0; shard < 4; shard++)
        {
            IEnumerable<string> lines = Enumerable.Range(0, 4000).Select(i => string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"id\":\"{shard}-{i}\",\"topic\":\"{random.Next(6000)}\",\"text\":\"{Text(random)}\"}}\n"));
            _project.Write($"shards/{shard}.jsonl", string.Concat(lines));
        }
    }

    [Fact]
    public void TheNextRunMakesTheSameBytes()
    {
        _project.Build().Succeeded();
        int lines = Run("undisturbed", killAfter: int.MaxValue);
        Dictionary<string, string> expected = Files("undisturbed");
        Assert.Contains("kept.jsonl", expected.Keys);
        Random random = new(3);
        for (int i = 0; i < 12; i++)
        {
            // After something was told, and a little later: so each phase and each deduplication is hit somewhere.
            Run("killed", killAfter: i * lines / 12, delay: random.Next(60));
            Dictionary<string, string> files = Files("killed");
            if (files.ContainsKey("manifest.json"))
            {
                Assert.Equal(expected, files); // it was faster
                Directory.Delete(_project.FullName("killed"), recursive: true);
            }
        }

        Run("killed", killAfter: int.MaxValue);
        Assert.Equal(expected, Files("killed"));
        Assert.False(Directory.Exists(_project.FullName("killed/.pipelinedsl-work")));
    }

    public void Dispose() => _project.Dispose();

    private static string Text(Random random)
    {
        string[] words = ["some", "words", "that", "come", "again", "and", "again", "line", "page", "text"];
        return string.Join("\\n", Enumerable.Range(0, 1 + random.Next(3)).Select(_ => string.Join(' ', Enumerable.Range(0, 3 + random.Next(9)).Select(_ => words[random.Next(words.Length)]))));
    }

    /// <summary>Runs the pipeline; returns how many lines it told.</summary>
    private int Run(string folder, int killAfter, int delay = 0)
    {
        using RunningBuild run = DotNet.Start(_project.Folder, null, [_project.Output("app.dll"), folder]);
        if (killAfter == int.MaxValue)
        {
            BuildResult result = run.WaitForEnd(s_limit);
            Assert.True(result.ExitCode == 0, result.Output);
            return result.Output.Count(static c => c == '\n');
        }

        for (DateTime end = DateTime.UtcNow + s_limit; run.Output.Count(static c => c == '\n') < killAfter; Thread.Sleep(1))
        {
            Assert.True(DateTime.UtcNow < end, run.Output);
        }

        Thread.Sleep(delay);
        run.Kill();
        run.WaitForEnd(s_limit);
        return 0;
    }

    private Dictionary<string, string> Files(string folder) => !Directory.Exists(_project.FullName(folder)) ? [] : Directory.GetFiles(_project.FullName(folder))
        .ToDictionary(static f => Path.GetFileName(f), static f => Convert.ToHexString(File.ReadAllBytes(f)), StringComparer.Ordinal);
}
