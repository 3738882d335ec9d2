using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using PipelineDsl.Engine;

namespace PipelineDsl.Runner.Submit;

/// <summary>Renders jobs for Kubernetes: an Indexed Job for the tasks of each stage, and a Job that seals it. A pure function of plan and options.</summary>
/// <remarks>
/// The order needs no workflow engine: the pods of a stage begin with a container that waits for the seal before it, those of a seal with one that waits for the commits. They wait in
/// vain for a bounded time, then fail and are tried again. By default a pod that is being ended is replaced at once, so that two run; here only when it has ended
/// (<c>podReplacementPolicy: Failed</c>), and if two should run all the same, the first commit wins. A task that ends with 65 or 78 will do so again: its index fails at once.
/// </remarks>
internal static class KubernetesManifests
{
    /// <summary>The API's own limit of completions of an Indexed Job with per-index limits.</summary>
    private const int MaxTasks = 100_000;

    /// <summary>The limit of the parallelism of such a job when it has many completions.</summary>
    private const int MaxParallel = 10_000;

    /// <summary>How long a pod waits for the stage before it, in seconds, before it makes room for others.</summary>
    private const int WaitSeconds = 6 * 60 * 60;

    /// <summary>The container that does the work; the failure policy refers to it.</summary>
    private const string Container = "task";

    /// <summary>The manifests, in the order in which to apply them.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="options">The options.</param>
    /// <param name="progress">What is sealed already gets no job.</param>
    /// <returns>Of each its name and its object.</returns>
    /// <exception cref="RunException">PDSL2054: pods would not see the plan or the store, or the API would not take a job.</exception>
    public static IReadOnlyList<(string Name, JsonObject Manifest)> Render(SubmitPlan plan, SubmitOptions options, IPlanProgress progress)
    {
        Check(plan, options);
        HashSet<string> done = [.. progress.Look().Where(static s => s.IsSealed).Select(static s => s.Stage)];
        List<(string Name, JsonObject Manifest)> manifests = [];
        for (int i = 0; i < plan.Stages.Count; i++)
        {
            SubmitStage stage = plan.Stages[i];
            if (done.Contains(stage.Name))
            {
                continue;
            }

            string? before = i > 0 ? plan.Stages[i - 1].Name : null;
            string tasks = $"pdsl-{plan.ShortHash}-{stage.Name}";
            manifests.Add((tasks, Tasks(tasks, plan, stage, before, options)));
            if (stage.NeedsSeal)
            {
                string seal = $"pdsl-{plan.ShortHash}-seal-{stage.Name}";
                manifests.Add((seal, Seal(seal, plan, stage, options)));
            }
        }

        return manifests;
    }

    private static JsonObject Tasks(string name, SubmitPlan plan, SubmitStage stage, string? before, SubmitOptions options)
    {
        int parallel = Math.Min(options.Parallel > 0 ? Math.Min(options.Parallel, stage.Tasks) : stage.Tasks, MaxParallel);
        JsonObject spec = JobSpec(stage.Name, options);
        spec["completions"] = stage.Tasks;
        spec["parallelism"] = parallel;
        spec["completionMode"] = "Indexed";
        spec["backoffLimitPerIndex"] = options.Retries;

        // Every index is worth trying: a task that fails does not make the others useless.
        spec["maxFailedIndexes"] = stage.Tasks;
        spec["podFailurePolicy"] = FailurePolicy("FailIndex");
        JsonArray work = new("run", "--plan", plan.File, "--stage", stage.Name, "--of", stage.Tasks.ToString(CultureInfo.InvariantCulture));
        JsonArray? wait = before is null ? null : new JsonArray("await", "--plan", plan.File, "--stage", before, "--for", "seal", "--timeout", WaitSeconds.ToString(CultureInfo.InvariantCulture));
        spec["template"] = Template(plan, stage.Name, options, work, wait);
        return Job(name, plan, stage, options, spec);
    }

    private static JsonObject Seal(string name, SubmitPlan plan, SubmitStage stage, SubmitOptions options)
    {
        JsonObject spec = JobSpec(stage.Name, options);
        spec["completions"] = 1;
        spec["parallelism"] = 1;
        spec["completionMode"] = "NonIndexed";
        spec["backoffLimit"] = options.Retries;
        spec["podFailurePolicy"] = FailurePolicy("FailJob");
        JsonArray work = new("seal", "--plan", plan.File, "--stage", stage.Name);
        JsonArray wait = new("await", "--plan", plan.File, "--stage", stage.Name, "--for", "commits", "--timeout", WaitSeconds.ToString(CultureInfo.InvariantCulture));
        spec["template"] = Template(plan, stage.Name, options, work, wait);
        return Job(name, plan, stage, options, spec);
    }

    private static JsonObject JobSpec(string stage, SubmitOptions options)
    {
        JsonObject spec = new() { ["podReplacementPolicy"] = "Failed" };
        if (options.Time.For(stage) is { } time)
        {
            spec["activeDeadlineSeconds"] = long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds > 0
                ? seconds
                : throw new RunException("PDSL2054", $"--time {time}: for Kubernetes, seconds are wanted");
        }

        return spec;
    }

    /// <summary>A pod that is evicted or preempted is no failure of its task; a wrong input or another plan stays what it is.</summary>
    private static JsonObject FailurePolicy(string permanent) => new()
    {
        ["rules"] = new JsonArray(
            new JsonObject
            {
                ["action"] = "Ignore",
                ["onPodConditions"] = new JsonArray(new JsonObject { ["type"] = "DisruptionTarget", ["status"] = "True" }),
            },
            new JsonObject
            {
                ["action"] = permanent,
                ["onExitCodes"] = new JsonObject { ["containerName"] = Container, ["operator"] = "In", ["values"] = new JsonArray(65, 78) },
            }),
    };

    private static JsonObject Template(SubmitPlan plan, string stage, SubmitOptions options, JsonArray work, JsonArray? wait)
    {
        JsonObject pod = new() { ["restartPolicy"] = "Never" };
        if (wait is not null)
        {
            pod["initContainers"] = new JsonArray(ContainerOf("wait", stage, options, wait));
        }

        pod["containers"] = new JsonArray(ContainerOf(Container, stage, options, work));
        pod["volumes"] = new JsonArray(
        [
            .. options.Volumes.Select(static (volume, i) => new JsonObject
            {
                ["name"] = VolumeName(i),
                ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = volume.Claim },
            }),
        ]);
        return new JsonObject { ["metadata"] = new JsonObject { ["labels"] = Labels(plan, stage) }, ["spec"] = pod };
    }

    private static JsonObject ContainerOf(string name, string stage, SubmitOptions options, JsonArray arguments)
    {
        JsonObject container = new()
        {
            ["name"] = name,
            ["image"] = options.Image,
            ["command"] = new JsonArray(options.Program),
            ["args"] = arguments,

            // One heap: tasks are made for few cores, and pods have limits that the runtime sees.
            ["env"] = new JsonArray(new JsonObject { ["name"] = "DOTNET_gcServer", ["value"] = "0" }),
            ["volumeMounts"] = new JsonArray(
            [
                .. options.Volumes.Select(static (volume, i) => new JsonObject { ["name"] = VolumeName(i), ["mountPath"] = volume.Path }),
            ]),
        };
        JsonObject requests = [];
        if (options.Cpus.For(stage) is { } cpus)
        {
            requests["cpu"] = cpus;
        }

        if (options.Memory.For(stage) is { } memory)
        {
            requests["memory"] = memory;
        }

        if (requests.Count > 0)
        {
            container["resources"] = new JsonObject { ["requests"] = requests, ["limits"] = requests.DeepClone() };
        }

        return container;
    }

    private static JsonObject Job(string name, SubmitPlan plan, SubmitStage stage, SubmitOptions options, JsonObject spec)
    {
        JsonObject metadata = new() { ["name"] = name, ["labels"] = Labels(plan, stage.Name) };
        if (options.Namespace is { } space)
        {
            metadata["namespace"] = space;
        }

        return new JsonObject { ["apiVersion"] = "batch/v1", ["kind"] = "Job", ["metadata"] = metadata, ["spec"] = spec };
    }

    private static JsonObject Labels(SubmitPlan plan, string stage) => new()
    {
        ["app.kubernetes.io/name"] = "pipelinedsl",
        ["pipelinedsl/plan"] = plan.ShortHash,
        ["pipelinedsl/stage"] = stage,
    };

    private static string VolumeName(int i) => string.Create(CultureInfo.InvariantCulture, $"volume-{i}");

    private static void Check(SubmitPlan plan, SubmitOptions options)
    {
        if (string.IsNullOrEmpty(options.Image) || options.Volumes.Count == 0)
        {
            throw new RunException("PDSL2054", "Kubernetes needs an image with the published pipeline (--image) and the volumes with plan, store, inputs and outputs (--volume CLAIM:/path)");
        }

        foreach (string path in (ReadOnlySpan<string>)[plan.File, plan.Store])
        {
            if (!options.Volumes.Any(v => v.Holds(path)))
            {
                throw new RunException("PDSL2054", $"no --volume holds {path}, so no pod would see it; mount the claim at the same path as here", plan.File);
            }
        }

        foreach (SubmitStage stage in plan.Stages)
        {
            // The name of a pod's host is the job's name and its index, and a host's name has at most 63 characters.
            string longest = string.Create(CultureInfo.InvariantCulture, $"pdsl-{plan.ShortHash}-seal-{stage.Name}-{stage.Tasks - 1}");
            if (stage.Tasks > MaxTasks || longest.Length > 63)
            {
                throw new RunException("PDSL2054", $"stage {stage.Name} has {stage.Tasks} tasks; an Indexed Job takes at most {MaxTasks} with a name that leaves room for the index: make a plan with larger shards", plan.File);
            }
        }
    }
}
