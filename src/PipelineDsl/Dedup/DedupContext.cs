using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>What a <see cref="Deduplication"/> works with. Documents are known by their number among those that the phase kept, from 0 in the corpus's order; a shard's documents follow each other.</summary>
public abstract class DedupContext
{
    /// <summary>The number of shards.</summary>
    public abstract int Shards { get; }

    /// <summary>The number of all documents.</summary>
    public abstract long Documents { get; }

    /// <summary>The number of threads that <see cref="ForEach"/> uses.</summary>
    public abstract int Workers { get; }

    /// <summary>What all workers together may take for records, in bytes. Set by the run; results are the same for any value.</summary>
    public abstract long MemoryBytes { get; }

    /// <summary>The number of a shard's first document; for <see cref="Shards"/>, <see cref="Documents"/>.</summary>
    public abstract long FirstOf(int shard);

    /// <summary>Opens the sketches of a shard, in order.</summary>
    public abstract SketchReader OpenSketches(int shard);

    /// <summary>Opens the ranks of a shard's documents.</summary>
    public abstract RankReader OpenRanks(int shard);

    /// <summary>Runs independent tasks on the workers and waits for all. Results must not depend on which runs first.</summary>
    /// <param name="tasks">Their number.</param>
    /// <param name="task">Runs the task of a number, from 0.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public abstract void ForEach(int tasks, Action<int> task);

    /// <summary>Makes a set of sorted runs in the run's folder.</summary>
    /// <param name="name">What it holds, such as <c>bands</c>; unique within the deduplication.</param>
    /// <param name="share">The share of a worker's memory that one of its writers or readers takes. Default: a quarter.</param>
    public abstract SortedRuns<T> CreateRuns<T>(string name, double share = 0.25)
        where T : unmanaged, ISortedRecord<T>;

    /// <summary>Opens a temporary file, empty, for reading and writing; it is deleted when the deduplication ends.</summary>
    public abstract System.IO.FileStream CreateScratch(string name);

    /// <summary>Opens a writer of marks, for one task.</summary>
    public abstract DedupMarks OpenMarks();

    /// <summary>Tells a figure, for summary and manifest; a second call for one name adds to it.</summary>
    /// <param name="name">Such as <c>clusters</c>.</param>
    /// <param name="value">The figure.</param>
    public abstract void Report(string name, long value);

    /// <summary>Tells a fact, for summary and manifest.</summary>
    public abstract void Report(string name, string value);

    /// <summary>Opens the index files that match a pattern, in ordinal order of their names.</summary>
    /// <param name="pattern">A path or pattern, relative to the project's folder; null gives none.</param>
    /// <exception cref="Engine.RunException">Nothing matches.</exception>
    public abstract IReadOnlyList<string> FindIndexes(string? pattern);

    /// <summary>Creates an output file of the run, published with the others.</summary>
    /// <param name="name">Its name, relative to the output folder.</param>
    public abstract DatasetFile CreateOutput(string name);

    /// <summary>Cuts the 64-bit numbers into ranges of equal size, as many as make sense for a number of records: one task each. Both ends of a range are included.</summary>
    public IReadOnlyList<(ulong From, ulong To)> Ranges(long records) => Ranges(records, ulong.MaxValue);

    /// <summary>Cuts the numbers up to a last one into ranges.</summary>
    public IReadOnlyList<(ulong From, ulong To)> Ranges(long records, ulong last)
    {
        int count = Workers == 1 ? 1 : (int)Math.Clamp(records >> 14, 1, 4 * Workers);
        (ulong From, ulong To)[] ranges = new (ulong, ulong)[count];
        ulong size = (last / (ulong)count) + 1;
        for (int i = 0; i < count; i++)
        {
            ranges[i] = ((ulong)i * size, i == count - 1 ? ulong.MaxValue : (((ulong)i + 1) * size) - 1);
        }

        return ranges;
    }
}
