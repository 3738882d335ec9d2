using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>The end of a run, when all stages are sealed: the ledgers are held against each other, rejections told, sequences made and the outputs published.</summary>
internal static class Publication
{
    /// <summary>Publishes what the stages left.</summary>
    /// <param name="run">The run.</param>
    /// <param name="work">Where files lie until they are published.</param>
    /// <param name="outputs">The output files, as far as they are made.</param>
    /// <param name="place">Where they are published.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RunException">A ledger does not balance, or a storage cannot be written to.</exception>
    public static RunSummary Publish(RunState run, WorkFolder work, GrowingOutputs outputs, OutputPlace place, CancellationToken cancellation)
    {
        RunLedger ledger = new(run.Pipeline);
        ShardResult[] first = Results(run, 0);
        ShardResult[] last = first;
        ledger.Add(0, first);
        for (int phase = 1; phase <= run.Pipeline.Cuts.Count; phase++)
        {
            last = Results(run, phase);
            ledger.Add(phase, last);
        }

        using DatasetFiles datasets = new(run, work);
        bool withinBudget = ReportRejections(run, place, first, ledger);
        IReadOnlyList<SplitResult> splits = withinBudget && run.Sequences is not null
            ? SequenceBuilder.Run(run, run.Worker(0), datasets, last, ledger, cancellation)
            : [];
        Publisher publisher = new(run, work, outputs, place, first, last, ledger, splits);
        IReadOnlyList<string> files = withinBudget ? publisher.Publish(cancellation) : publisher.PublishRejectsOnly(cancellation);
        return new RunSummary(withinBudget, ledger.Read, ledger.Kept, ledger.Rejected, ledger.Dropped, files, [.. run.Shards.Select(static s => s.Path).Distinct()])
        {
            Resources = run.Context.Resources,
        };
    }

    private static ShardResult[] Results(RunState run, int phase) => [.. run.EndOf(phase).Select(commit => ShardResult.Of(run.Pipeline, commit))];

    /// <summary>Tells of rejected records: as warnings within the budget, as errors beyond it.</summary>
    private static bool ReportRejections(RunState run, OutputPlace place, ShardResult[] results, RunLedger ledger)
    {
        RunOptions options = run.Options;
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
                $"{ledger.Rejected} of {ledger.Read} records were rejected, {options.MaxRejects} are allowed: nothing was published, see {Publisher.FailedRejectsFile} in '{place.Name}'"));
        }

        return withinBudget;
    }
}
