using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;
using PipelineDsl.Runner.Packages;
using PipelineDsl.Runner.Watching;

namespace PipelineDsl.Runner.Commands;

/// <summary>Does one task of a plan, or all that is left to do.</summary>
internal static class PlanTask
{
    private const string Group = "A task of a plan";

    /// <summary>The descriptions of its options.</summary>
    public static IReadOnlyList<Option> Options { get; } =
    [
        OpenedPlan.File with { Group = Group, Help = "Works on a plan that 'pipelinedsl plan' wrote, instead of on the other options but --assembly, --workers and --dedup-memory." },
        new("stage", "NAME", "The stage, or 'all' for everything that is left to do (the default).") { Group = Group },
        new("task", "N", "The task, from 0. Default: what SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX, AWS_BATCH_JOB_ARRAY_INDEX or SGE_TASK_ID (less 1) says.") { Group = Group },
        new("offset", "N", "Added to what the environment says: arrays of schedulers are short. Default: 0.") { Group = Group },
        new("of", "N", "The number of the stage's tasks; if it is not the plan's, nothing is done.") { Group = Group },
    ];

    /// <summary>Does it.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="context">Where it runs.</param>
    /// <param name="environment">Looks up variables.</param>
    public static int Run(Arguments arguments, CommandContext context, Func<string, string?> environment)
    {
        WatchOptions watch = WatchOptions.Read(arguments);
        return TaskExitCode.Run(context, () =>
        {
            string name = arguments.Optional("stage") ?? "all";
            using IDisposable? telemetry = Telemetry.StartIfWanted("run");
            using Watchers watchers = Watchers.Open(watch, context, name);
            using PlannedRun run = OpenedPlan.Open(arguments, watchers);
            if (name == "all")
            {
                run.RunAll(context.Token);
                context.Output.WriteLine("all stages are done");
                return;
            }

            StagePlan? stage = run.Stages.FirstOrDefault(s => s.Name == name);
            if (stage is not null && arguments.Optional("of") is not null && arguments.Number("of", 0) != stage.Tasks)
            {
                throw new RunException("PDSL2041", $"{name} has {stage.Tasks} tasks in this plan, not {arguments.Optional("of")}");
            }

            int task = arguments.Optional("task") is not null ? (int)Math.Min(int.MaxValue, arguments.Number("task", 0)) : FromEnvironment(environment, arguments.Number("offset", 0));
            bool done = run.Run(name, task, context.Token);
            context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}[{task}] {(done ? "is done" : "was done already")}"));
        });
    }

    /// <summary>The task that a scheduler's variables name.</summary>
    /// <exception cref="UsageException">None does.</exception>
    private static int FromEnvironment(Func<string, string?> environment, long offset)
    {
        foreach ((string variable, int first) in ((string, int)[])[("SLURM_ARRAY_TASK_ID", 0), ("JOB_COMPLETION_INDEX", 0), ("AWS_BATCH_JOB_ARRAY_INDEX", 0), ("SGE_TASK_ID", 1)])
        {
            if (int.TryParse(environment(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            {
                return (int)(index - first + offset);
            }
        }

        throw new UsageException("which task? Give --task N, or start it as a task of a scheduler's array");
    }
}
