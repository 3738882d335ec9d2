using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace PipelineDsl.Generator;

/// <summary>Finds contract methods that make a string of the whole text.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DecodedTextAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.DecodesText];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("System.Text.Encoding") is { } encoding)
            {
                start.RegisterOperationAction(call => Analyze(call, encoding), OperationKind.Invocation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, INamedTypeSymbol encoding)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name == "GetString"
            && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, encoding)
            && context.ContainingSymbol is IMethodSymbol method
            && method.JudgesDocuments()
            && call.Arguments.Any(static a => a.Value is IParameterReferenceOperation { Parameter: { } parameter } && parameter.Attribute(ContractNames.Text) is not null))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.DecodesText, call.Syntax.GetLocation(), method.Name));
        }
    }
}
