using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace PipelineDsl.Engine;

/// <summary>
/// Runs a pipeline on this machine: phase by phase, shard by shard on several threads, with a deduplication resolved between two phases, and publishes the
/// outputs in the end.
/// </summary>
/// <remarks>
/// A shard's result depends on the shard and on the deduplications before it, and results are put together in the order of the shards: so nothing depends on the
/// number of threads or on who finishes first.
/// </remarks>
internal sealed class PipelineRun(PipelineDefinition pipeline, RunOptions options)
{
    private readonly PipelineContext _context = new(options.ProjectDirectory);
    private readonly Lock _observing = new();

    /// <summary>Runs it.</summary>
    /// <exception cref="RunException">It cannot go on; nothing was published.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing was published.</exception>
    public async Task<RunSummary> RunAsync(CancellationToken cancellationToken)
    {
        List<Shard> shards = InputCatalog.Expand(pipeline, options, null, cancellationToken);
        using WorkFolder work = new(options.OutputDirectory);
        RunState run = new(pipeline, options, shards, work);
        WorkerSlot[] workers = OpenWorkers(run);
        PrepareDatasets(run, workers[0].Code);
        CorpusSample.TellEstimates(run, workers[0]);
        using DatasetFiles outputs = new(work, [Manifest.FileName, Publisher.RejectsFile, Publisher.SummaryFile, SamplesFile.Name, NotesFile.Name, .. workers[0].Writers.Select(static w => w.FileName)]);
        RunLedger ledger = new(pipeline);
        (ShardResult[] first, ShardResult[] last) = await RunPhasesAsync(run, workers, outputs, ledger, cancellationToken).ConfigureAwait(false);

        bool withinBudget = ReportRejections(run, first, ledger);
        IReadOnlyList<SplitResult> splits = withinBudget && run.Sequences is not null
            ? SequenceStage.Run(run, workers[0], outputs, last, ledger, cancellationToken)
            : [];
        Publisher publisher = new(run, workers, first, last, ledger, splits);
        IReadOnlyList<string> files = withinBudget ? publisher.Publish() : publisher.PublishRejectsOnly();
        return new RunSummary(withinBudget, ledger.Read, ledger.Kept, ledger.Rejected, ledger.Dropped, files, [.. shards.Select(static s => s.Path)])
        {
            Resources = _context.Resources,
        };
    }

    /// <summary>Follows one document through the phases; nothing is published.</summary>
    public async Task FollowAsync(DocumentWatch watch, CancellationToken cancellationToken)
    {
        List<Shard> shards = InputCatalog.Expand(pipeline, options, null, cancellationToken);
        using WorkFolder work = new(options.OutputDirectory);
        RunState run = new(pipeline, options, shards, work) { Watch = watch };
        using DatasetFiles outputs = new(work, []);
        await RunPhasesAsync(run, OpenWorkers(run), outputs, new RunLedger(pipeline), cancellationToken).ConfigureAwait(false);
    }

    private WorkerSlot[] OpenWorkers(RunState run)
        => [.. Enumerable.Range(0, Math.Clamp(options.Workers, 1, run.Shards.Count)).Select(_ => new WorkerSlot(pipeline, _context, options.SamplesPerRule))];

    /// <summary>Runs all phases, with the deduplications between them.</summary>
    /// <returns>What the first and the last phase came to, by shard.</returns>
    private async Task<(ShardResult[] First, ShardResult[] Last)> RunPhasesAsync(RunState run, WorkerSlot[] workers, DatasetFiles outputs, RunLedger ledger, CancellationToken cancellationToken)
    {
        ShardResult[] first = await RunPhaseAsync(run, workers, 0, run.Shards, null, cancellationToken).ConfigureAwait(false);
        await RejectDuplicateIdsAsync(run, workers, first, cancellationToken).ConfigureAwait(false);
        ledger.Add(0, first);
        ShardResult[] results = first;
        for (int phase = 1; phase <= pipeline.Cuts.Count; phase++)
        {
            if (run.Watch is { Found: not null } or { IsMet: false })
            {
                break; // it is known what becomes of the document, or there is none of that name
            }

            using CutResult cut = CutStage.Resolve(run, _context, workers[0].Code, outputs, phase - 1, results, cancellationToken);
            run.Watch?.Resolve(run, cut, phase - 1);
            run.Cut = cut;
            results = await RunPhaseAsync(run, workers, phase, run.Shards, null, cancellationToken).ConfigureAwait(false);
            run.Cut = null;
            ledger.Add(phase, results);
        }

        return (first, results);
    }

    /// <summary>Finds out how the tokens become the sequences of the pipeline's datasets.</summary>
    private void PrepareDatasets(RunState run, PipelineWorker code)
    {
        run.Tokens = code.Packing;
        if (pipeline.Datasets.Count > 0)
        {
            TokenPacking tokens = code.Packing
                ?? throw new InvalidOperationException($"the dataset of {pipeline.Datasets[0]} needs tokens: put a [Tokenize<…>] step before it");
            run.Sequences = code.Sequences ?? new SequenceOptions { ContextLength = tokens.ContextLength };
            try
            {
                run.Sequences.Check();
            }
            catch (ArgumentException exception)
            {
                throw new RunException("PDSL2016", $"the sequences cannot be made: {exception.Message}");
            }
        }
    }

    private async Task<ShardResult[]> RunPhaseAsync(
        RunState run,
        WorkerSlot[] workers,
        int phase,
        IReadOnlyList<Shard> shards,
        Dictionary<int, HashSet<long>>? duplicateIds,
        CancellationToken cancellationToken)
    {
        ShardResult[] results = new ShardResult[shards.Count];
        int next = -1;
        int done = 0;
        long documents = 0;
        long kept = 0;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        void Work(WorkerSlot worker)
        {
            try
            {
                for (int i = Interlocked.Increment(ref next); i < shards.Count; i = Interlocked.Increment(ref next))
                {
                    stop.Token.ThrowIfCancellationRequested();
                    ShardResult result;
                    using (ShardTask task = new(run, worker, phase, shards[i], duplicateIds?.GetValueOrDefault(shards[i].Index), stop.Token))
                    {
                        result = task.Run();
                    }

                    results[i] = result;
                    lock (_observing)
                    {
                        documents += result.Ledger.Read;
                        kept += result.Ledger.Kept;
                        options.Observer?.OnProgress(new RunProgress(phase, pipeline.Cuts.Count + 1, ++done, shards.Count, documents, kept));
                    }
                }
            }
            catch
            {
                stop.Cancel();
                throw;
            }
        }

        Task[] tasks = [.. workers.Select(worker => Task.Factory.StartNew(() => Work(worker), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        try
        {
            await Task.WhenAll(tasks).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // One worker failed and the others were stopped because of it: its failure is the one to report.
            throw tasks.Select(static t => t.Exception?.InnerException).First(static e => e is not null and not OperationCanceledException)!;
        }

        return results;
    }

    /// <summary>
    /// Ids are expected to be unique, so the first phase does not wait to know all of them: only the shards that turn out to hold a repeated id are read again, and
    /// the later records with that id are rejected.
    /// </summary>
    private async Task RejectDuplicateIdsAsync(RunState run, WorkerSlot[] workers, ShardResult[] results, CancellationToken cancellationToken)
    {
        if (pipeline.IdSlot < 0)
        {
            return;
        }

        Dictionary<int, HashSet<long>> duplicates = RepeatedIds.Find(run.Work, run.Shards.Count, options.DedupMemoryBytes);
        if (duplicates.Count > 0)
        {
            Shard[] again = [.. run.Shards.Where(s => duplicates.ContainsKey(s.Index))];
            ShardResult[] redone = await RunPhaseAsync(run, workers, 0, again, duplicates, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < again.Length; i++)
            {
                results[again[i].Index] = redone[i];
            }
        }
    }

    /// <summary>Tells of rejected records: as warnings within the budget, as errors beyond it.</summary>
    private bool ReportRejections(RunState run, ShardResult[] results, RunLedger ledger)
    {
        bool withinBudget = ledger.Rejected <= options.MaxRejects;
        int told = 0;
        for (int shard = 0; shard < results.Length && told < ShardResult.MaxRejections; shard++)
        {
            foreach (Rejection rejection in results[shard].Rejections.Take(ShardResult.MaxRejections - told))
            {
                told++;
                options.Observer?.OnFinding(new RunFinding(
                    !withinBudget,
                    "PDSL2001",
                    $"record at byte {rejection.Offset} rejected ({rejection.Reason}): {rejection.Detail}; correct the record, or allow rejects with MaxRejects",
                    run.Shards[shard].Path,
                    rejection.Line));
            }
        }

        if (!withinBudget)
        {
            options.Observer?.OnFinding(new RunFinding(
                true,
                "PDSL2002",
                $"{ledger.Rejected} of {ledger.Read} records were rejected, {options.MaxRejects} are allowed: nothing was published, see {Publisher.FailedRejectsFile} in '{run.Work.Output}'"));
        }

        return withinBudget;
    }
}
