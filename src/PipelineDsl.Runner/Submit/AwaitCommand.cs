using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;
using PipelineDsl.Runner.Commands;
using PipelineDsl.Runner.Watching;

namespace PipelineDsl.Runner.Submit;

/// <summary>Waits for a stage: what keeps the order where a scheduler does not.</summary>
internal sealed class AwaitCommand : Command
{
    /// <inheritdoc/>
    public override string Name => "await";

    /// <inheritdoc/>
    public override string Summary => "Wait until a stage is committed or sealed";

    /// <inheritdoc/>
    public override string Description => "Looks at the store until every task of a stage has a commit, or the stage is sealed; never for ever. Pods of Kubernetes begin with it.";

    /// <inheritdoc/>
    public override IReadOnlyList<Option> Options { get; } =
    [
        new("plan", "FILE", "The plan.") { IsRequired = true },
        new("stage", "NAME", "The stage.") { IsRequired = true },
        new("for", "WHAT", "commits or seal. Default: seal."),
        new("timeout", "SECONDS", "How long. Default: 3600."),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["await --plan plan.json --stage phase-0 --for seal --timeout 600"];

    /// <inheritdoc/>
    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes => [(TaskExitCode.Temporary, "the time is over")];

    /// <inheritdoc/>
    public override Task<int> RunAsync(Arguments arguments, CommandContext context)
    {
        arguments.TakeOperands(0);
        string stage = arguments.Required("stage");
        bool seal = arguments.Choice("for", "seal", "commits", "seal") == "seal";
        TimeSpan timeout = TimeSpan.FromSeconds(Math.Min(arguments.Number("timeout", 3600), 100_000_000));
        using PlannedProgress progress = PlannedProgress.Open(arguments);
        PlanWaiter waiter = new(progress)
        {
            Sleep = time =>
            {
                if (context.Token.WaitHandle.WaitOne(time))
                {
                    throw new OperationCanceledException(context.Token);
                }
            },
        };
        try
        {
            waiter.Wait(stage, seal, timeout);
            return Task.FromResult(ExitCode.Done);
        }
        catch (RunException exception) when (exception.Id == "PDSL2052")
        {
            FindingText.Write(context.Error, exception);
            return Task.FromResult(TaskExitCode.Temporary);
        }
    }
}
