using System.Collections.Generic;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;

namespace PipelineDsl.Runner.Commands;

/// <summary>Seals a stage of a plan.</summary>
internal sealed class SealCommand : Command
{
    private static readonly Option[] s_options = [.. OpenedPlan.Options, new("stage", "NAME", "The stage.") { Group = "What to run", IsRequired = true }];

    /// <inheritdoc/>
    public override string Name => "seal";

    /// <inheritdoc/>
    public override string Summary => "Check that all tasks of a plan's stage are done, so that the next stage may begin";

    /// <inheritdoc/>
    public override string Description => "Looks for the commit of each task of a stage and writes the stage's seal, the only thing that later stages read of it. Without a seal they do not run.";

    /// <inheritdoc/>
    public override IReadOnlyList<Option> Options => s_options;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["seal --plan /shared/plan.json --stage phase-0"];

    /// <inheritdoc/>
    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes => TaskExitCode.Meanings;

    /// <inheritdoc/>
    public override Task<int> RunAsync(Arguments arguments, CommandContext context)
    {
        arguments.TakeOperands(0);
        string stage = arguments.Required("stage");
        return Task.FromResult(TaskExitCode.Run(context, () =>
        {
            using PlannedRun run = OpenedPlan.Open(arguments);
            run.Seal(stage);
            context.Output.WriteLine($"{stage} is sealed");
        }));
    }
}
