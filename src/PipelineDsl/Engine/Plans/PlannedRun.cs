using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>A run whose tasks are done one at a time, by whatever processes on whatever machines see the plan, the store and the corpus. The outcome is that of a run in one process.</summary>
/// <remarks>
/// Nothing but files says how far the run is: a task is done when its commit is there, a stage when its seal is there. So a task may be started any number of times, also twice at once,
/// and a scheduler need not be believed.
/// </remarks>
public sealed class PlannedRun : IDisposable
{
    /// <summary>The name of the last stage, which has one task: it publishes the outputs.</summary>
    public const string Publish = "publish";

    private readonly RunPlan _plan;
    private readonly ActionStore _store;
    private readonly RunState _run;

    private PlannedRun(RunPlan plan, RunState run)
    {
        _plan = plan;
        _run = run;
        _store = ActionStore.Open(plan.Options.StoreDirectory!);
    }

    /// <summary>The hash of what decides the outcome.</summary>
    public string Hash => _plan.Hash.ToString();

    /// <summary>The stages, in the order of execution.</summary>
    public IReadOnlyList<StagePlan> Stages => _plan.Stages;

    /// <summary>Makes a plan: reads the corpus once, to know its contents.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="options">How to run it; with a store.</param>
    /// <param name="assembly">The assembly that holds it, for those who open the plan later; null if they know.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RunException">There is no store, or the corpus cannot be read.</exception>
    public static PlannedRun Create(PipelineDefinition pipeline, RunOptions options, string? assembly, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(options);
        RunOptions full = options with
        {
            StoreDirectory = Path.GetFullPath(options.StoreDirectory ?? throw new RunException("PDSL2041", "a plan needs a store, which all machines see; name its folder")),
            OutputDirectory = OutputPlace.NameOf(options.OutputDirectory),
            WorkDirectory = options.WorkDirectory is null ? null : Path.GetFullPath(options.WorkDirectory),
            ProjectDirectory = Path.GetFullPath(options.ProjectDirectory),
        };
        OutputPlace.Of(full, new ObjectBuckets(full.Storage)).Check(cancellation); // a plan that could not be published is not made
        RunState run = new(pipeline, full, new PipelineContext(full.ProjectDirectory), InputCatalog.Expand(pipeline, full, full.StoreDirectory, cancellation));
        run.Check();
        StagePlan[] stages = [.. run.Stages.Select(stage => new StagePlan(stage.Name, stage.Tasks, [.. Enumerable.Range(0, stage.Tasks).Select(i => stage is PhaseStage { Phase: 0 } ? stage.SizeOf(i) : 0)]))];
        RunPlan plan = new()
        {
            Assembly = assembly is null ? null : Path.GetFullPath(assembly),
            Pipeline = pipeline.Name,
            Options = full,
            Shards = run.Shards,
            Code = CodeOf(run),
            Stages = [.. stages, new StagePlan(Publish, 1, [0])],
        };
        return new PlannedRun(plan, run);
    }

    /// <summary>Opens a plan.</summary>
    /// <param name="pipeline">The pipeline that it is for.</param>
    /// <param name="planFile">The plan.</param>
    /// <param name="options">Workers, memory and observer of this process, which change no outcome; the rest is the plan's.</param>
    /// <exception cref="RunException">It is no plan, or was made for other code.</exception>
    public static PlannedRun Open(PipelineDefinition pipeline, string planFile, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return Open(planFile, (_, _) => pipeline, options);
    }

    /// <summary>Opens a plan of a pipeline that is yet to be found.</summary>
    /// <param name="planFile">The plan.</param>
    /// <param name="find">Finds the pipeline by its name and its assembly, if the plan knows that.</param>
    /// <param name="options">Workers, memory and observer of this process, which change no outcome; the rest is the plan's.</param>
    /// <exception cref="RunException">It is no plan, or was made for other code.</exception>
    public static PlannedRun Open(string planFile, Func<string, string?, PipelineDefinition> find, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(find);
        ArgumentNullException.ThrowIfNull(options);
        RunPlan plan = RunPlan.Load(planFile);
        PipelineDefinition pipeline = find(plan.Pipeline, plan.Assembly);
        plan = plan with
        {
            Options = plan.Options with
            {
                Workers = options.Workers,
                DedupMemoryBytes = options.DedupMemoryBytes,
                ShuffleMemoryBytes = options.ShuffleMemoryBytes,
                Observer = options.Observer,
                Storage = options.Storage,
            },
        };
        RunMeter meter = new(pipeline, options.Observer, plan.Stages.Count);
        plan = plan with { Options = plan.Options with { Observer = options.Observer is null ? null : meter } };
        RunState run = new(pipeline, plan.Options, new PipelineContext(plan.Options.ProjectDirectory), plan.Shards) { Meter = meter };
        if (plan.Pipeline != pipeline.Name || CodeOf(run) != plan.Code)
        {
            meter.Dispose();
            throw new RunException("PDSL2041", $"the plan is for another {plan.Pipeline}: code, packages or resources have changed since it was made; make a new plan, finished tasks that nothing changed for are found again", Path.GetFullPath(planFile));
        }

        return new PlannedRun(plan, run);
    }

    /// <summary>Writes the plan.</summary>
    public void Save(string planFile) => _plan.Save(planFile);

    /// <summary>Does one task.</summary>
    /// <param name="stage">The stage's name.</param>
    /// <param name="task">The task, from 0.</param>
    /// <param name="cancellation">Stops it; a later attempt begins anew.</param>
    /// <returns>False if it was done already.</returns>
    /// <exception cref="RunException">It cannot be done, or an earlier stage is not sealed.</exception>
    public bool Run(string stage, int task, CancellationToken cancellation)
    {
        StagePlan planned = _plan.Stage(stage);
        if (task < 0 || task >= planned.Tasks)
        {
            throw new RunException("PDSL2041", $"{stage} has the tasks 0 to {planned.Tasks - 1}, not {task}");
        }

        OpenSeals(stage);
        try
        {
            return DiskTrouble.Report(() => stage == Publish ? PublishOutputs(cancellation) : Do(Find(stage), task, cancellation));
        }
        catch (CorruptArtifactException exception)
        {
            _store.Invalidate(exception.Commit);
            throw new RunException("PDSL2040", $"{exception.Message}; what it is of was thrown away: do the tasks again that are not committed (see 'pipelinedsl status'), then this one");
        }
    }

    /// <summary>Does everything that is left to do, in this process. A file of the store that is not what was written there is made again.</summary>
    /// <exception cref="RunException">It cannot go on; nothing was published.</exception>
    /// <returns>False if it was done already.</returns>
    public bool RunAll(CancellationToken cancellation)
        => DiskTrouble.Report(() => DiskTrouble.Repair(_store, _plan.Options.Observer, () => _run.Commits, () => RunToTheEnd(cancellation)));

    /// <summary>Seals a stage, so that the next may begin.</summary>
    /// <exception cref="RunException">Tasks are not done: it says which.</exception>
    public void Seal(string stage)
    {
        _ = _plan.Stage(stage);
        if (stage == Publish)
        {
            throw new RunException("PDSL2041", $"{Publish} is sealed when it has run");
        }

        OpenSeals(stage);
        Stage sealing = Find(stage);
        ActionCommit?[] commits = [.. Enumerable.Range(0, sealing.Tasks).Select(task => CommitOf(sealing, task))];
        if (Array.IndexOf(commits, null) >= 0)
        {
            throw new RunException("PDSL2042", $"{commits.Count(static c => c is null)} of {commits.Length} tasks of {stage} are not done: {Numbers(commits)}; do them, then seal it");
        }

        SealFile.Write(PathOf(stage), new Seal(stage, commits!));
    }

    /// <summary>How far the run is, by stage. What is behind a stage that is not sealed is not known yet.</summary>
    public IReadOnlyList<StageStatus> Status()
    {
        List<StageStatus> status = [];
        bool known = true;
        foreach (StagePlan planned in _plan.Stages)
        {
            bool published = planned.Name == Publish;
            IReadOnlyList<SealEntry>? entries = SealFile.TryRead(PathOf(planned.Name), planned.Tasks);
            int[] missing = published ? (entries is null ? [0] : [])
                : entries is not null ? [.. Enumerable.Range(0, planned.Tasks).Where(i => _store.Find(entries[i].Key) is null)]
                : known ? [.. Missing(Find(planned.Name))]
                : [.. Enumerable.Range(0, planned.Tasks)];
            status.Add(new StageStatus(planned.Name, planned.Tasks, planned.Tasks - missing.Length, entries is not null, missing));
            known &= entries is not null && missing.Length == 0;
            if (known && !published && !_run.IsSealed(planned.Name))
            {
                _run.Add(planned.Name, new Seal(planned.Name, entries!, _store));
            }
        }

        return status;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _run.Meter?.Dispose();
        _store.Dispose();
    }

    private bool Do(Stage stage, int task, CancellationToken cancellation)
    {
        StageRunner runner = new(_run, _store, cancellation);
        _run.Meter?.BeginStage(stage.Name, 1, stage.InputBytesOf(task), stage.DocumentsOf(task), number: _run.Stages.TakeWhile(s => s.Name != stage.Name).Count());
        runner.Do(stage, task, _run.Worker(0));
        if (runner.Done == 0)
        {
            _run.Meter?.SkipTask(stage.InputBytesOf(task), stage.DocumentsOf(task));
        }

        _run.Meter?.EndStage();
        return runner.Done > 0;
    }

    private bool RunToTheEnd(CancellationToken cancellation)
    {
        StageRunner runner = new(_run, _store, cancellation);
        _run.ForgetSeals();
        _run.Meter?.StartOver();
        foreach (Stage stage in _run.Stages)
        {
            SealFile.Write(PathOf(stage.Name), runner.Run(stage));
        }

        return PublishOutputs(cancellation);
    }

    private static Hash128 CodeOf(RunState run)
    {
        PipelineFingerprints code = run.Fingerprints;
        PipelineDefinition pipeline = run.Pipeline;
        List<KeyPart> parts = [];
        Add(pipeline.Sources.Count, code.Read);
        Add(pipeline.Cuts.Count + 1, code.Phase);
        Add(pipeline.Cuts.Count, code.Resolve);
        Add(pipeline.Outputs.Count, code.Open);
        Add(pipeline.Datasets.Count, code.OpenDataset);
        parts.AddRange(code.Sequences());
        parts.AddRange(code.Packing());
        return ActionKey.Combine(parts);

        void Add(int count, Func<int, KeyPart[]> partsOf)
        {
            for (int i = 0; i < count; i++)
            {
                parts.AddRange(partsOf(i));
            }
        }
    }

    private static string Numbers(ActionCommit?[] commits)
    {
        const int Most = 20;
        int[] missing = [.. Enumerable.Range(0, commits.Length).Where(i => commits[i] is null)];
        return string.Join(", ", missing.Take(Most)) + (missing.Length > Most ? ", …" : "");
    }

    private Stage Find(string stage) => _run.Stages.First(s => s.Name == stage);

    private string PathOf(string stage) => Path.Combine(_plan.Options.StoreDirectory!, "seals", Hash, stage);

    private ActionCommit? CommitOf(Stage stage, int task) => stage.Given(task) ?? _store.Find(stage.KeyOf(task).Hash);

    private IEnumerable<int> Missing(Stage stage) => Enumerable.Range(0, stage.Tasks).Where(task => CommitOf(stage, task) is null);

    /// <summary>Opens the seals of all stages before one.</summary>
    private void OpenSeals(string before)
    {
        foreach (StagePlan stage in _plan.Stages.TakeWhile(s => s.Name != before).Where(s => !_run.IsSealed(s.Name)))
        {
            IReadOnlyList<SealEntry> entries = SealFile.TryRead(PathOf(stage.Name), stage.Tasks)
                ?? throw new RunException("PDSL2042", $"{before} needs {stage.Name}, which is not sealed: do its tasks, then 'pipelinedsl seal --stage {stage.Name}'");
            _run.Add(stage.Name, new Seal(stage.Name, entries, _store));
        }
    }

    private bool PublishOutputs(CancellationToken cancellation)
    {
        // Another run may have published into the folder meanwhile: then its manifest is another.
        OutputPlace place = OutputPlace.Of(_plan.Options, new ObjectBuckets(_plan.Options.Storage));
        if (SealFile.TryRead(PathOf(Publish), 1) is [SealEntry published] && place.HashOfManifest(cancellation) == published.Content)
        {
            return false;
        }

        using WorkFolder work = new(place);
        _run.Meter?.BeginStage(Publish, 1, number: _plan.Stages.Count - 1);
        using TaskMeter? task = _run.Meter?.BeginTask(0);
        using GrowingOutputs outputs = new(work);
        RunSummary summary = Publication.Publish(_run, work, outputs, place, cancellation);
        task?.Done();
        _run.Meter?.EndStage();
        if (!summary.Succeeded)
        {
            throw new RunException("PDSL2002", $"{summary.Rejected} of {summary.Read} records were rejected, {_plan.Options.MaxRejects} are allowed: nothing was published");
        }

        SealFile.Write(PathOf(Publish), new Seal(Publish, [new SealEntry(default, place.HashOfManifest(cancellation)!.Value)], _store));
        return true;
    }
}

/// <summary>How far a stage is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Tasks">The number of its tasks.</param>
/// <param name="Committed">How many of them are done.</param>
/// <param name="IsSealed">Whether the next stage may begin.</param>
/// <param name="Missing">The tasks that are not done.</param>
public sealed record StageStatus(string Name, int Tasks, int Committed, bool IsSealed, IReadOnlyList<int> Missing);
