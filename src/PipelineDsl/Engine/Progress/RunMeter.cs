using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>
/// Measures a run: stage by stage, what the tasks do, for the observer and for <see cref="Instruments"/>. Also the observer of everything else that a run tells, so that it is
/// told one thing at a time.
/// </summary>
/// <remarks>
/// A task counts in memory of its own (<see cref="TaskMeter"/>). A timer reads these counters once a second; beside that, progress is told when a stage begins, when a
/// task ends, and when the stage ends. Times are measured for whoever watches and go into no output.
/// </remarks>
internal sealed class RunMeter : IRunObserver, IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private readonly PipelineDefinition _pipeline;
    private readonly IRunObserver? _observer;
    private readonly int _stages;
    private readonly Lock _telling = new();
    private readonly HashSet<TaskMeter> _running = [];
    private readonly Timer? _timer;
    private readonly Activity? _runActivity;
    private Activity? _stageActivity;
    private Exception? _failure;
    private Totals _ended;
    private Totals _told;
    private RunProgress _stage;
    private int _next;
    private bool _isInStage;

    private static bool AreWatched => Measuring.IsOn && Instruments.AreWatched;

    /// <summary>Begins a run.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="observer">Who is told, or null.</param>
    /// <param name="stages">The number of stages that will begin.</param>
    /// <param name="sampled">Whether a timer tells progress too. Default: yes.</param>
    public RunMeter(PipelineDefinition pipeline, IRunObserver? observer, int stages, bool sampled = true)
    {
        _pipeline = pipeline;
        _observer = observer;
        _stages = stages;
        _runActivity = Begin("run", default);
        _runActivity?.SetTag("pipelinedsl.stages", stages);
        if (sampled && (observer is not null || AreWatched))
        {
            _timer = new Timer(static meter => ((RunMeter)meter!).SampleInBackground(), this, s_interval, s_interval);
        }
    }

    /// <summary>Begins the next stage, and ends the one before.</summary>
    /// <param name="name">Its name, such as <c>phase-0</c>.</param>
    /// <param name="tasks">The number of its tasks, cached ones included.</param>
    /// <param name="bytes">Bytes of input files that tasks which are not cached will read; 0 if none or not known.</param>
    /// <param name="documents">Documents that tasks which are not cached will read; 0 if not known.</param>
    /// <param name="cached">Tasks whose results are in the store already. Default: none.</param>
    /// <param name="number">The stage's place in the run, from 0. Default: the next one.</param>
    public void BeginStage(string name, int tasks, long bytes = 0, long documents = 0, int cached = 0, int? number = null)
    {
        EndStage();
        lock (_telling)
        {
            _next = (number ?? _next) + 1;
            _stage = new RunProgress(_next - 1, _stages, cached, tasks, 0, 0) { StageName = name, TotalBytes = bytes, TotalDocuments = documents, TasksCached = cached };
            _ended = default;
            _told = default;
            _isInStage = true;
            _stageActivity = Begin("stage " + name, _runActivity?.Context ?? default);
            _stageActivity?.SetTag("pipelinedsl.stage", name).SetTag("pipelinedsl.tasks", tasks).SetTag("pipelinedsl.tasks.cached", cached);
            CountTasks(cached, "cached");
            Tell();
        }
    }

    /// <summary>Begins a task of the present stage, in its own thread.</summary>
    /// <param name="number">The task, from 0.</param>
    public TaskMeter BeginTask(int number)
    {
        // In its own thread the activity is the current one, so that what the task calls (an object store, say) is seen below it.
        Activity? activity = _stageActivity is null ? null : Instruments.Activities.StartActivity("task", ActivityKind.Internal, _stageActivity.Context);
        activity?.SetTag("pipelinedsl.pipeline", _pipeline.Name).SetTag("pipelinedsl.stage", _stage.StageName).SetTag("pipelinedsl.task", number);
        TaskMeter task = new(this, activity);
        lock (_telling)
        {
            _running.Add(task);
        }

        return task;
    }

    /// <summary>Counts a task of the present stage that need not run: it turned out that another machine has done it.</summary>
    /// <param name="bytes">What it would have read of the stage's bytes.</param>
    /// <param name="documents">What it would have read of the stage's documents.</param>
    public void SkipTask(long bytes = 0, long documents = 0)
    {
        lock (_telling)
        {
            _stage = _stage with
            {
                TasksDone = _stage.TasksDone + 1,
                TasksCached = _stage.TasksCached + 1,
                TotalBytes = Math.Max(0, _stage.TotalBytes - bytes),
                TotalDocuments = Math.Max(0, _stage.TotalDocuments - documents),
            };
            CountTasks(1, "cached");
            Tell();
        }
    }

    /// <summary>Begins a step within the stage's one task, such as a <see cref="DedupContext.ForEach"/>.</summary>
    /// <param name="parts">The number of its parts.</param>
    public void BeginStep(int parts)
    {
        lock (_telling)
        {
            _stage = _stage with { Step = _stage.Step + 1, Parts = parts, PartsDone = 0 };
        }
    }

    /// <summary>Counts a part of the present step that is done.</summary>
    public void PartDone()
    {
        lock (_telling)
        {
            _stage = _stage with { PartsDone = _stage.PartsDone + 1 };
            Tell();
        }
    }

    /// <summary>Ends the present stage, if there is one.</summary>
    /// <exception cref="Exception">The observer failed in the background.</exception>
    public void EndStage()
    {
        lock (_telling)
        {
            if (_isInStage)
            {
                _stage = _stage with { IsStageEnd = true };
                _stageActivity?.Dispose();
                _stageActivity = null;
                _isInStage = false;
                Tell();
            }
        }

        if (_failure is { } failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Begins the run anew, from its first stage: something that it had found turned out to be of no use.</summary>
    public void StartOver()
    {
        lock (_telling)
        {
            _next = 0;
        }
    }

    /// <summary>Reads the counters of the running tasks and tells them.</summary>
    public void Sample()
    {
        lock (_telling)
        {
            if (_isInStage)
            {
                Tell();
            }
        }
    }

    /// <inheritdoc/>
    public void OnProgress(in RunProgress progress)
    {
        lock (_telling)
        {
            _observer?.OnProgress(progress);
        }
    }

    /// <inheritdoc/>
    public void OnFinding(RunFinding finding)
    {
        lock (_telling)
        {
            _observer?.OnFinding(finding);
        }
    }

    /// <inheritdoc/>
    public void OnNote(string text)
    {
        lock (_telling)
        {
            _observer?.OnNote(text);
        }
    }

    /// <summary>Ends the run, however it went; a stage that has not ended has failed.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_telling)
        {
            if (_isInStage)
            {
                _isInStage = false;
                _stageActivity?.SetStatus(ActivityStatusCode.Error);
                _runActivity?.SetStatus(ActivityStatusCode.Error);
                _stageActivity?.Dispose();
            }
        }

        _runActivity?.Dispose();
    }

    /// <summary>Takes over what a task that has succeeded counted.</summary>
    internal void End(TaskMeter task, Ledger? ledger, TimeSpan duration)
    {
        lock (_telling)
        {
            _running.Remove(task);
            _ended = _ended.Plus(task);
            _stage = _stage with { TasksDone = _stage.TasksDone + 1 };
            CountTasks(1, "done");
            if (Measuring.IsOn)
            {
                Instruments.TaskDuration.Record(duration.TotalSeconds, Tags());
                Count(ledger);
            }

            Tell();
        }
    }

    /// <summary>Forgets a task that has failed.</summary>
    internal void Fail(TaskMeter task)
    {
        lock (_telling)
        {
            _running.Remove(task);
            CountTasks(1, "failed");
        }
    }

    private void SampleInBackground()
    {
        // A slow observer is not called again before it has returned.
        if (_failure is null && _telling.TryEnter())
        {
            try
            {
                Sample();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // Thrown here it would end the process; the run throws it when the stage ends.
                _failure = exception;
            }
            finally
            {
                _telling.Exit();
            }
        }
    }

    private void Tell()
    {
        Totals now = _running.Aggregate(_ended, static (totals, task) => totals.Plus(task));
        if (AreWatched)
        {
            TagList tags = Tags();
            Add(Instruments.Read, now.Documents - _told.Documents, tags);
            Add(Instruments.Kept, now.Kept - _told.Kept, tags);
            Add(Instruments.Input, now.Bytes - _told.Bytes, tags);

            // What a failed task had counted was told; the counters, which only grow, wait until the task that replaces it has come as far.
            _told = new Totals(Math.Max(now.Documents, _told.Documents), Math.Max(now.Kept, _told.Kept), Math.Max(now.Bytes, _told.Bytes));
        }

        _observer?.OnProgress(_stage with { Documents = now.Documents, Kept = now.Kept, Bytes = now.Bytes });
    }

    private void CountTasks(int tasks, string outcome)
    {
        if (tasks > 0 && Measuring.IsOn)
        {
            Instruments.Tasks.Add(tasks, Tags(outcome));
        }
    }

    private void Count(Ledger? ledger)
    {
        if (ledger is null)
        {
            return;
        }

        Add(Instruments.Rejected, ledger.Rejected, Tags());
        if (Instruments.Dropped.Enabled)
        {
            foreach (RuleInfo rule in _pipeline.Rules)
            {
                TagList tags = Tags();
                tags.Add("rule", rule.ToString());
                Add(Instruments.Dropped, ledger.Dropped(rule.Index), tags);
            }
        }
    }

    private TagList Tags(string? outcome = null)
    {
        TagList tags = new() { { "pipeline", _pipeline.Name }, { "stage", _stage.StageName } };
        if (outcome is not null)
        {
            tags.Add("outcome", outcome);
        }

        return tags;
    }

    private static void Add(System.Diagnostics.Metrics.Counter<long> counter, long amount, in TagList tags)
    {
        if (amount > 0)
        {
            counter.Add(amount, tags);
        }
    }

    /// <summary>Begins an activity that outlives the call: the caller's stays the current one.</summary>
    private Activity? Begin(string name, ActivityContext parent)
    {
        if (!Measuring.IsOn)
        {
            return null;
        }

        Activity? current = Activity.Current;
        Activity? activity = parent == default ? Instruments.Activities.StartActivity(name) : Instruments.Activities.StartActivity(name, ActivityKind.Internal, parent);
        Activity.Current = current;
        activity?.SetTag("pipelinedsl.pipeline", _pipeline.Name);
        return activity;
    }

    private readonly record struct Totals(long Documents, long Kept, long Bytes)
    {
        public Totals Plus(TaskMeter task) => new(Documents + task.Documents, Kept + task.Kept, Bytes + task.Bytes);
    }
}
