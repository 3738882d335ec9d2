using System.Collections.Generic;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;

namespace PipelineDsl.Runner.Commands;

/// <summary>Says what becomes of one document.</summary>
internal sealed class ExplainCommand : Command
{
    /// <inheritdoc/>
    public override string Name => "explain";

    /// <inheritdoc/>
    public override string Summary => "Say what becomes of one document, and why";

    /// <inheritdoc/>
    public override string Description
        => "Reads the corpus up to the document, runs the pipeline on it, deduplications included, and says whether it is kept or which rule drops it, on what measured value and threshold, and shows the text as that step sees it. Publishes nothing.";

    /// <inheritdoc/>
    public override string Operands => "DOCUMENT";

    /// <inheritdoc/>
    public override IReadOnlyList<Option> Options => CommonOptions.All;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "explain page-17 --assembly bin/Release/net10.0/Corpus.dll",
        "explain web/part-003.jsonl.gz#41 --assembly bin/Release/net10.0/Corpus.dll --pipeline WebCorpus",
    ];

    /// <inheritdoc/>
    public override Task<int> RunAsync(Arguments arguments, CommandContext context)
    {
        arguments.TakeOperands(1);
        string document = arguments.Operands is [var only] ? only : throw new UsageException("say which document: its id, or FILE#N for the N-th record of a file, as samples.jsonl names it");
        CommonOptions common = CommonOptions.Read(arguments);
        return Task.FromResult(Explain(common.Load(), common, document, context));
    }

    /// <summary>Explains a document of a pipeline.</summary>
    public static int Explain(PipelineDefinition pipeline, CommonOptions common, string document, CommandContext context)
    {
        // The output folder is not looked at.
        if (PipelineHost.Explain(pipeline, common.ToRunOptions(".", observer: null), document, context.Token) is { } explanation)
        {
            context.Output.Write(explanation.ToString());
            return ExitCode.Done;
        }

        throw new RunException("PDSL2013", $"no record of {pipeline.Name} is called '{document}'; write its id, or FILE#N for the N-th record of a file, as samples.jsonl does");
    }
}
