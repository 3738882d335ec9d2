using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Takes the shards through a phase, a task for each.</summary>
/// <remarks>
/// Ids are expected to be unique, so the first phase does not wait to know all of them. It has a second stage of this kind (<paramref name="again"/>), in which only the shards are read
/// again that turned out to hold an id which an earlier record has; all others are done already.
/// </remarks>
/// <param name="run">The run.</param>
/// <param name="phase">The phase, from 0.</param>
/// <param name="again">Whether it reads those shards again that hold repeated ids.</param>
internal sealed class PhaseStage(RunState run, int phase, bool again = false) : Stage(run)
{
    /// <summary>The name of a phase's stage.</summary>
    public static string StageName(int phase) => $"phase-{phase}";

    /// <summary>The name of the stage that reads shards with repeated ids again.</summary>
    public const string Again = "repeats";

    /// <inheritdoc/>
    public override string Name => again ? Again : StageName(phase);

    /// <summary>The phase, from 0.</summary>
    public int Phase => phase;

    /// <inheritdoc/>
    public override int Tasks => Run.Shards.Count;

    /// <summary>Whether its tasks leave parts of the outputs.</summary>
    public bool IsLast => phase == Run.Pipeline.Cuts.Count;

    /// <inheritdoc/>
    public override string NameOf(int task) => Run.Shards[task] is { IsFirstOfFile: false } slice ? $"{slice.Name}@{slice.Offset}" : Run.Shards[task].Name;

    /// <inheritdoc/>
    public override long SizeOf(int task) => phase == 0 ? Run.Shards[task].Length : Run.EndOf(phase - 1)[task].Find(ShardFiles.Spill).Bytes;

    /// <inheritdoc/>
    public override long InputBytesOf(int task) => phase == 0 ? Run.Shards[task].Length : 0;

    /// <inheritdoc/>
    public override long DocumentsOf(int task) => phase == 0 ? 0 : ShardResult.KeptOf(Run.EndOf(phase - 1)[task]);

    /// <inheritdoc/>
    public override Ledger LedgerOf(ActionCommit commit) => ShardResult.Of(Run.Pipeline, commit).Ledger;

    /// <inheritdoc/>
    public override ActionCommit? Given(int task) => again && !Run.RepeatedIds!.Has(ShardFiles.Repeated(task)) ? Run.Sealed(StageName(0))[task] : null;

    /// <inheritdoc/>
    public override ActionKey KeyOf(int task)
    {
        Shard shard = Run.Shards[task];
        List<KeyPart> parts =
        [
            KeyText.Of("action", "phase", phase),
            .. Run.Fingerprints.Phase(phase),
            KeyText.Of("options", Run.Options.MaxDocumentBytes, Run.Options.SamplesPerRule),
            KeyText.Of("place", Run.Pipeline.Sources[shard.Source].Step, shard.Name, shard.Offset, shard.FirstLine, shard.FirstRecord),
        ];
        if (phase == 0)
        {
            parts.AddRange(Run.Fingerprints.Read(shard.Source));
            parts.Add(new KeyPart($"input {shard.Name}", shard.Hash));
            if (again)
            {
                parts.Add(new KeyPart("repeated ids", Run.RepeatedIds!.Find(ShardFiles.Repeated(task)).Hash));
            }
        }
        else
        {
            CutInfo cut = Run.Pipeline.Cuts[phase - 1];
            CutMarks marks = Run.MarksOf(phase - 1);
            parts.Add(new KeyPart($"documents of {shard.Name}", Run.EndOf(phase - 1)[task].Find(ShardFiles.Spill).Hash));
            parts.Add(new KeyPart($"marks of {shard.Name}", marks.HashOf(task)));
            parts.Add(KeyText.Of("deduplication", cut.Rule, cut.ClusterIdSlot, cut.ClusterSizeSlot, cut.ClusterIdSlot >= 0 ? marks.FirstOf(task) : 0));
        }

        if (IsLast)
        {
            for (int output = 0; output < Run.Pipeline.Outputs.Count; output++)
            {
                parts.AddRange(Run.Fingerprints.Open(output));
            }

            parts.Add(KeyText.Of("tokens", Run.Tokens));
            parts.Add(KeyText.Of("splits", Run.Sequences is { } sequences ? [sequences.Validation, .. sequences.Splits] : []));
        }

        return Key(task, parts);
    }

    /// <inheritdoc/>
    public override byte[] Execute(int task, ActionAttempt attempt, WorkerSlot worker, CancellationToken cancellation)
    {
        HashSet<long>? repeated = again ? RepeatedIdStage.Read(Run.RepeatedIds!, task) : null;
        using ShardTask shard = new(Run, worker, phase, Run.Shards[task], repeated, attempt, cancellation);
        return shard.Run().ToBytes();
    }

    /// <inheritdoc/>
    public override void Release()
    {
        if (again)
        {
            foreach (int shard in Enumerable.Range(0, Tasks).Where(i => Given(i) is null))
            {
                ActionCommit replaced = Run.Sealed(StageName(0))[shard];
                foreach (Artifact file in replaced.Files.Where(static f => f.Name != ShardFiles.Ids)) // those are gone already
                {
                    replaced.Release(file.Name);
                }
            }
        }

        if (phase > 0)
        {
            foreach (ActionCommit commit in Run.EndOf(phase - 1))
            {
                commit.Release(ShardFiles.Spill);
            }
        }
    }
}
