using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PipelineDsl.Generator;

/// <summary>Holds the options of every step against the bounds that its attribute declares.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.OptionRange, Rules.Contradiction];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("PipelineDsl.OptionRangeAttribute") is { } range
                && start.Compilation.GetTypeByMetadataName("PipelineDsl.NotAboveAttribute") is { } notAbove)
            {
                start.RegisterSymbolAction(symbol => Analyze(symbol, range, notAbove), SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol range, INamedTypeSymbol notAbove)
    {
        foreach (AttributeData attribute in context.Symbol.GetAttributes())
        {
            foreach (IParameterSymbol parameter in attribute.AttributeConstructor?.Parameters ?? [])
            {
                if (attribute.ApplicationSyntaxReference is null || Number(attribute, parameter) is not { } value)
                {
                    continue;
                }

                // Not "below or above": NaN is outside of every range.
                if (Bound(parameter, range) is { ConstructorArguments: [{ Value: double least }, { Value: double greatest }] } && !(value >= least && value <= greatest))
                {
                    Report(context, Rules.OptionRange, attribute, parameter, parameter.Name, Text(value), Text(least), Text(greatest));
                }

                if (Bound(parameter, notAbove) is { ConstructorArguments: [{ Value: string name }] }
                    && attribute.AttributeConstructor!.Parameters.FirstOrDefault(p => p.Name == name) is { } other
                    && Number(attribute, other) is { } bound && value > bound)
                {
                    Report(context, Rules.Contradiction, attribute, parameter, parameter.Name, Text(value), name, Text(bound));
                }
            }
        }
    }

    private static AttributeData? Bound(IParameterSymbol parameter, INamedTypeSymbol type)
        => parameter.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, type));

    private static double? Number(AttributeData attribute, IParameterSymbol parameter)
        => parameter.Ordinal < attribute.ConstructorArguments.Length
            && attribute.ConstructorArguments[parameter.Ordinal] is { Kind: TypedConstantKind.Primitive, Value: byte or sbyte or short or ushort or int or uint or long or ulong or float or double } constant
                ? Convert.ToDouble(constant.Value, CultureInfo.InvariantCulture)
                : null;

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void Report(SymbolAnalysisContext context, DiagnosticDescriptor rule, AttributeData attribute, IParameterSymbol parameter, params object[] arguments)
        => context.ReportDiagnostic(Diagnostic.Create(rule, AttributeArguments.Place(attribute, parameter, context.CancellationToken), arguments));
}
