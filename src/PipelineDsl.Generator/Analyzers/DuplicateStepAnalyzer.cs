using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PipelineDsl.Generator;

/// <summary>Finds steps that cannot do anything because the same step stands above with the same options.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateStepAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.DuplicateStep];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(ContractNames.Pipeline) is { } pipeline && start.Compilation.GetTypeByMetadataName(ContractNames.MapStep) is { } map)
            {
                start.RegisterSymbolAction(symbol => Analyze(symbol, pipeline, map), SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol pipeline, INamedTypeSymbol map)
    {
        if (context.Symbol.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, pipeline)) is not { ApplicationSyntaxReference: { } marker })
        {
            return;
        }

        List<AttributeData> above = [];
        foreach (AttributeData step in context.Symbol.GetAttributes()
            .Where(a => a.IsStep() && a.ApplicationSyntaxReference?.SyntaxTree == marker.SyntaxTree)
            .OrderBy(static a => a.ApplicationSyntaxReference!.Span.Start))
        {
            if (step.AttributeClass!.SelfAndBases().Any(b => SymbolEqualityComparer.Default.Equals(b.OriginalDefinition, map)))
            {
                above.Clear(); // the text is another one from here on, so a step may well stand again
            }
            else if (above.Exists(a => Same(a, step)))
            {
                context.ReportDiagnostic(Diagnostic.Create(Rules.DuplicateStep, step.ApplicationSyntaxReference!.Location(), step.AttributeClass!.Name.Replace("Attribute", "")));
            }
            else
            {
                above.Add(step);
            }
        }
    }

    private static bool Same(AttributeData one, AttributeData other)
        => SymbolEqualityComparer.Default.Equals(one.AttributeClass, other.AttributeClass) && one.ConstructorArguments.SequenceEqual(other.ConstructorArguments);
}
