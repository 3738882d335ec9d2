using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PipelineDsl.Generator;

/// <summary>Turns a class marked <c>[Pipeline]</c> into a spec, or into nothing if its shape is wrong.</summary>
internal sealed class PipelineParser
{
    private readonly INamedTypeSymbol _pipeline;
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;
    private readonly ParameterResolver _parameters;
    private readonly Dictionary<string, int> _stepNames = [];
    private readonly List<SourceSpec> _sources = [];
    private readonly List<StepSpec> _steps = [];
    private readonly List<OutputSpec> _outputs = [];
    private readonly List<string> _carried = [];
    private TokenizeSpec? _tokenize;

    private PipelineParser(INamedTypeSymbol pipeline, Compilation compilation, CancellationToken cancellation)
    {
        _pipeline = pipeline;
        _compilation = compilation;
        _cancellation = cancellation;
        _parameters = new ParameterResolver(cancellation);
    }

    /// <summary>The spec of the attributed class, or null.</summary>
    public static PipelineSpec? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        ClassDeclarationSyntax declaration = (ClassDeclarationSyntax)context.TargetNode;
        INamedTypeSymbol pipeline = (INamedTypeSymbol)context.TargetSymbol;
        if (pipeline.IsGenericType || pipeline.IsFileLocal || ParseType(declaration, pipeline) is not { } type)
        {
            return null;
        }

        bool audit = context.Attributes[0].ConstructorArguments is [{ Value: true }];
        PipelineParser parser = new(pipeline, context.SemanticModel.Compilation, cancellation);

        // Only the steps of this declaration count, in the order in which they stand there.
        IEnumerable<AttributeData> attributes = pipeline.GetAttributes()
            .Where(a => a.ApplicationSyntaxReference is { } at && at.SyntaxTree == declaration.SyntaxTree && declaration.Span.Contains(at.Span))
            .OrderBy(static a => a.ApplicationSyntaxReference!.Span.Start);
        return attributes.All(parser.TryAddStep) && parser._sources.Count > 0 ? parser.Complete(type, audit) : null;
    }

    private static TypeSpec? ParseType(ClassDeclarationSyntax declaration, INamedTypeSymbol pipeline)
    {
        List<string> containers = [];
        for (SyntaxNode? node = declaration; node is TypeDeclarationSyntax type; node = node.Parent)
        {
            if (!type.Modifiers.Any(SyntaxKind.PartialKeyword) || type.TypeParameterList is not null)
            {
                return null;
            }

            if (node != declaration)
            {
                string keyword = type is RecordDeclarationSyntax record && !record.ClassOrStructKeyword.IsKind(SyntaxKind.None)
                    ? $"record {record.ClassOrStructKeyword.ValueText}"
                    : type.Keyword.ValueText;
                containers.Insert(0, $"{keyword} {Names.Escape(type.Identifier.ValueText)}");
            }
        }

        string space = pipeline.ContainingNamespace is { IsGlobalNamespace: false } ns ? ns.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)) : "";
        return new TypeSpec(space, containers.ToEquatableArray(), declaration.Keyword.ValueText, pipeline.Name, IsReachable(pipeline));
    }

    private static bool IsReachable(INamedTypeSymbol pipeline)
    {
        for (INamedTypeSymbol? type = pipeline; type is not null; type = type.ContainingType)
        {
            if (type.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds a step; false if it is one, but of wrong shape.</summary>
    private bool TryAddStep(AttributeData attribute)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (attribute.AttributeClass is not { } type || !type.SelfAndBases().Any(static t => t.Is(ContractNames.Step)))
        {
            return true; // the [Pipeline] attribute itself, or somebody else's
        }

        INamedTypeSymbol? contract = type.SelfAndBases().FirstOrDefault(static t => t.IsGenericType && t.TypeArguments.Length == 1 && t.BaseType.Is(ContractNames.Step));
        if (contract?.TypeArguments[0] is not INamedTypeSymbol { TypeKind: not TypeKind.Error } component || attribute.AttributeConstructor is null)
        {
            return false;
        }

        Dictionary<string, TypedConstant> options = [];
        for (int i = 0; i < attribute.AttributeConstructor.Parameters.Length && i < attribute.ConstructorArguments.Length; i++)
        {
            options[attribute.AttributeConstructor.Parameters[i].Name] = attribute.ConstructorArguments[i];
        }

        Step step = new(StepName(type, contract, component), component, attribute.AttributeConstructor, options);
        AddCarriedFields(step);
        string kind = contract.MetadataFullName();
        return (_outputs.Count == 0 || kind == ContractNames.OutputStep) && kind switch
        {
            ContractNames.SourceStep => _steps.Count == 0 && TryAddSource(step),
            ContractNames.FilterStep => _tokenize is null && TryAddFilter(step),
            ContractNames.MapStep => _tokenize is null && TryAddMap(step),
            ContractNames.DedupStep => _tokenize is null && TryAddDedup(step),
            ContractNames.TokenizeStep => _tokenize is null && TryAddTokenize(step),
            ContractNames.OutputStep => TryAddOutput(step),
            _ => false,
        };
    }

    private string StepName(INamedTypeSymbol type, INamedTypeSymbol contract, INamedTypeSymbol component)
    {
        // A step with an attribute of its own is known by it; a plain [Filter<X>] is known by X.
        string name = SymbolEqualityComparer.Default.Equals(type, contract) ? component.Name
            : type.Name.EndsWith("Attribute", System.StringComparison.Ordinal) && type.Name.Length > 9 ? type.Name.Substring(0, type.Name.Length - 9)
            : type.Name;
        _stepNames[name] = _stepNames.TryGetValue(name, out int count) ? count + 1 : 1;
        return _stepNames[name] == 1 ? name : $"{name}#{_stepNames[name]}";
    }

    private static IEnumerable<string?> OptionsMarked(Step step, string attribute)
        => step.Constructor.Parameters.Where(p => p.Attribute(attribute) is not null).Select(p => step.Options.TryGetValue(p.Name, out TypedConstant value) ? value.Value as string : null);

    private void AddCarriedFields(Step step)
    {
        foreach (string? list in OptionsMarked(step, ContractNames.CarriedFields))
        {
            _carried.AddRange((list ?? "").Split(',').Select(static n => n.Trim()).Where(static n => n.Length > 0));
        }
    }

    private bool TryAddSource(Step step)
    {
        if (Contract(step, ContractNames.Read, static m => m.ReturnsVoid) is not { } read || OptionsMarked(step, ContractNames.SourcePattern).FirstOrDefault() is not { } pattern)
        {
            return false;
        }

        string text = OptionsMarked(step, ContractNames.TextField).FirstOrDefault() ?? "text";
        string? id = OptionsMarked(step, ContractNames.IdField).FirstOrDefault();
        _sources.Add(new SourceSpec(step.Name, pattern, text, id, read));
        return true;
    }

    private bool TryAddFilter(Step step)
    {
        List<RuleSpec> rules = [];
        foreach (IMethodSymbol method in step.Component.MethodsWith(ContractNames.Rule))
        {
            bool measures = method.ReturnType.Is(ContractNames.Check);
            if ((!measures && method.ReturnType.SpecialType != SpecialType.System_Boolean) || Call(step, method) is not { } call)
            {
                return false;
            }

            rules.Add(new RuleSpec(method.Name, call, measures));
        }

        _steps.Add(new FilterSpec(step.Name, rules.ToEquatableArray()));
        return rules.Count > 0;
    }

    private bool TryAddMap(Step step)
    {
        if (Contract(step, ContractNames.Map, static m => m.ReturnsVoid || m.ReturnType.SpecialType == SpecialType.System_Boolean) is not { } call)
        {
            return false;
        }

        _steps.Add(new MapSpec(step.Name, call, !step.Component.MethodsWith(ContractNames.Map).Single().ReturnsVoid));
        return true;
    }

    private bool TryAddDedup(Step step)
    {
        if (Contract(step, ContractNames.Key, static m => m.ReturnType.IsUtf8() || m.ReturnType.Is("System.UInt128")) is not { } key)
        {
            return false;
        }

        _steps.Add(new DedupSpec(step.Name, key));
        return true;
    }

    private bool TryAddTokenize(Step step)
    {
        if (step.Component.Attribute(ContractNames.TokenizeMarker) is not { AttributeConstructor: { } constructor } marker
            || marker.ConstructorArguments.Length != constructor.Parameters.Length)
        {
            return false;
        }

        List<ArgumentSpec> arguments = [];
        for (int i = 0; i < constructor.Parameters.Length; i++)
        {
            if (Literals.Of(marker.ConstructorArguments[i]) is not { } literal)
            {
                return false;
            }

            arguments.Add(new ArgumentSpec(ArgumentKind.Option, Names.Escape(constructor.Parameters[i].Name), Literal: literal));
        }

        _tokenize = new TokenizeSpec(step.Name, arguments.ToEquatableArray());
        return true;
    }

    private bool TryAddOutput(Step step)
    {
        if (Contract(step, ContractNames.Open, static m => m.ReturnType is INamedTypeSymbol t && t.SelfAndBases().Any(static b => b.Is(ContractNames.OutputWriter))) is not { } open)
        {
            return false;
        }

        _outputs.Add(new OutputSpec(step.Name, open));
        return true;
    }

    /// <summary>The call of a component's only method with a mark, or null.</summary>
    private CallSpec? Contract(Step step, string mark, System.Func<IMethodSymbol, bool> returns)
    {
        IMethodSymbol[] methods = [.. step.Component.MethodsWith(mark)];
        return methods.Length == 1 && returns(methods[0]) ? Call(step, methods[0]) : null;
    }

    private CallSpec? Call(Step step, IMethodSymbol method)
        => method.IsStatic && !method.IsGenericMethod && _compilation.IsSymbolAccessibleWithin(method, _pipeline)
            ? _parameters.Resolve(step, method)
            : null;

    private PipelineSpec? Complete(TypeSpec type, bool audit)
    {
        FieldTable fields = new(_sources[0].TextField, _sources.Select(static s => s.IdField).FirstOrDefault(static id => id is not null));
        IEnumerable<CallSpec> calls = _sources.Select(static s => s.Read)
            .Concat(_steps.SelectMany(static s => s switch
            {
                FilterSpec filter => filter.Rules.Select(static r => r.Call),
                MapSpec map => [map.Call],
                DedupSpec dedup => [dedup.Key],
                _ => [],
            }))
            .Concat(_outputs.Select(static o => o.Open));
        return fields.TryAddAll(calls.SelectMany(static c => c.Arguments), _carried) && _parameters.FeaturesAreAcyclic
            ? new PipelineSpec(
                type,
                audit,
                _sources.ToEquatableArray(),
                _steps.ToEquatableArray(),
                _tokenize,
                _outputs.ToEquatableArray(),
                fields.Fields.ToEquatableArray(),
                fields.IdSlot,
                _parameters.Features.ToEquatableArray())
            : null;
    }
}

/// <summary>A step while it is parsed: its name, its component, and its options by name.</summary>
internal sealed record Step(string Name, INamedTypeSymbol Component, IMethodSymbol Constructor, IReadOnlyDictionary<string, TypedConstant> Options);
