using System.Collections.Generic;

namespace PipelineDsl.Runner.Submit;

/// <summary>The commands of a scheduler: <c>sbatch</c>, <c>squeue</c>, <c>scancel</c>, <c>scontrol</c>.</summary>
internal interface ISchedulerCommands
{
    /// <summary>Runs a command to its end.</summary>
    CommandResult Run(string program, IReadOnlyList<string> arguments);
}
