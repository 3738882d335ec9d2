using System.Collections.Generic;

namespace PipelineDsl.Runner.Submit;

/// <summary>What the store knows of a plan: the only witness of what is done. A scheduler's word is none.</summary>
internal interface IPlanProgress
{
    /// <summary>How far each stage is now, in the order of execution.</summary>
    IReadOnlyList<StageProgress> Look();
}
