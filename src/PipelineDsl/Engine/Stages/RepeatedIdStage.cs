using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Finds the records whose id an earlier record of the corpus has: one task, which leaves a list of ordinals for each shard that holds some.</summary>
/// <param name="run">The run.</param>
internal sealed class RepeatedIdStage(RunState run) : Stage(run)
{
    /// <summary>The stage's name.</summary>
    public const string StageName = "ids";

    /// <inheritdoc/>
    public override string Name => StageName;

    /// <inheritdoc/>
    public override int Tasks => 1;

    /// <inheritdoc/>
    public override ActionKey KeyOf(int task)
        => Key(task, [KeyText.Of("action", "repeated ids"), .. Run.Sealed(PhaseStage.StageName(0)).Select((c, i) => new KeyPart($"ids of {Run.Shards[i].Name}", c.Find(ShardFiles.Ids).Hash))]);

    /// <inheritdoc/>
    public override byte[] Execute(int task, ActionAttempt attempt, WorkerSlot worker, CancellationToken cancellation)
    {
        using AttemptFiles files = new(attempt);
        Seal shards = Run.Sealed(PhaseStage.StageName(0));
        foreach ((int shard, HashSet<long> ordinals) in RepeatedIds.Find(files, shards, Run.Options.DedupMemoryBytes).OrderBy(static s => s.Key))
        {
            using Stream list = attempt.Create(ShardFiles.Repeated(shard));
            byte[] entry = new byte[sizeof(long)];
            foreach (long ordinal in ordinals.Order())
            {
                BinaryPrimitives.WriteInt64LittleEndian(entry, ordinal);
                list.Write(entry);
            }
        }

        return [];
    }

    /// <inheritdoc/>
    public override void Release()
    {
        foreach (ActionCommit commit in Run.Sealed(PhaseStage.StageName(0)))
        {
            commit.Release(ShardFiles.Ids);
        }
    }

    /// <summary>The ordinals of a shard's records that have an earlier record's id.</summary>
    public static HashSet<long> Read(ActionCommit commit, int shard)
    {
        HashSet<long> ordinals = [];
        using Stream list = commit.Open(ShardFiles.Repeated(shard));
        byte[] entry = new byte[sizeof(long)];
        while (list.ReadAtLeast(entry, entry.Length, throwOnEndOfStream: false) == entry.Length)
        {
            ordinals.Add(BinaryPrimitives.ReadInt64LittleEndian(entry));
        }

        return ordinals;
    }
}
