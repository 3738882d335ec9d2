using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl.Engine;

/// <summary>The commits of all tasks of a stage, in order: what later stages know of it.</summary>
internal sealed class Seal : IReadOnlyList<ActionCommit>
{
    private readonly string _stage;
    private readonly ActionStore? _store;
    private readonly ActionCommit?[] _commits;

    /// <summary>Seals a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="commits">The commits of its tasks.</param>
    public Seal(string stage, ActionCommit[] commits)
    {
        _stage = stage;
        _commits = commits;
        Entries = [.. commits.Select(static c => new SealEntry(c.Key, c.ContentHash))];
    }

    /// <summary>Opens a seal whose commits are read when they are asked for: a task looks at few of them.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="entries">What was sealed.</param>
    /// <param name="store">Has the commits.</param>
    public Seal(string stage, IReadOnlyList<SealEntry> entries, ActionStore store)
    {
        _stage = stage;
        _store = store;
        _commits = new ActionCommit?[entries.Count];
        Entries = entries;
    }

    /// <summary>What was sealed.</summary>
    public IReadOnlyList<SealEntry> Entries { get; }

    /// <inheritdoc/>
    public int Count => _commits.Length;

    /// <summary>The commit of a task.</summary>
    /// <exception cref="RunException">The store no longer has it, or has another.</exception>
    public ActionCommit this[int task] => _commits[task] ??= Find(task);

    /// <inheritdoc/>
    public IEnumerator<ActionCommit> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ActionCommit Find(int task)
    {
        SealEntry entry = Entries[task];
        ActionCommit? commit = _store!.Find(entry.Key);
        return commit is not null && commit.ContentHash == entry.Content
            ? commit
            : throw new RunException("PDSL2040", $"task {task} of {_stage} is sealed, but the store no longer has what it left; run the task again, then go on");
    }
}

/// <summary>A sealed task.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Content">The hash of what it left.</param>
internal readonly record struct SealEntry(Hash128 Key, Hash128 Content);
