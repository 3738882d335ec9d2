using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using PipelineDsl.Engine;

namespace PipelineDsl.Runner.Submit;

/// <summary>Submits a plan to Slurm, cancels what it has submitted, and waits for the last seal.</summary>
/// <remarks>
/// array(s) of a stage → its seal → array(s) of the next stage. Correctness does not rest on the dependencies: Slurm takes a job that it does not know any more for one that has succeeded,
/// and starts a job again while its first attempt still runs. Tasks refuse to run without the seal before them, and the first commit of a task wins.
/// </remarks>
internal sealed class SlurmSubmission(SubmitPlan plan, SubmitOptions options, IPlanProgress progress, ISchedulerCommands commands, TextWriter output)
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    /// <summary>How often in a row the queue must be empty before the jobs count as gone: a controller that restarts has an empty queue for a moment.</summary>
    private const int QuietLooks = 3;

    private readonly SlurmQueue _queue = new(commands);

    /// <summary>The time; tests have their own.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Waits; tests do not.</summary>
    public Action<TimeSpan> Sleep { get; init; } = System.Threading.Thread.Sleep;

    /// <summary>Submits every task without a commit, and the seals.</summary>
    /// <returns>The jobs; none if everything is done.</returns>
    /// <exception cref="RunException">PDSL2051: a command failed; what this call had submitted is cancelled. PDSL2053: jobs of the plan still run.</exception>
    public IReadOnlyList<SubmittedJob> Submit()
    {
        using SubmitFolder folder = SubmitFolder.Open(plan);
        Dictionary<string, StageProgress> look = Look();
        SubmitStage[] stages = [.. plan.Stages.SkipWhile(s => look[s.Name].IsSealed)];
        IReadOnlyList<SubmittedJob> live = _queue.Live(folder.Jobs);
        if (stages.Length == 0)
        {
            output.WriteLine("every stage is sealed: there is nothing to submit");
            return [];
        }

        if (live.Count > 0 && !options.Speculate)
        {
            throw new RunException(
                "PDSL2053",
                $"{live.Count} jobs of this plan wait or run ({string.Join(", ", live.Take(5).Select(static j => j.Id))}{(live.Count > 5 ? ", …" : "")}); let them end, cancel them with --cancel, or add --speculate to run unfinished tasks twice",
                plan.File);
        }

        // What runs of the first open stage may still be the first to commit; what has not started, or waits for its end, is replaced.
        SubmittedJob[] superseded = [.. live.Where(j => !j.IsSeal && j.Stage == stages[0].Name)];
        (int number, string path) = folder.Begin();
        List<SubmittedJob> submitted = [];
        try
        {
            int maxArraySize = _queue.MaxArraySize();
            List<string> after = [];
            foreach (SubmitStage stage in stages)
            {
                IReadOnlyList<int> tasks = stage.LargestFirst(look[stage.Name].Uncommitted);
                Submit(stage, tasks, stage == stages[0] ? superseded : [], maxArraySize, folder, number, path, after, submitted);
            }
        }
        catch (Exception exception) when (exception is RunException or IOException or UnauthorizedAccessException)
        {
            CancelQuietly(submitted);
            throw;
        }

        if (superseded.Length > 0)
        {
            _queue.CancelPending(superseded);
        }

        SubmittedJob[] replaced = [.. live.Except(superseded)];
        if (replaced.Length > 0)
        {
            _queue.Cancel(replaced);
        }

        return submitted;
    }

    /// <summary>Cancels all jobs of the plan that wait or run.</summary>
    /// <returns>How many there were; an array counts as one.</returns>
    public int Cancel()
    {
        using SubmitFolder folder = SubmitFolder.Open(plan);
        IReadOnlyList<SubmittedJob> live = _queue.Live(folder.Jobs);
        if (live.Count > 0)
        {
            _queue.Cancel(live);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{live.Count} jobs cancelled; what has a commit stays, so submitting again goes on from there"));
        return live.Count;
    }

    /// <summary>Waits until the last stage is sealed.</summary>
    /// <exception cref="RunException">PDSL2052: no job is left but the plan is not done, or the time is over.</exception>
    public void Wait(IReadOnlyList<SubmittedJob> jobs)
    {
        long start = Clock.GetTimestamp();
        TimeSpan pause = s_shortest;
        string sealedBefore = "";
        int quiet = 0;
        for (Dictionary<string, StageProgress> look = Look(); !look[plan.Stages[^1].Name].IsSealed; look = Look())
        {
            string sealedNow = string.Join(", ", plan.Stages.TakeWhile(s => look[s.Name].IsSealed).Select(static s => s.Name));
            if (sealedNow != sealedBefore)
            {
                output.WriteLine($"sealed: {sealedNow}");
                sealedBefore = sealedNow;
            }

            quiet = _queue.Live(jobs).Count == 0 ? quiet + 1 : 0;
            if (quiet == QuietLooks)
            {
                throw new RunException("PDSL2052", $"no job is left, but {Unfinished(look)}; the logs say why, and submitting again runs what is missing", plan.File);
            }

            if (Clock.GetElapsedTime(start) > options.Wait)
            {
                throw new RunException(
                    "PDSL2052",
                    $"after {options.Wait.ToString("c", CultureInfo.InvariantCulture)} {Unfinished(look)}; the jobs go on: look again with 'pipelinedsl status', or at what Slurm says of jobs that it holds",
                    plan.File);
            }

            Sleep(pause);
            pause = pause * 3 / 2 < s_longest ? pause * 3 / 2 : s_longest;
        }

        output.WriteLine("every stage is sealed");
    }

    private Dictionary<string, StageProgress> Look() => progress.Look().ToDictionary(static s => s.Stage);

    private void Submit(SubmitStage stage, IReadOnlyList<int> tasks, SubmittedJob[] superseded, int maxArraySize, SubmitFolder folder, int number, string path, List<string> after, List<SubmittedJob> submitted)
    {
        string logs = Path.Combine(path, "logs", stage.Name);
        Directory.CreateDirectory(logs);
        if (tasks.Count > 0)
        {
            string list = Write(Path.Combine(path, stage.Name + ".tasks"), SlurmScripts.TaskList(tasks));
            string script = Write(Path.Combine(path, stage.Name + ".sh"), SlurmScripts.Tasks(plan, stage, options, list, logs));
            string[] arrays = [.. SlurmScripts.Windows(tasks.Count, options.TasksPerJob, maxArraySize).Select(w => Send(script, w, SlurmScripts.JobName(plan, stage.Name), isSeal: false))];
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stage.Name}: {tasks.Count} of {stage.Tasks} tasks, job {string.Join(", ", arrays)}"));
            after.Clear();
            after.AddRange(arrays);
        }

        if (!stage.NeedsSeal)
        {
            return;
        }

        string seal = Write(Path.Combine(path, $"seal-{stage.Name}.sh"), SlurmScripts.Seal(plan, stage, options, [.. superseded.Select(static j => j.Id)], logs));
        string id = Send(seal, null, SlurmScripts.SealName(plan, stage.Name), isSeal: true);
        after.Clear();
        after.Add(id);

        string Send(string script, SlurmWindow? window, string name, bool isSeal)
        {
            SubmittedJob job = new(number, _queue.Submit(SlurmScripts.Arguments(script, after, window, options.Parallel)), name, stage.Name, isSeal);
            submitted.Add(job);
            folder.Add(job);
            return job.Id;
        }
    }

    private string Unfinished(Dictionary<string, StageProgress> look)
    {
        SubmitStage stage = plan.Stages.First(s => !look[s.Name].IsSealed);
        int missing = look[stage.Name].Uncommitted.Count;
        return string.Create(CultureInfo.InvariantCulture, $"{missing} of {stage.Tasks} tasks of {stage.Name} have no commit{(missing == 0 ? ", and it is not sealed" : "")}");
    }

    private void CancelQuietly(List<SubmittedJob> jobs)
    {
        try
        {
            if (jobs.Count > 0)
            {
                _queue.Cancel(jobs);
            }
        }
        catch (RunException)
        {
            // The first failure is the one to tell; the ids are remembered for --cancel.
        }
    }

    private static string Write(string file, string text)
    {
        File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return file;
    }
}
