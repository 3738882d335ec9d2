using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Does the tasks of stages in this process: what the store knows already is taken from it, everything else is done and committed.</summary>
/// <param name="run">The run.</param>
/// <param name="store">The store.</param>
/// <param name="cancellation">Stops it between two documents.</param>
internal sealed class StageRunner(RunState run, ActionStore store, CancellationToken cancellation)
{
    private int _done;
    private int _found;

    /// <summary>Tasks that were done.</summary>
    public int Done => _done;

    /// <summary>Tasks that the store knew.</summary>
    public int Found => _found;

    /// <summary>Does all tasks of a stage on the workers, the longest first, and seals it.</summary>
    public Seal Run(Stage stage)
    {
        ActionCommit?[] commits = new ActionCommit?[stage.Tasks];
        ActionKey[] keys = new ActionKey[stage.Tasks];
        List<int> left = [];
        GrowingOutputs? outputs = stage is PhaseStage { IsLast: true } ? run.Outputs : null;
        for (int task = 0; task < stage.Tasks; task++)
        {
            cancellation.ThrowIfCancellationRequested();
            commits[task] = stage.Given(task);
            if (commits[task] is null)
            {
                keys[task] = stage.KeyOf(task);
                commits[task] = Find(keys[task]);
            }

            if (commits[task] is null)
            {
                left.Add(task);
            }
            else
            {
                outputs?.Offer(run, task, commits[task]!);
            }
        }

        int[] order = [.. left.OrderByDescending(stage.SizeOf).ThenBy(static task => task)];
        run.Meter?.BeginStage(stage.Name, stage.Tasks, left.Sum(stage.InputBytesOf), left.Sum(stage.DocumentsOf), stage.Tasks - left.Count);
        WorkerThreads.Run(
            run.Threads,
            order.Length,
            (thread, i) =>
            {
                ActionCommit commit = Execute(stage, order[i], keys[order[i]], run.Worker(thread));
                commits[order[i]] = commit;
                outputs?.Offer(run, order[i], commit);
                outputs?.Grow(cancellation);
            },
            cancellation);
        run.Meter?.EndStage();
        Seal seal = new(stage.Name, commits!);
        run.Add(stage.Name, seal);
        stage.Release();
        return seal;
    }

    /// <summary>Does one task, unless the store knows it.</summary>
    public ActionCommit Do(Stage stage, int task, WorkerSlot worker)
    {
        if (stage.Given(task) is { } given)
        {
            return given;
        }

        ActionKey key = stage.KeyOf(task);
        return Find(key) ?? Execute(stage, task, key, worker);
    }

    private ActionCommit? Find(ActionKey key)
    {
        ActionCommit? known = store.Find(key.Hash);
        if (known is not null)
        {
            _found++;
            store.Touch(known);
        }

        return known;
    }

    private ActionCommit Execute(Stage stage, int task, ActionKey key, WorkerSlot worker)
    {
        using TaskMeter? meter = run.Meter?.BeginTask(task);
        worker.Meter = meter;
        using ActionAttempt attempt = store.Begin(key);
        byte[] result = stage.Execute(task, attempt, worker, cancellation);
        ActionCommit commit = attempt.Commit(result);
        meter?.Done(stage.LedgerOf(commit));
        Interlocked.Increment(ref _done);
        return commit;
    }
}
