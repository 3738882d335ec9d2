using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PipelineDsl.Generator;

/// <summary>Tries the regular expressions that steps are given, so that a wrong one is no surprise at the first document.</summary>
/// <remarks>An expression is an option whose parameter is marked <c>[StringSyntax("Regex")]</c>. It is made as a run makes it: without back-tracking, where the host of the compiler can do that.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RegexAnalyzer : DiagnosticAnalyzer
{
    /// <summary>RegexOptions.NonBacktracking, which the compiler's target framework does not name.</summary>
    private const RegexOptions NonBacktracking = (RegexOptions)1024;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.WrongRegex];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(ContractNames.Pipeline) is not null)
            {
                start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        foreach (AttributeData step in context.Symbol.GetAttributes().Where(static a => a.ApplicationSyntaxReference is not null && a.IsStep()))
        {
            foreach (IParameterSymbol parameter in step.AttributeConstructor?.Parameters ?? [])
            {
                if (parameter.Attribute(ContractNames.StringSyntax) is { ConstructorArguments: [{ Value: "Regex" }, ..] }
                    && parameter.Ordinal < step.ConstructorArguments.Length
                    && step.ConstructorArguments[parameter.Ordinal].Value is string pattern
                    && WhatIsWrong(pattern) is { } wrong)
                {
                    context.ReportDiagnostic(Diagnostic.Create(Rules.WrongRegex, AttributeArguments.Place(step, parameter, context.CancellationToken), pattern, wrong));
                }
            }
        }
    }

    private static string? WhatIsWrong(string pattern)
    {
        try
        {
            _ = new Regex(pattern, NonBacktracking | RegexOptions.CultureInvariant);
            return null;
        }
        catch (NotSupportedException exception)
        {
            return exception.Message;
        }
        catch (ArgumentOutOfRangeException)
        {
            return WhatIsWrongAnywhere(pattern);
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>The same on a host that knows only expressions that track back.</summary>
    private static string? WhatIsWrongAnywhere(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }
}
