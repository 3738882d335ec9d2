using System.Collections.Generic;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;
using PipelineDsl.Runner.Packages;

namespace PipelineDsl.Runner.Commands;

/// <summary>Shows a manifest, or compares two.</summary>
internal sealed class StatsCommand : Command
{
    private static readonly Option[] s_options =
    [
        new("json", null, "Writes the comparison as JSON. (A manifest is JSON itself.)"),
        new("all", null, $"Lists all files that differ, and rules that dropped nothing. Default: the first {StatsText.MostFiles} files of each kind."),
        new("fail-on-difference", null, "Exits with 1 if the manifests differ."),
    ];

    /// <inheritdoc/>
    public override string Name => "stats";

    /// <inheritdoc/>
    public override string Summary => "Show what a run came to, or compare two runs";

    /// <inheritdoc/>
    public override string Description
        => "Shows a manifest as tables: what went in, what each rule dropped, what came out. Of two manifests, shows what differs: the ledger by rule with shares, the figures of deduplications, notes, tokenizer and sequences, and the inputs and outputs that were added, removed or changed (by their hashes; no data is read). A manifest may lie in a folder or at an address.";

    /// <inheritdoc/>
    public override string Operands => "MANIFEST [MANIFEST]";

    /// <inheritdoc/>
    public override IReadOnlyList<Option> Options => s_options;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "stats out",
        "stats /data/2026-10/manifest.json /data/2026-11/manifest.json",
        "stats gold out --fail-on-difference",
        "stats s3://datasets/web/2026-10/ s3://datasets/web/2026-11/",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes => [(ExitCode.Failed, "failed, an error says why; or the manifests differ, with --fail-on-difference")];

    /// <inheritdoc/>
    public override Task<int> RunAsync(Arguments arguments, CommandContext context)
    {
        arguments.TakeOperands(2);
        if (arguments.Operands.Count == 0)
        {
            throw new UsageException("say which manifest: an output folder, its manifest.json, or an address; two are compared");
        }

        Storages storages = new();
        ManifestReport first = ManifestReport.ReadFrom(arguments.Operands[0], storages, context.Token);
        if (arguments.Operands.Count == 1)
        {
            if (arguments.Has("json") || arguments.Has("fail-on-difference"))
            {
                throw new UsageException($"--{(arguments.Has("json") ? "json" : "fail-on-difference")} is about a comparison: name a second manifest");
            }

            StatsText.Write(context.Output, first, arguments.Has("all"));
            return Task.FromResult(ExitCode.Done);
        }

        ManifestComparison comparison = ManifestComparison.Compare(first, ManifestReport.ReadFrom(arguments.Operands[1], storages, context.Token));
        if (arguments.Has("json"))
        {
            StatsJson.Write(context.Output, comparison);
        }
        else
        {
            StatsText.Write(context.Output, comparison, arguments.Has("all"));
        }

        return Task.FromResult(arguments.Has("fail-on-difference") && !comparison.IsSame ? ExitCode.Failed : ExitCode.Done);
    }
}
