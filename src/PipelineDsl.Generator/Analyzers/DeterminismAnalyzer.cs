using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace PipelineDsl.Generator;

/// <summary>Finds rules, mappers, keys and features whose results depend on the clock, on chance, on the machine or on the culture.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeterminismAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.NotDeterministic];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationBlockStartAction(static block =>
        {
            if (block.OwningSymbol is IMethodSymbol method && (method.JudgesDocuments() || method.ContainingType.Attribute(ContractNames.Feature) is not null))
            {
                block.RegisterOperationAction(Analyze, OperationKind.PropertyReference, OperationKind.Invocation, OperationKind.ObjectCreation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        ISymbol? member = context.Operation switch
        {
            IPropertyReferenceOperation property => property.Property,
            IInvocationOperation call => call.TargetMethod,
            IObjectCreationOperation { Arguments.Length: 0 } creation => creation.Constructor, // new Random(seed) is the same each time
            _ => null,
        };
        string? cause = (member?.ContainingType.MetadataFullName(), member?.Name) switch
        {
            ("System.DateTime" or "System.DateTimeOffset", "Now" or "UtcNow" or "Today") => "the clock",
            ("System.Random", "Shared" or ".ctor") => "chance",
            ("System.Guid", "NewGuid" or "CreateVersion7") => "chance",
            ("System.Environment", "TickCount" or "TickCount64") => "the clock",
            ("System.Environment", "MachineName" or "UserName" or "ProcessorCount" or "ProcessId" or "GetEnvironmentVariable") => "the machine",
            ("System.Globalization.CultureInfo", "CurrentCulture" or "CurrentUICulture") => "the culture",
            _ => null,
        };
        if (cause is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.NotDeterministic, context.Operation.Syntax.GetLocation(), context.ContainingSymbol.Name, cause));
        }
    }
}
