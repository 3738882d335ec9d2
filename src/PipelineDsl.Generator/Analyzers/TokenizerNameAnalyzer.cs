using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PipelineDsl.Generator;

/// <summary>Holds the tokenizers' names against those that the project and its references declare.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenizerNameAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The diagnostic's property that holds the nearest known name.</summary>
    internal const string Nearest = nameof(Nearest);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.UnknownTokenizer];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(ContractNames.TokenizeMarker) is { } marker)
            {
                string[] known = Known(start.Compilation);
                start.RegisterSymbolAction(symbol => Analyze(symbol, marker, known), SymbolKind.NamedType);
            }
        });
    }

    private static string[] Known(Compilation compilation)
        => [.. compilation.SourceModule.ReferencedAssemblySymbols.Append(compilation.Assembly)
            .SelectMany(static assembly => assembly.GetAttributes())
            .Where(static a => a.AttributeClass.Is("PipelineDsl.KnownTokenizerAttribute"))
            .Select(static a => a.ConstructorArguments is [{ Value: string name }] ? name : "")
            .Distinct()
            .OrderBy(static name => name, StringComparer.Ordinal)];

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol marker, string[] known)
    {
        if (context.Symbol.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, marker))
                is not { AttributeConstructor.Parameters: [{ } parameter, ..], ConstructorArguments: [{ Value: string name }, ..], ApplicationSyntaxReference: not null } attribute
            || known.Length == 0
            || name.IndexOfAny(['/', '\\', '.']) >= 0 // a path, looked for when the pipeline runs
            || known.Contains(name))
        {
            return;
        }

        string nearest = known.OrderBy(k => Distance(k, name)).First();
        context.ReportDiagnostic(Diagnostic.Create(
            Rules.UnknownTokenizer,
            AttributeArguments.Place(attribute, parameter, context.CancellationToken),
            ImmutableDictionary<string, string?>.Empty.Add(Nearest, nearest),
            name,
            $"{string.Join(", ", known)}; the nearest is '{nearest}'"));
    }

    /// <summary>Levenshtein's distance: how many letters to insert, delete or change.</summary>
    private static int Distance(string one, string other)
    {
        List<int> row = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 0; i < one.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < other.Length; j++)
            {
                int change = diagonal + (char.ToLowerInvariant(one[i]) == char.ToLowerInvariant(other[j]) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(change, Math.Min(row[j], diagonal) + 1);
            }
        }

        return row[other.Length];
    }
}
