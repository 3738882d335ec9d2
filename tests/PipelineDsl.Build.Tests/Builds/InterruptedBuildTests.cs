using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Xunit;

namespace PipelineDsl.Build.Tests.Builds;

/// <summary>A build that is ended while its runner is at work: the runner ends too, and what was there before is still there.</summary>
public sealed class InterruptedBuildTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private readonly UserProject _project = new();
    private readonly byte[] _tokens;
    private readonly byte[] _manifest;

    public InterruptedBuildTests()
    {
        // A document that says so takes its time; the first one leaves the runner's process id.
        _project.Write("Slow.cs", """
            using System;
            using System.IO;
            using System.Threading;
            using PipelineDsl;

            [Filter]
            public sealed class Patience
            {
                [Rule]
                public static bool Waits([Text] ReadOnlySpan<byte> text)
                {
                    if (text.StartsWith("slow"u8))
                    {
                        File.WriteAllText("runner.pid.new", Environment.ProcessId.ToString());
                        File.Move("runner.pid.new", "runner.pid", overwrite: true);
                        Thread.Sleep(20);
                    }

                    return true;
                }
            }

            [Pipeline]
            [JsonLines("data/*.jsonl")]
            [Filter<Patience>]
            [Tokenize<Small>]
            [TokenFileOutput("slow.bin")]
            public static partial class SlowCorpus;

            """);
        _project.WriteProject("""<DataPipeline Include="SlowCorpus" OutputPath="$(OutputPath)corpus/" Workers="1" />""");
        _project.Build().Succeeded();
        _tokens = File.ReadAllBytes(_project.Output("corpus/slow.bin"));
        _manifest = File.ReadAllBytes(_project.Output("corpus/manifest.json"));
        using StreamWriter slow = new(_project.FullName("data/slow.jsonl"));
        for (int i = 0; i < 10_000; i++)
        {
            slow.Write($"{{\"text\":\"slow {i}\"}}\n");
        }
    }

    [Theory]
    [InlineData("TaskHostFactory")]
    [InlineData("AssemblyTaskFactory")]
    public void InterruptEndsTheRunner(string taskFactory)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // a console's Ctrl-C cannot be sent to one process there
        }

        using RunningBuild build = _project.Start("build", $"-p:PipelineDslTaskFactory={taskFactory}");
        using Process runner = WaitForRunner(build);
        using (Process kill = Process.Start("kill", ["-INT", build.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        AssertEnds(runner);
        Assert.NotEqual(0, build.WaitForEnd(s_limit).ExitCode);
        AssertUntouched();
    }

    [Theory]
    [InlineData("TaskHostFactory")]
    [InlineData("AssemblyTaskFactory")]
    public void RunnerEndsWithItsBuild(string taskFactory)
    {
        using RunningBuild build = _project.Start("build", $"-p:PipelineDslTaskFactory={taskFactory}");
        using Process runner = WaitForRunner(build);
        build.Kill();
        AssertEnds(runner);
        AssertUntouched();
    }

    public void Dispose() => _project.Dispose();

    private Process WaitForRunner(RunningBuild build)
    {
        string file = _project.FullName("runner.pid");
        for (Stopwatch watch = Stopwatch.StartNew(); !File.Exists(file); Thread.Sleep(20))
        {
            Assert.True(watch.Elapsed < s_limit, build.Output);
        }

        return Process.GetProcessById(int.Parse(File.ReadAllText(file), System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Within a second, on a machine that has nothing else to do; a busy one may take a little longer.</summary>
    private static void AssertEnds(Process runner) => Assert.True(runner.WaitForExit(TimeSpan.FromSeconds(5)), "the runner still runs");

    private void AssertUntouched()
    {
        Assert.Equal(_tokens, File.ReadAllBytes(_project.Output("corpus/slow.bin")));
        Assert.Equal(_manifest, File.ReadAllBytes(_project.Output("corpus/manifest.json")));
        Assert.False(Directory.Exists(_project.Output("corpus/.pipelinedsl-work")), "the work folder is still there");
    }
}
