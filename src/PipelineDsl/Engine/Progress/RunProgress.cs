namespace PipelineDsl.Engine;

/// <summary>How far a run is. Stages follow each other; the tasks of one are independent.</summary>
/// <param name="Stage">The stage, from 0.</param>
/// <param name="Stages">The number of stages.</param>
/// <param name="TasksDone">Tasks of this stage that are done, those found done included.</param>
/// <param name="Tasks">Tasks of this stage.</param>
/// <param name="Documents">Documents read in this stage so far, by finished and by running tasks.</param>
/// <param name="Kept">Documents that left it.</param>
public readonly record struct RunProgress(int Stage, int Stages, int TasksDone, int Tasks, long Documents, long Kept)
{
    /// <summary>The stage's name, such as <c>phase-0</c>, <c>cut-0</c> or <c>publish</c>.</summary>
    public string StageName { get; init; } = "";

    /// <summary>Tasks of this stage whose results were found in the store; among <see cref="TasksDone"/>.</summary>
    public int TasksCached { get; init; }

    /// <summary>Bytes of input files (as they lie on disk) that the stage's tasks have read.</summary>
    public long Bytes { get; init; }

    /// <summary>Bytes of input files that the stage has to read, those of cached tasks not among them; 0 if it reads none or it is not known.</summary>
    public long TotalBytes { get; init; }

    /// <summary>Documents that the stage has to read, those of cached tasks not among them; 0 if it is not known.</summary>
    public long TotalDocuments { get; init; }

    /// <summary>The step within a task of many steps (a deduplication sorts, merges, marks), from 1; 0 if there is none.</summary>
    public int Step { get; init; }

    /// <summary>The parts of that step that are done.</summary>
    public int PartsDone { get; init; }

    /// <summary>The parts of that step.</summary>
    public int Parts { get; init; }

    /// <summary>Whether the stage has ended.</summary>
    public bool IsStageEnd { get; init; }
}
