using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PipelineDsl.Generator;

/// <summary>Says why a class marked <c>[Pipeline]</c> yields no code, by running the generator's own parser with somebody listening.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PipelineShapeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Rules.NotPartial, Rules.CannotBeExtended, Rules.NotStatic, Rules.NoSource, Rules.WrongPlace, Rules.NoContract, Rules.ContractMethods, Rules.WrongMethod,
        Rules.WrongReturn, Rules.Unresolvable, Rules.FieldTypes, Rules.FeatureCycle, Rules.IdleFeature, Rules.FinishParameter, Rules.NoTokenizer, Rules.NoPattern,
        Rules.ScatteredSteps, Rules.Unmarked, Rules.FeatureClass, Rules.UnknownProfile, Rules.MapperBeforeChat, Rules.NeedsTokens, Rules.IdleSequences,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(ContractNames.Pipeline) is { } marker)
            {
                start.RegisterSymbolAction(symbol => Analyze(symbol, marker), SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol marker)
    {
        INamedTypeSymbol pipeline = (INamedTypeSymbol)context.Symbol;
        if (pipeline.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, marker)) is not { ApplicationSyntaxReference: { } at } attribute)
        {
            return;
        }

        Findings findings = new(context.Compilation, context.ReportDiagnostic);
        TypeDeclarationSyntax? declaration = at.GetSyntax(context.CancellationToken).FirstAncestorOrSelf<TypeDeclarationSyntax>();
        if (declaration is null)
        {
            return;
        }

        if (!pipeline.IsStatic)
        {
            findings.Add(Rules.NotStatic, declaration.Identifier.GetLocation(), pipeline.Name);
        }

        if (declaration is ClassDeclarationSyntax @class)
        {
            PipelineParser.Parse(@class, pipeline, attribute, context.Compilation, findings, context.CancellationToken);
        }

        foreach (AttributeData step in pipeline.GetAttributes().Where(a => a.IsStep()))
        {
            if (step.ApplicationSyntaxReference is { } place && !(place.SyntaxTree == declaration.SyntaxTree && declaration.Span.Contains(place.Span)))
            {
                findings.Add(Rules.ScatteredSteps, place.Location(), step.AttributeClass!.Name, pipeline.Name);
            }
        }
    }
}
