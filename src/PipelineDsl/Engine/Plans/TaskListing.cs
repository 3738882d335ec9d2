using System;
using System.Collections.Generic;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>What a run would do with a task.</summary>
public enum TaskState
{
    /// <summary>The store has what it leaves.</summary>
    Found,

    /// <summary>It must be done.</summary>
    ToDo,

    /// <summary>Its key is not known before the stages before it are done.</summary>
    Waits,
}

/// <summary>A task of a run, before it is run.</summary>
/// <param name="Stage">Its stage.</param>
/// <param name="Task">Its number in the stage, from 0.</param>
/// <param name="Name">What it is about: a file, a deduplication.</param>
/// <param name="State">What a run would do.</param>
/// <param name="Key">Its key, or null if it is not known yet.</param>
/// <param name="Changes">Why it must be done, if it must: what its key consists of and has changed since the last run. Empty if the last run knew no such task.</param>
public sealed record TaskListing(string Stage, int Task, string Name, TaskState State, string? Key, IReadOnlyList<string> Changes)
{
    /// <summary>Lists all tasks of a run, and what it would do with them.</summary>
    internal static IReadOnlyList<TaskListing> List(RunState run, ActionStore store, CancellationToken cancellation)
    {
        Dictionary<string, Hash128> last = LastRun.Read(run, store.Directory);
        List<TaskListing> listing = [];
        bool known = true;
        foreach (Stage stage in run.Stages)
        {
            ActionCommit?[] commits = new ActionCommit?[stage.Tasks];
            for (int task = 0; task < stage.Tasks; task++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!known)
                {
                    listing.Add(new TaskListing(stage.Name, task, stage.NameOf(task), TaskState.Waits, null, []));
                    continue;
                }

                ActionCommit? given = stage.Given(task);
                ActionKey? key = given is null ? stage.KeyOf(task) : null;
                commits[task] = given ?? store.Find(key!.Hash);
                listing.Add(new TaskListing(
                    stage.Name,
                    task,
                    stage.NameOf(task),
                    commits[task] is null ? TaskState.ToDo : TaskState.Found,
                    (given?.Key ?? key!.Hash).ToString(),
                    commits[task] is null && last.TryGetValue(stage.TitleOf(task), out Hash128 before) ? Differences(store.Find(before), key!) : []));
            }

            known &= Array.IndexOf(commits, null) < 0;
            if (known)
            {
                run.Add(stage.Name, new Seal(stage.Name, commits!));
            }
        }

        return listing;
    }

    private static IReadOnlyList<string> Differences(ActionCommit? before, ActionKey now)
        => before is null ? ["the store no longer has what the last run left"] : PlanDifference.Between(before.Parts, now.Parts);
}
