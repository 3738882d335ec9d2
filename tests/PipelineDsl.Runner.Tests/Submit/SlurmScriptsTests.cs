using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Runner.Submit;
using PipelineDsl.Testing;
using Xunit;

namespace PipelineDsl.Runner.Tests.Submit;

public class SlurmScriptsTests
{
    [Fact]
    public Task TheScriptOfAStage() => Snapshot.Match(SlurmScripts.Tasks(
        Plans.Small,
        Plans.Small.Stages[0],
        Plans.Options with { Cpus = new StageValue(["2"]), Memory = new StageValue(["4G", "cut=64G"]), Time = new StageValue(["phase-0=2:00:00"]), SbatchLines = ["--account=lab"], TasksPerJob = 3 },
        "/data/run's/plan.submit/1/phase-0.tasks",
        "/data/100%/logs/phase-0"));

    [Fact]
    public Task TheScriptOfASeal() => Snapshot.Match(SlurmScripts.Seal(Plans.Small, Plans.Small.Stages[1], Plans.Options with { Memory = new StageValue(["4G", "cut=64G"]) }, ["17", "18"], "/data/logs/cut-0"));

    [Fact]
    public void WindowsHoldEachJobOnce()
    {
        for (int tasks = 1; tasks <= 40; tasks++)
        {
            for (int pack = 1; pack <= 4; pack++)
            {
                for (int max = 1; max <= 11; max += 5)
                {
                    IReadOnlyList<SlurmWindow> windows = SlurmScripts.Windows(tasks, pack, max);
                    Assert.All(windows, w => Assert.InRange(w.Count, 1, max));
                    int[] elements = [.. windows.SelectMany(static w => Enumerable.Range(w.Offset, w.Count))];
                    Assert.Equal(Enumerable.Range(0, (tasks + pack - 1) / pack), elements);
                }
            }
        }
    }

    [Fact]
    public void AJobDependsOnAllJobsBeforeIt()
    {
        Assert.Equal(["--parsable", "--array=0-4%2", "s.sh"], SlurmScripts.Arguments("s.sh", [], new SlurmWindow(0, 5), 2));
        Assert.Equal(
            ["--parsable", "--dependency=afterok:7:8", "--kill-on-invalid-dep=yes", "--array=0-0", "s.sh", "1001"],
            SlurmScripts.Arguments("s.sh", ["7", "8"], new SlurmWindow(1001, 1), 0));
    }

    [Theory]
    [InlineData(0, 0, "1 3 2")]
    [InlineData(1, 0, "4 0")]
    [InlineData(0, 1, "4 0")]
    [InlineData(1, 1, "")]
    public void AnElementRunsItsLinesOfTheList(int index, int offset, string tasks)
    {
        using Node node = new(Plans.Options with { TasksPerJob = 3 });
        CommandResult result = node.Run("echo \"$*\" >> \"$NODE/calls\"", new() { ["SLURM_ARRAY_TASK_ID"] = $"{index}" }, $"{offset}");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            tasks.Split(' ', System.StringSplitOptions.RemoveEmptyEntries).Select(t => $"run --plan {node.Plan.File} --stage phase-0 --task {t} --of 5"),
            node.Lines("calls"));
    }

    [Theory]
    [InlineData("2:75", "", 75, 3, "requeue 4711")]
    [InlineData("2:75", "2", 75, 3, "requeue 4711")]
    [InlineData("2:75", "3", 75, 3, "")]
    [InlineData("3:65", "", 65, 3, "")]
    [InlineData("3:65 2:75", "", 65, 3, "")]
    [InlineData("1:75 3:137", "", 137, 3, "")]
    [InlineData("3:78", "", 78, 2, "")]
    [InlineData("", "", 0, 3, "")]
    public void CodesSayWhatIsTriedAgain(string codes, string restarts, int exit, int attempts, string scontrol)
    {
        using Node node = new(Plans.Options with { TasksPerJob = 3 });
        string cases = string.Concat(codes.Split(' ', System.StringSplitOptions.RemoveEmptyEntries).Select(static c => c.Split(':')).Select(static c => $"{c[0]}) exit {c[1]} ;;\n"));
        Dictionary<string, string> environment = new() { ["SLURM_ARRAY_TASK_ID"] = "0", ["SLURM_JOB_ID"] = "4711", ["SLURM_RESTART_COUNT"] = restarts };
        CommandResult result = node.Run($"echo x >> \"$NODE/calls\"\ncase $7 in\n{cases}esac\n", environment);
        Assert.Equal(exit, result.ExitCode);
        Assert.Equal(attempts, node.Lines("calls").Length);
        Assert.Equal(scontrol, string.Join('\n', node.Lines("scontrol.calls")));
    }

    [Theory]
    [InlineData(null, null, null, " ")]
    [InlineData("3", null, null, "3 ")]
    [InlineData("3", "4096", null, "3 0xc0000000")]
    [InlineData("2", null, "1024", "2 0x60000000")]
    [InlineData(null, null, "1024", " 0x30000000")]
    [InlineData(null, "0", null, " ")]
    public void TheRuntimeIsToldTheJobSShare(string? cpus, string? node, string? cpu, string expected)
    {
        using Node machine = new(Plans.Options with { TasksPerJob = 5 });
        Dictionary<string, string> environment = new() { ["SLURM_ARRAY_TASK_ID"] = "0" };
        foreach ((string name, string? value) in ((string, string?)[])[("SLURM_CPUS_PER_TASK", cpus), ("SLURM_MEM_PER_NODE", node), ("SLURM_MEM_PER_CPU", cpu)])
        {
            if (value is not null)
            {
                environment[name] = value;
            }
        }

        Assert.Equal(0, machine.Run("echo \"$DOTNET_PROCESSOR_COUNT $DOTNET_GCHeapHardLimit\" > \"$NODE/seen\"", environment).ExitCode);
        Assert.Equal(expected, machine.Lines("seen")[0]);
    }

    [Fact]
    public void AJobThatIsEndedEndsItsTaskAndWaitsForIt()
    {
        using Node node = new(Plans.Options);
        node.WriteProgram("trap 'echo ended > \"$NODE/ended\"; exit 143' TERM\ntouch \"$NODE/started\"\nwhile :; do sleep 0.05; done\n");
        using Process job = node.Start(new() { ["SLURM_ARRAY_TASK_ID"] = "0" });
        while (!File.Exists(node.Folder["started"]))
        {
            Thread.Sleep(10);
        }

        using (Process kill = Process.Start("kill", ["-TERM", $"{job.Id}"]))
        {
            kill.WaitForExit();
        }

        Assert.True(job.WaitForExit(60_000));
        Assert.Equal(143, job.ExitCode);
        Assert.Equal(["ended"], node.Lines("ended"));
    }

    [Fact]
    public void OnlyAFirstWaveSFirstAttemptWaits()
    {
        // Element 1 of a wave of 2 waits half of the jitter: with a shell whose sleep is ours, one sees it without waiting.
        using Node node = new(Plans.Options with { FirstWave = 2, JitterSeconds = 60 });
        Shell.WriteProgram(node.Folder["bin"], "sleep", "echo \"$1\" >> \"$NODE/slept\"\n");
        Assert.Equal(0, node.Run("exit 0", new() { ["SLURM_ARRAY_TASK_ID"] = "1" }).ExitCode);
        Assert.Equal(0, node.Run("exit 0", new() { ["SLURM_ARRAY_TASK_ID"] = "1", ["SLURM_RESTART_COUNT"] = "1" }).ExitCode);
        Assert.Equal(0, node.Run("exit 0", new() { ["SLURM_ARRAY_TASK_ID"] = "2" }).ExitCode);
        Assert.Equal(["30"], node.Lines("slept"));
    }

    /// <summary>A node without Slurm: the script of phase-0, a program and a scontrol of our own.</summary>
    private sealed class Node : System.IDisposable
    {
        private readonly string _script;

        public Node(SubmitOptions options)
        {
            Plan = Plans.In(Folder.Path);
            Directory.CreateDirectory(Folder["bin"]);
            Shell.WriteProgram(Folder["bin"], "scontrol", "echo \"$*\" >> \"$NODE/scontrol.calls\"\n");
            File.WriteAllText(Folder["list"], SlurmScripts.TaskList(Plan.Stages[0].LargestFirst([0, 1, 2, 3, 4])));
            _script = Folder["script"];
            File.WriteAllText(_script, SlurmScripts.Tasks(Plan, Plan.Stages[0], options with { Program = Folder["program"] }, Folder["list"], Folder.Path));
        }

        public TemporaryFolder Folder { get; } = new();

        public SubmitPlan Plan { get; }

        public void WriteProgram(string body) => Shell.WriteProgram(Folder.Path, "program", body);

        public CommandResult Run(string body, Dictionary<string, string> environment, params string[] arguments)
        {
            WriteProgram(body);
            return Shell.Run(_script, Complete(environment), arguments);
        }

        public Process Start(Dictionary<string, string> environment) => Shell.Start(_script, Complete(environment));

        public string[] Lines(string file) => File.Exists(Folder[file]) ? File.ReadAllLines(Folder[file]) : [];

        public void Dispose() => Folder.Dispose();

        private Dictionary<string, string> Complete(Dictionary<string, string> environment)
        {
            environment["NODE"] = Folder.Path;
            environment["PATH"] = $"{Folder["bin"]}:{System.Environment.GetEnvironmentVariable("PATH")}";
            return environment;
        }
    }
}
