using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Resolves a deduplication between two phases: one task, which uses all workers and leaves the marks of all documents.</summary>
/// <param name="run">The run.</param>
/// <param name="cut">The deduplication, from 0.</param>
internal sealed class CutStage(RunState run, int cut) : Stage(run)
{
    /// <summary>The name of a deduplication's stage.</summary>
    public static string StageName(int cut) => $"cut-{cut}";

    /// <inheritdoc/>
    public override string Name => StageName(cut);

    /// <inheritdoc/>
    public override int Tasks => 1;

    /// <summary>The deduplication, from 0.</summary>
    public int Cut => cut;

    private CutInfo Info => Run.Pipeline.Cuts[cut];

    /// <inheritdoc/>
    public override string NameOf(int task) => Info.Rule.Step;

    /// <inheritdoc/>
    public override long SizeOf(int task) => Run.EndOf(cut).Sum(static c => c.Find(ShardFiles.Sketches).Bytes);

    /// <inheritdoc/>
    public override ActionKey KeyOf(int task)
    {
        List<KeyPart> parts =
        [
            KeyText.Of("action", "deduplication"),
            .. Run.Fingerprints.Resolve(cut),
            KeyText.Of("deduplication", Info.Rule, Info.IsRanked, Info.TellsClusters, Run.Watch is not null),
        ];
        if (Run.Code.Resolve(cut).Against is { } against)
        {
            IReadOnlyList<string> indexes = CutContext.FindIndexes(Run, Info.Rule.Step, against);
            parts.Add(new KeyPart($"indexes {against}", ResourceFiles.Hash(Path.GetFullPath(against, Run.Options.ProjectDirectory), indexes)));
        }

        Seal ended = Run.EndOf(cut);
        for (int shard = 0; shard < ended.Count; shard++)
        {
            parts.Add(new KeyPart($"sketches of {Run.Shards[shard].Name}", ended[shard].Find(ShardFiles.Sketches).Hash));
            parts.Add(KeyText.Of($"documents of {Run.Shards[shard].Name}", ShardResult.KeptOf(ended[shard])));
            if (Info.IsRanked)
            {
                parts.Add(new KeyPart($"ranks of {Run.Shards[shard].Name}", ended[shard].Find(ShardFiles.Ranks).Hash));
            }
        }

        return Key(task, parts);
    }

    /// <inheritdoc/>
    public override byte[] Execute(int task, ActionAttempt attempt, WorkerSlot worker, CancellationToken cancellation)
    {
        using AttemptFiles files = new(attempt);
        using CutContext context = new(Run, cut, attempt, files, cancellation);
        return context.Resolve(worker.Code.Resolve(cut)).ToBytes();
    }

    /// <inheritdoc/>
    public override void Release()
    {
        foreach (ActionCommit commit in Run.EndOf(cut))
        {
            commit.Release(ShardFiles.Sketches);
            if (Info.IsRanked)
            {
                commit.Release(ShardFiles.Ranks);
            }
        }
    }
}
