using System.Collections.Generic;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>A stage of a run: independent tasks, each an action with a key. It begins when the stages before it are sealed, and reads nothing but their seals.</summary>
/// <param name="run">The run.</param>
internal abstract class Stage(RunState run)
{
    /// <summary>The stage's name, such as <c>phase-0</c>: what seals, plans and command lines call it.</summary>
    public abstract string Name { get; }

    /// <summary>The number of tasks.</summary>
    public abstract int Tasks { get; }

    /// <summary>The run.</summary>
    protected RunState Run => run;

    /// <summary>What messages call a task.</summary>
    public virtual string NameOf(int task) => Name;

    /// <summary>What a task is called in all runs of a pipeline: stage and name.</summary>
    public string TitleOf(int task) => Name == NameOf(task) ? Name : $"{Name} {NameOf(task)}";

    /// <summary>About how many bytes a task reads, to begin with the longest; 0 if nobody knows.</summary>
    public virtual long SizeOf(int task) => 0;

    /// <summary>How many bytes of input files a task reads, for whoever watches.</summary>
    public virtual long InputBytesOf(int task) => 0;

    /// <summary>How many documents a task reads, for whoever watches; 0 if that is not known.</summary>
    public virtual long DocumentsOf(int task) => 0;

    /// <summary>What became of a task's documents, or null if it has none.</summary>
    public virtual Ledger? LedgerOf(ActionCommit commit) => null;

    /// <summary>The commit of an earlier stage that stands for a task which has nothing to do, or null.</summary>
    public virtual ActionCommit? Given(int task) => null;

    /// <summary>What a task's outcome depends on.</summary>
    public abstract ActionKey KeyOf(int task);

    /// <summary>Does a task.</summary>
    /// <param name="task">Its number, from 0.</param>
    /// <param name="attempt">Where its files go.</param>
    /// <param name="worker">The fused code and scratch memory of the thread.</param>
    /// <param name="cancellation">Stops it between two documents.</param>
    /// <returns>What it came to, beside its files.</returns>
    public abstract byte[] Execute(int task, ActionAttempt attempt, WorkerSlot worker, CancellationToken cancellation);

    /// <summary>Says that everything that the stage's tasks read and later stages do not is no longer needed.</summary>
    public virtual void Release()
    {
    }

    /// <summary>A key of named parts.</summary>
    protected ActionKey Key(int task, IEnumerable<KeyPart> parts) => new([.. parts], TitleOf(task));
}
