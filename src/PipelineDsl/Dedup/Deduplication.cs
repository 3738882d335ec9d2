namespace PipelineDsl;

/// <summary>What a deduplication does when the sketches of all documents are there: it says which documents go, which stretches of text are cut, and which documents belong together. Made by a component's <see cref="ResolveAttribute"/> method.</summary>
/// <remarks>
/// What it marks must depend on the sketches, their order, the options and the indexes alone: not on threads, the order of completion, memory, or how the corpus is cut into shards.
/// </remarks>
public abstract class Deduplication
{
    /// <summary>Resolves: reads the sketches and marks documents.</summary>
    /// <param name="context">The sketches, workers, memory, temporary files, and where marks and figures go.</param>
    public abstract void Resolve(DedupContext context);

    /// <summary>The indexes that it opens (<see cref="DedupContext.FindIndexes"/>): a path or pattern relative to the project's folder, or null (default): none. Their contents are a part of what the outcome depends on.</summary>
    public virtual string? Against => null;

    /// <summary>What the step will take, for the plan that is shown before a run starts.</summary>
    /// <param name="corpus">The expected size of the corpus.</param>
    public abstract DedupEstimate Estimate(in CorpusSize corpus);
}

/// <summary>The expected size of a corpus, from a sample of it.</summary>
/// <param name="Documents">Documents.</param>
/// <param name="TextBytes">Bytes of text, unpacked.</param>
/// <param name="MemoryBytes">What resolving may take (<see cref="DedupContext.MemoryBytes"/>).</param>
public readonly record struct CorpusSize(long Documents, long TextBytes, long MemoryBytes);

/// <summary>What a deduplication will take.</summary>
/// <param name="MemoryBytes">The most memory at one time, in bytes.</param>
/// <param name="DiskBytes">The most disk at one time, in bytes: sketches, runs and marks.</param>
public readonly record struct DedupEstimate(long MemoryBytes, long DiskBytes);
