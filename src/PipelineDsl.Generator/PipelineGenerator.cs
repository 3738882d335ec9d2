using System;
using System.Linq;
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

        // Names that differ in case only are one file name. Nearly always there are none, so that this step's output stays as it is whatever is edited.
        IncrementalValueProvider<EquatableArray<string>> ambiguous = pipelines
            .Select(static (spec, _) => PipelineEmitter.HintName(spec.Type))
            .Collect()
            .Select(static (names, _) => names.GroupBy(static n => n, StringComparer.OrdinalIgnoreCase)
                .SelectMany(static same => same.OrderBy(static n => n, StringComparer.Ordinal).Skip(1)).ToEquatableArray())
            .WithTrackingName(TrackingNames.AmbiguousNames);

        context.RegisterSourceOutput(
            pipelines.Combine(ambiguous),
            static (output, pair) =>
            {
                (PipelineSpec spec, EquatableArray<string> ambiguous) = pair;
                string name = PipelineEmitter.HintName(spec.Type);
                output.AddSource(ambiguous.Contains(name) ? PipelineEmitter.CaseSafe(name) : name, SourceText.From(PipelineEmitter.Emit(spec), Encoding.UTF8));
            });
    }
}

/// <summary>The names of the generator's steps, for tests of what is computed again.</summary>
internal static class TrackingNames
{
    public const string Pipelines = nameof(Pipelines);
    public const string AmbiguousNames = nameof(AmbiguousNames);
}
