using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using k8s.Models;
using PipelineDsl.Engine;
using PipelineDsl.Runner.Submit;
using Xunit;

namespace PipelineDsl.Runner.Tests.Submit;

public class KubernetesManifestsTests
{
    /// <summary>A member that the API does not have is an error, as it is for the API server with strict field validation.</summary>
    private static readonly JsonSerializerOptions s_strict = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private static readonly SubmitOptions s_options = Plans.Options with
    {
        Image = "registry.example/corpus:1",
        Namespace = "data",
        Volumes = [new SubmitVolume("corpus", "/data")],
        Cpus = new StageValue(["2"]),
        Memory = new StageValue(["4Gi", "cut=64Gi"]),
        Time = new StageValue(["phase=3600"]),
        Parallel = 3,
    };

    [Fact]
    public void TheApiKnowsEveryMemberAndMissesNone()
    {
        Assert.Throws<JsonException>(static () => JsonSerializer.Deserialize<V1Job>("""{"spec":{"completion":1}}""", s_strict));
        Dictionary<string, V1Job> jobs = Render(s_options);
        Assert.Equal(
            ["phase-0", "seal-phase-0", "cut-0", "seal-cut-0", "phase-1", "seal-phase-1", "publish"],
            jobs.Keys.Select(static k => k["pdsl-00aa11bb22cc-".Length..]));
        foreach (V1Job job in jobs.Values)
        {
            Assert.Equal(("batch/v1", "Job", "data"), (job.ApiVersion, job.Kind, job.Metadata.NamespaceProperty));
            V1PodSpec pod = job.Spec.Template.Spec;

            // A failure policy is allowed with Never only, and with the policy of replacement that we want anyway.
            Assert.Equal("Never", pod.RestartPolicy);
            Assert.Equal("Failed", job.Spec.PodReplacementPolicy);
            Assert.NotEmpty(pod.Containers);
            foreach (V1Container container in pod.Containers.Concat(pod.InitContainers ?? []))
            {
                Assert.False(string.IsNullOrEmpty(container.Name) || string.IsNullOrEmpty(container.Image));
                Assert.All(container.Env, static e => Assert.False(string.IsNullOrEmpty(e.Name)));
                Assert.All(container.VolumeMounts, m => Assert.Contains(pod.Volumes, v => v.Name == m.Name && m.MountPath.StartsWith('/')));
            }

            Assert.All(pod.Volumes, static v => Assert.False(string.IsNullOrEmpty(v.Name) || string.IsNullOrEmpty(v.PersistentVolumeClaim.ClaimName)));
            foreach (V1PodFailurePolicyRule rule in job.Spec.PodFailurePolicy.Rules)
            {
                Assert.Contains(rule.Action, (string[])["FailIndex", "FailJob", "Ignore", "Count"]);
                Assert.True(rule.OnExitCodes is null != rule.OnPodConditions is null);
                if (rule.OnExitCodes is { } codes)
                {
                    Assert.Contains(pod.Containers, c => c.Name == codes.ContainerName);
                    Assert.Equal("In", codes.OperatorProperty);
                    Assert.Equal([65, 78], codes.Values);
                }
                else
                {
                    Assert.All(rule.OnPodConditions!, static c => Assert.Equal(("DisruptionTarget", "True"), (c.Type, c.Status)));
                }
            }
        }
    }

    [Fact]
    public void TasksAreIndicesThatFailOneByOne()
    {
        V1JobSpec spec = Render(s_options)["pdsl-00aa11bb22cc-phase-0"].Spec;
        Assert.Equal((5, 3, "Indexed", 3, 5, null, 3600L), (spec.Completions, spec.Parallelism, spec.CompletionMode, spec.BackoffLimitPerIndex, spec.MaxFailedIndexes, spec.BackoffLimit, spec.ActiveDeadlineSeconds));
        Assert.Equal(["Ignore", "FailIndex"], spec.PodFailurePolicy.Rules.Select(static r => r.Action));
        V1Container task = spec.Template.Spec.Containers.Single();
        Assert.Equal(["/data/app/pipelinedsl"], task.Command);
        Assert.Equal(["run", "--plan", Plans.Small.File, "--stage", "phase-0", "--of", "5"], task.Args);
        Assert.Null(spec.Template.Spec.InitContainers);
        Assert.Equal("4Gi", task.Resources.Limits["memory"].ToString());
        Assert.Equal("2", task.Resources.Requests["cpu"].ToString());
    }

    [Fact]
    public void TheOrderIsKeptByWaitingForCommitsAndSeals()
    {
        Dictionary<string, V1Job> jobs = Render(s_options);
        Assert.Equal(["await", "--plan", Plans.Small.File, "--stage", "phase-0", "--for", "commits"], Wait("seal-phase-0"));
        Assert.Equal(["await", "--plan", Plans.Small.File, "--stage", "phase-0", "--for", "seal"], Wait("cut-0"));
        Assert.Equal(["await", "--plan", Plans.Small.File, "--stage", "phase-1", "--for", "seal"], Wait("publish"));
        V1JobSpec seal = jobs["pdsl-00aa11bb22cc-seal-cut-0"].Spec;
        Assert.Equal((1, "NonIndexed", 3, null), (seal.Completions, seal.CompletionMode, seal.BackoffLimit, seal.BackoffLimitPerIndex));
        Assert.Equal(["seal", "--plan", Plans.Small.File, "--stage", "cut-0"], seal.Template.Spec.Containers.Single().Args);
        Assert.Equal("64Gi", seal.Template.Spec.InitContainers.Single().Resources.Limits["memory"].ToString());

        IEnumerable<string> Wait(string job)
        {
            IList<string> args = jobs[$"pdsl-00aa11bb22cc-{job}"].Spec.Template.Spec.InitContainers.Single().Args;
            Assert.Equal("--timeout", args[^2]);
            return args.SkipLast(2);
        }
    }

    [Fact]
    public void WhatIsSealedGetsNoJob()
    {
        FakeProgress progress = new(Plans.Small);
        progress.Sealed.UnionWith(["phase-0", "cut-0"]);
        Assert.Equal(
            ["pdsl-00aa11bb22cc-phase-1", "pdsl-00aa11bb22cc-seal-phase-1", "pdsl-00aa11bb22cc-publish"],
            KubernetesManifests.Render(Plans.Small, s_options, progress).Select(static m => m.Name));
    }

    [Fact]
    public void WhatPodsWouldNotSeeAndTheApiWouldNotTakeIsRefused()
    {
        Assert.Equal("PDSL2054", Refused(Plans.Small, s_options with { Image = null }).Id);
        Assert.Equal("PDSL2054", Refused(Plans.Small, s_options with { Volumes = [] }).Id);
        Assert.Contains("/data/store", Refused(Plans.Small, s_options with { Volumes = [new SubmitVolume("corpus", "/data/run's")] }).Message, StringComparison.Ordinal);
        Assert.Contains("/data2", Refused(Plans.Small with { Store = "/data2" }, s_options).Message, StringComparison.Ordinal);
        Assert.Contains("100001", Refused(Plans.Small with { Stages = [new SubmitStage("phase-0", 100_001, [])] }, s_options).Message, StringComparison.Ordinal);
        Assert.Equal("PDSL2054", Refused(Plans.Small, s_options with { Time = new StageValue(["1:00"]) }).Id);
        Assert.Throws<FormatException>(static () => SubmitVolume.Parse("corpus"));

        static RunException Refused(SubmitPlan plan, SubmitOptions options) => Assert.Throws<RunException>(() => KubernetesManifests.Render(plan, options, new FakeProgress(plan)));
    }

    [Fact]
    public void TheScriptAppliesEachJobWhenTheOneBeforeItIsComplete()
    {
        using TemporaryFolder folder = new();
        SubmitPlan plan = Plans.In(folder.Path);
        string path = KubernetesFiles.Write(plan, s_options with { Volumes = [new SubmitVolume("corpus", Path.GetDirectoryName(folder.Path)!)] }, new FakeProgress(plan));
        Assert.Equal(8, Directory.GetFiles(path).Length);
        Directory.CreateDirectory(folder["bin"]);

        // A cluster that completes every job at once, and one whose third job fails.
        foreach ((string fails, int exit, int applied) in ((string, int, int)[])[("none", 0, 7), ("cut-0", 1, 3)])
        {
            Shell.WriteProgram(folder["bin"], "kubectl", $"""
                echo "$*" >> "$CALLS"
                case "$*" in
                    *condition=complete*"job/pdsl-00aa11bb22cc-{fails}") exit 1 ;;
                    *condition=failed*"job/pdsl-00aa11bb22cc-{fails}") exit 0 ;;
                    *condition=failed*) exit 1 ;;
                esac

                """);
            string calls = folder[$"calls-{fails}"];
            CommandResult result = Shell.Run(Path.Combine(path, "apply.sh"), new Dictionary<string, string> { ["CALLS"] = calls, ["PATH"] = $"{folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}" });
            Assert.Equal(exit, result.ExitCode);
            string[] lines = File.ReadAllLines(calls);
            Assert.Equal(applied, lines.Count(static l => l.StartsWith("apply -f ", StringComparison.Ordinal)));
            Assert.StartsWith("wait --namespace=data --for=condition=complete", lines[1], StringComparison.Ordinal);
        }
    }

    private static Dictionary<string, V1Job> Render(SubmitOptions options)
        => KubernetesManifests.Render(Plans.Small, options, new FakeProgress(Plans.Small))
            .ToDictionary(static m => m.Name, static m => JsonSerializer.Deserialize<V1Job>(m.Manifest.ToJsonString(), s_strict)!);
}
