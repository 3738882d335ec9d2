using System;
using System.Collections.Generic;
using System.Linq;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;
using PipelineDsl.Runner.Commands;

namespace PipelineDsl.Runner.Submit;

/// <summary>What the store of a plan says.</summary>
internal sealed class PlannedProgress : IPlanProgress, IDisposable
{
    private readonly PlannedRun _run;

    private PlannedProgress(PlannedRun run) => _run = run;

    /// <summary>Opens the plan that the arguments name.</summary>
    /// <exception cref="RunException">It is no plan, or was made for other code.</exception>
    public static PlannedProgress Open(Arguments arguments) => new(OpenedPlan.Open(arguments));

    /// <inheritdoc/>
    /// <remarks>A stage whose seal names what the store has lost is not done.</remarks>
    public IReadOnlyList<StageProgress> Look() => [.. _run.Status().Select(static s => new StageProgress(s.Name, s.IsSealed && s.Missing.Count == 0, s.Missing))];

    /// <inheritdoc/>
    public void Dispose() => _run.Dispose();
}
