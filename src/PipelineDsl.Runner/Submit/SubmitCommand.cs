using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;
using PipelineDsl.Runner.Commands;
using PipelineDsl.Runner.Watching;

namespace PipelineDsl.Runner.Submit;

/// <summary>Gives a plan to a scheduler.</summary>
internal sealed class SubmitCommand : Command
{
    private const string Resources = "Resources (VALUE for every stage, STAGE=VALUE for those whose name begins so)";
    private const string Slurm = "Slurm";
    private const string Kubernetes = "Kubernetes";

    /// <inheritdoc/>
    public override string Name => "submit";

    /// <inheritdoc/>
    public override string Summary => "Give a plan to a scheduler, or cancel what was given to it";

    /// <inheritdoc/>
    public override string Description
        => "Submits every task that has no commit in the store, and the seals between the stages; submitting again goes on where an earlier submission ended. Scripts, logs and the ids of jobs lie beside the plan, in the folder PLAN.submit.\n"
            + "slurm submits with sbatch. kubernetes writes manifests of Indexed Jobs and a script that applies them. print writes a shell script to rewrite for another scheduler. local runs everything in this process.";

    /// <inheritdoc/>
    public override IReadOnlyList<Option> Options { get; } =
    [
        new("plan", "FILE", "The plan, as 'pipelinedsl plan' wrote it, on a file system that every machine sees.") { IsRequired = true },
        new("engine", "NAME", "local, slurm, kubernetes or print.") { IsRequired = true },
        new("program", "FILE", "The pipelinedsl that jobs start, as a path that holds on every node. Default: this one."),
        new("parallel", "N", "How many tasks of a stage may run at the same time. Default: as many as the scheduler lets."),
        new("retries", "N", "How often a task whose trouble is temporary is tried again. Default: 3."),
        new("cpus-per-task", "N", "Processors of a task. Default: the scheduler's.") { Group = Resources, Repeats = true },
        new("mem", "SIZE", "Memory of a task, as the scheduler writes it: 4G for Slurm, 4Gi for Kubernetes. Default: the scheduler's.") { Group = Resources, Repeats = true },
        new("time", "LIMIT", "How long a job may take: 2:00:00 for Slurm, seconds for Kubernetes. Default: the scheduler's.") { Group = Resources, Repeats = true },
        new("partition", "NAME", "The partition. Default: the site's.") { Group = Slurm, Repeats = true },
        new("sbatch", "ARGUMENT", "One more argument of sbatch, such as --sbatch=--account=lab.") { Group = Slurm, Repeats = true },
        new("tasks-per-job", "N", "How many tasks one job runs, one after the other; for many tiny tasks. Default: 1.") { Group = Slurm },
        new("jitter", "SECONDS", "Over how long the starts of a stage's first hundred jobs are spread. Default: 10.") { Group = Slurm },
        new("speculate", null, "Run what is not finished a second time, beside the jobs that take too long.") { Group = Slurm },
        new("cancel", null, "Cancel the plan's jobs instead. What has a commit stays.") { Group = Slurm },
        new("wait", "SECONDS", "Wait so long for the last seal; what is done is asked of the store, not of the queue. Default: 0, do not wait.") { Group = Slurm },
        new("image", "NAME", "The image with the published pipelines.") { Group = Kubernetes },
        new("namespace", "NAME", "The namespace. Default: the context's.") { Group = Kubernetes },
        new("volume", "CLAIM:/PATH", "A persistent volume claim, mounted where plan, store, corpus or outputs lie.") { Group = Kubernetes, Repeats = true },
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "submit --plan /shared/run/plan.json --engine slurm --cpus-per-task 4 --mem 8G --mem cut=64G --time 2:00:00 --wait 86400",
        "submit --plan /shared/run/plan.json --engine slurm --cancel",
        "submit --plan /data/run/plan.json --engine kubernetes --image corpus:1 --program /app/pipelinedsl --volume corpus:/data",
        "submit --plan plan.json --engine print > run.sh",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes => [(TaskExitCode.Temporary, "not done in the time, or not now: try again")];

    /// <inheritdoc/>
    public override Task<int> RunAsync(Arguments arguments, CommandContext context)
    {
        arguments.TakeOperands(0);
        string file = arguments.Required("plan");
        string engine = arguments.Choice("engine", arguments.Required("engine"), "local", "slurm", "kubernetes", "print");
        if (engine == "local")
        {
            return Task.FromResult(PlanTask.Run(arguments, context, Environment.GetEnvironmentVariable));
        }

        SubmitOptions options = Read(arguments);
        SubmitPlan plan = SubmitPlan.Read(file);
        switch (engine)
        {
            case "print":
                context.Output.Write(PlainScript.Render(plan, options));
                return Task.FromResult(ExitCode.Done);

            case "kubernetes":
                using (PlannedProgress progress = PlannedProgress.Open(arguments))
                {
                    string folder = KubernetesFiles.Write(plan, options, progress);
                    context.Output.WriteLine($"manifests, and apply.sh to apply them in order: {folder}");
                    return Task.FromResult(ExitCode.Done);
                }

            default:
                using (PlannedProgress progress = PlannedProgress.Open(arguments))
                {
                    return Task.FromResult(SubmitToSlurm(arguments.Has("cancel"), new SlurmSubmission(plan, options, progress, new SchedulerCommands(), context.Output) { Sleep = Pause }, options, context));
                }
        }

        // A wait that can be interrupted.
        void Pause(TimeSpan time)
        {
            if (context.Token.WaitHandle.WaitOne(time))
            {
                throw new OperationCanceledException(context.Token);
            }
        }
    }

    private static int SubmitToSlurm(bool cancel, SlurmSubmission submission, SubmitOptions options, CommandContext context)
    {
        try
        {
            if (cancel)
            {
                submission.Cancel();
                return ExitCode.Done;
            }

            IReadOnlyList<SubmittedJob> jobs = submission.Submit();
            if (options.Wait > TimeSpan.Zero && jobs.Count > 0)
            {
                submission.Wait(jobs);
            }

            return ExitCode.Done;
        }
        catch (RunException exception) when (exception.Id is "PDSL2052" or "PDSL2053")
        {
            FindingText.Write(context.Error, exception);
            return TaskExitCode.Temporary;
        }
    }

    private static SubmitOptions Read(Arguments arguments)
    {
        try
        {
            SubmitOptions defaults = new() { Program = Program(arguments.Optional("program")) };
            return defaults with
            {
                Parallel = Number("parallel", 0, 0),
                Retries = Number("retries", 0, defaults.Retries),
                Cpus = new StageValue(arguments.All("cpus-per-task")),
                Memory = new StageValue(arguments.All("mem")),
                Time = new StageValue(arguments.All("time")),
                Partition = new StageValue(arguments.All("partition")),
                SbatchLines = arguments.All("sbatch"),
                TasksPerJob = Number("tasks-per-job", 1, defaults.TasksPerJob),
                JitterSeconds = Number("jitter", 0, defaults.JitterSeconds),
                Speculate = arguments.Has("speculate"),
                Wait = TimeSpan.FromSeconds(Number("wait", 0, 0)),
                Image = arguments.Optional("image"),
                Namespace = arguments.Optional("namespace"),
                Volumes = [.. arguments.All("volume").Select(SubmitVolume.Parse)],
            };
        }
        catch (FormatException exception)
        {
            throw new UsageException(exception.Message);
        }

        int Number(string name, int least, int otherwise)
        {
            long value = arguments.Number(name, otherwise);
            return value >= least && value <= 100_000_000 ? (int)value : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--{name} {value}: a number from {least} to 100000000 is wanted"));
        }
    }

    /// <summary>The program for jobs: what was named, as it is, since it may be a path of another machine; else this very process's, if it needs nothing beside it.</summary>
    private static string Program(string? named)
        => named
            ?? (Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "pipelinedsl" ? own : throw new UsageException("say which --program jobs are to start: the executable pipelinedsl of a folder that 'dotnet build -t:PublishDataPipelines' has made"));
}
