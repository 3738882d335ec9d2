using System;
using System.Collections.Generic;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Runs a pipeline on this machine: stage after stage, the tasks of each on several threads, and publishes the outputs in the end.</summary>
/// <remarks>
/// What a task leaves depends on its key alone, and results are put together in the order of the shards: so nothing depends on the number of threads, on who finishes first, or on what an
/// earlier run had done already.
/// </remarks>
internal sealed class PipelineRun(PipelineDefinition pipeline, RunOptions options)
{
    /// <summary>Runs it.</summary>
    /// <exception cref="RunException">It cannot go on; nothing was published.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing was published.</exception>
    public RunSummary Run(CancellationToken cancellation) => DiskTrouble.Report(() => RunToTheEnd(cancellation));

    private RunSummary RunToTheEnd(CancellationToken cancellation)
    {
        OutputPlace place = OutputPlace.Of(options, new ObjectBuckets(options.Storage));
        place.Check(cancellation);
        using WorkFolder work = new(place);
        using ActionStore store = OpenStore(work);
        PipelineContext context = new(options.ProjectDirectory);
        List<Shard> shards = InputCatalog.Expand(pipeline, options, options.StoreDirectory, cancellation);
        RunState? run = null;
        return DiskTrouble.Repair(store, options.Observer, () => run!.Commits, () =>
        {
            using RunMeter meter = new(pipeline, options.Observer, StagesOf(pipeline));
            using GrowingOutputs outputs = new(work);
            run = new(pipeline, options with { Observer = options.Observer is null ? null : meter }, context, shards) { Meter = meter, Outputs = outputs };
            return Run(run, store, work, outputs, place, cancellation);
        });
    }

    /// <summary>Follows one document through the phases; nothing is published.</summary>
    public void Follow(DocumentWatch watch, CancellationToken cancellation)
    {
        using WorkFolder work = new(new FolderOutput(options.OutputDirectory));
        using ActionStore store = ActionStore.Transient(work.FullName("store"));
        RunState run = new(pipeline, options, new PipelineContext(options.ProjectDirectory), InputCatalog.Expand(pipeline, options, options.StoreDirectory, cancellation)) { Watch = watch };
        run.Check();
        StageRunner runner = new(run, store, cancellation);
        foreach (Stage stage in run.Stages)
        {
            if (stage is CutStage && watch is { Found: not null } or { IsMet: false })
            {
                break; // it is known what becomes of the document, or there is none of that name
            }

            runner.Run(stage);
            if (stage is CutStage cut)
            {
                watch.Resolve(run, cut.Cut);
            }
        }
    }

    /// <summary>The number of stages that are told of: those of tasks, and the publication.</summary>
    private static int StagesOf(PipelineDefinition pipeline) => 2 + (2 * pipeline.Cuts.Count) + (pipeline.IdSlot >= 0 ? 2 : 0);

    private ActionStore OpenStore(WorkFolder work)
        => options.StoreDirectory is { } directory ? ActionStore.Open(directory) : ActionStore.Transient(work.FullName("store"));

    private static RunSummary Run(RunState run, ActionStore store, WorkFolder work, GrowingOutputs outputs, OutputPlace place, CancellationToken cancellation)
    {
        run.Check();
        CorpusSample.TellEstimates(run);
        StageRunner runner = new(run, store, cancellation);
        foreach (Stage stage in run.Stages)
        {
            runner.Run(stage);
        }

        run.Meter?.BeginStage(PlannedRun.Publish, 1);
        using TaskMeter? task = run.Meter?.BeginTask(0);
        RunSummary summary = Publication.Publish(run, work, outputs, place, cancellation) with { TasksDone = runner.Done, TasksFound = runner.Found };
        task?.Done();
        run.Meter?.EndStage();
        if (summary.Succeeded && !store.IsTransient)
        {
            Tidy(run, store);
        }

        return summary;
    }

    /// <summary>Leaves word of what the run was and trims the store. The outputs are published: what goes wrong here is no failure of the run.</summary>
    private static void Tidy(RunState run, ActionStore store)
    {
        try
        {
            LastRun.Write(run, store.Directory);
            store.Trim();
        }
        catch (Exception exception) when (exception is RunException || StoreFailure.Is(exception))
        {
            run.Options.Observer?.OnNote($"the store was not tidied: {exception.Message}");
        }
    }
}
