using System;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PipelineDsl.Generator;

/// <summary>What the parser has to say of a pipeline of wrong shape. The generator passes none and stays silent; the analyzer passes one and reports.</summary>
internal sealed class Findings(Compilation compilation, Action<Diagnostic> report)
{
    /// <summary>Adds a finding at a symbol's name or, if it was declared in another assembly, at <paramref name="otherwise"/>.</summary>
    public void Add(DiagnosticDescriptor rule, ISymbol symbol, Location? otherwise, params object?[] arguments)
    {
        Location? own = symbol.Locations.FirstOrDefault(at => at.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree));
        report(Diagnostic.Create(rule, own ?? otherwise ?? Location.None, arguments));
    }

    /// <summary>Adds a finding at a place.</summary>
    public void Add(DiagnosticDescriptor rule, Location place, params object?[] arguments) => report(Diagnostic.Create(rule, place, arguments));
}
