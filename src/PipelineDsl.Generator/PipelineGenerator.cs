using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PipelineDsl.Generator;

/// <summary>Completes every class marked <c>[Pipeline]</c> with its fused code: one file per pipeline.</summary>
/// <remarks>
/// Parse (compiler's objects → specs), plan (specs → phases, segments, tiers), emit (plan → text). Only specs pass from step to step, so that an edit which does
/// not change a pipeline's spec emits nothing. A pipeline of wrong shape yields no code and no diagnostic: the analyzers report it.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class PipelineGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<PipelineSpec> pipelines = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                ContractNames.Pipeline,
                static (node, _) => node is ClassDeclarationSyntax,
                static (attributed, cancellation) => PipelineParser.Parse(attributed, cancellation))
            .Where(static spec => spec is not null)
            .Select(static (spec, _) => spec!)
            .WithTrackingName(TrackingNames.Pipelines);

        context.RegisterSourceOutput(
            pipelines,
            static (output, spec) => output.AddSource(PipelineEmitter.HintName(spec.Type), SourceText.From(PipelineEmitter.Emit(spec), Encoding.UTF8)));
    }
}

/// <summary>The names of the generator's steps, for tests of what is computed again.</summary>
internal static class TrackingNames
{
    public const string Pipelines = nameof(Pipelines);
}
