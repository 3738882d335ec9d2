using System.Collections.Generic;

namespace PipelineDsl.Runner.Submit;

/// <summary>How far a stage is.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="IsSealed">Whether later ones may start.</param>
/// <param name="Uncommitted">The tasks without a commit, ascending; all of them if the stage before it is not sealed.</param>
internal sealed record StageProgress(string Stage, bool IsSealed, IReadOnlyList<int> Uncommitted);
