using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;

namespace PipelineDsl.Runner.Commands;

/// <summary>Trims a store.</summary>
internal sealed class GcCommand : Command
{
    private static readonly Option[] s_options =
    [
        CommonOptions.StoreOption,
        new("max-size", "SIZE", "How much is kept, such as 50G; what was used longest ago goes first. Default: 50G."),
        new("max-age", "DAYS", "How many days something may stay unused. Default: 30."),
    ];

    /// <inheritdoc/>
    public override string Name => "gc";

    /// <inheritdoc/>
    public override string Summary => "Remove from a store what no run needs";

    /// <inheritdoc/>
    public override string Description => "Removes what killed runs have left, then what was used longest ago, until the store keeps to its bounds. Whatever is removed is made again when it is needed. Nothing is removed while a run uses the store.";

    /// <inheritdoc/>
    public override IReadOnlyList<Option> Options => s_options;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["gc --store obj/pipelinedsl/store --max-size 0", "gc --store /shared/store --max-size 2T --max-age 90"];

    /// <inheritdoc/>
    public override Task<int> RunAsync(Arguments arguments, CommandContext context)
    {
        arguments.TakeOperands(0);
        string store = CommonOptions.StoreOf(arguments) ?? throw new UsageException("say which store: --store FOLDER, or PIPELINEDSL_STORE");
        if (!Directory.Exists(store))
        {
            throw new UsageException($"there is no store '{store}'");
        }

        context.Output.WriteLine(PipelineHost.CollectGarbage(store, arguments.Size("max-size", 50L << 30), TimeSpan.FromDays(arguments.Number("max-age", 30))));
        return Task.FromResult(ExitCode.Done);
    }
}
