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
    /// <summary>The kinds of step and how their components are marked.</summary>
    private static readonly Dictionary<string, string> s_markers = new()
    {
        [ContractNames.SourceStep] = ContractNames.ReaderMarker,
        [ContractNames.FilterStep] = "PipelineDsl.FilterAttribute",
        [ContractNames.MapStep] = "PipelineDsl.MapperAttribute",
        [ContractNames.DedupStep] = "PipelineDsl.DedupAttribute",
        [ContractNames.TokenizeStep] = ContractNames.TokenizeMarker,
        [ContractNames.SequenceStep] = "PipelineDsl.SequencerAttribute",
        [ContractNames.OutputStep] = "PipelineDsl.WriterAttribute",
    };

    private static readonly string[] s_withoutDocument = [ShortName(ContractNames.Resolve), ShortName(ContractNames.Arrange), ShortName(ContractNames.Open)];

    private static readonly ArgumentKind[] s_ofDocument =
    [
        ArgumentKind.Text, ArgumentKind.Field, ArgumentKind.Feature, ArgumentKind.Sketch, ArgumentKind.Outcome, ArgumentKind.Notes, ArgumentKind.Buffer, ArgumentKind.Input, ArgumentKind.Record,
    ];

    private readonly INamedTypeSymbol _pipeline;
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;
    private readonly ParameterResolver _parameters;
    private readonly Dictionary<string, int> _stepNames = [];
    private readonly List<SourceSpec> _sources = [];
    private readonly List<StepSpec> _steps = [];
    private readonly List<OutputSpec> _outputs = [];
    private readonly List<OutputSpec> _datasets = [];
    private readonly List<string> _carried = [];
    private TokenizeSpec? _tokenize;
    private SequenceSpec? _sequences;
    private Location? _sequencePlace;
    private bool _triedTokenize;
    private bool _triedDataset;

    private readonly Findings? _findings;
    private bool _hasSource;

    private PipelineParser(INamedTypeSymbol pipeline, Compilation compilation, Findings? findings, CancellationToken cancellation)
    {
        _pipeline = pipeline;
        _compilation = compilation;
        _findings = findings;
        _cancellation = cancellation;
        _parameters = new ParameterResolver(findings, cancellation);
    }

    /// <summary>The spec of the attributed class, or null.</summary>
    public static PipelineSpec? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
        => Parse((ClassDeclarationSyntax)context.TargetNode, (INamedTypeSymbol)context.TargetSymbol, context.Attributes[0], context.SemanticModel.Compilation, findings: null, cancellation);

    /// <summary>The spec of a class, or null; what is wrong goes to <paramref name="findings"/>.</summary>
    public static PipelineSpec? Parse(
        ClassDeclarationSyntax declaration,
        INamedTypeSymbol pipeline,
        AttributeData marker,
        Compilation compilation,
        Findings? findings,
        CancellationToken cancellation)
    {
        TypeSpec? type = ParseType(declaration, pipeline, findings);
        bool audit = marker.ConstructorArguments is [{ Value: true }];
        PipelineParser parser = new(pipeline, compilation, findings, cancellation);

        // Only the steps of this declaration count, in the order in which they stand there.
        AttributeData[] attributes =
        [
            .. pipeline.GetAttributes()
                .Where(a => a.ApplicationSyntaxReference is { } at && at.SyntaxTree == declaration.SyntaxTree && declaration.Span.Contains(at.Span))
                .OrderBy(static a => a.ApplicationSyntaxReference!.Span.Start),
        ];

        // No early exit: one wrong step does not hide what is wrong with the next.
        bool wellFormed = type is not null;
        foreach (AttributeData attribute in attributes)
        {
            wellFormed &= parser.TryAddStep(attribute);
        }

        if (parser._sequencePlace is { } sequencePlace && !parser._triedDataset)
        {
            wellFormed = parser.Wrong(Rules.IdleSequences, sequencePlace);
        }

        if (!parser._hasSource)
        {
            findings?.Add(Rules.NoSource, declaration.Identifier.GetLocation(), pipeline.Name);
            return null;
        }

        return wellFormed ? parser.Complete(type!, audit) : null;
    }

    private static TypeSpec? ParseType(ClassDeclarationSyntax declaration, INamedTypeSymbol pipeline, Findings? findings)
    {
        List<string> containers = [];
        for (SyntaxNode? node = declaration; node is TypeDeclarationSyntax type; node = node.Parent)
        {
            if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                findings?.Add(Rules.NotPartial, type.Identifier.GetLocation(), type.Identifier.ValueText);
                return null;
            }

            if (type.TypeParameterList is not null || type.Modifiers.Any(SyntaxKind.FileKeyword))
            {
                findings?.Add(Rules.CannotBeExtended, type.Identifier.GetLocation(), type.Identifier.ValueText, type.TypeParameterList is null ? "local to its file" : "generic");
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
        if (attribute.AttributeClass is not { } type || !attribute.IsStep())
        {
            return true; // the [Pipeline] attribute itself, or somebody else's
        }

        INamedTypeSymbol? contract = type.SelfAndBases().FirstOrDefault(static t => t.IsGenericType && t.TypeArguments.Length == 1 && t.BaseType.Is(ContractNames.Step));
        string? kind = contract?.MetadataFullName();
        _hasSource |= kind == ContractNames.SourceStep;
        Location place = attribute.ApplicationSyntaxReference!.Location();
        if (kind is null || !s_markers.TryGetValue(kind, out string? marker))
        {
            return Wrong(Rules.NoContract, place, type.Name);
        }

        if (contract!.TypeArguments[0] is not INamedTypeSymbol { TypeKind: not TypeKind.Error } component)
        {
            return contract.TypeArguments[0].TypeKind != TypeKind.Error && Wrong(Rules.NoContract, place, type.Name);
        }

        if (attribute.AttributeConstructor is null)
        {
            return false; // the compiler says what is wrong with the arguments
        }

        Dictionary<string, TypedConstant> options = Options(attribute);
        string name = StepName(type, contract, component);
        List<IMethodSymbol> constructors = [attribute.AttributeConstructor];
        while (NamedStep(component, contract) is { } named && named.Component is { } stepComponent)
        {
            // What stands on the class holds, unless the step says otherwise.
            Dictionary<string, TypedConstant> own = Options(named.Attribute);
            foreach (IParameterSymbol parameter in attribute.AttributeConstructor!.Parameters)
            {
                if (!own.ContainsKey(parameter.Name) || !parameter.HasExplicitDefaultValue || !Equals(options[parameter.Name].Value, parameter.ExplicitDefaultValue))
                {
                    own[parameter.Name] = options[parameter.Name];
                }
            }

            constructors.Insert(0, named.Attribute.AttributeConstructor!);
            (attribute, options, component) = (named.Attribute, own, stepComponent);
        }

        if (!TryChooseProfile(attribute, options, ref component))
        {
            return false;
        }

        Step step = new(name, component, constructors, options, place);
        AddCarriedFields(step);
        if (kind != ContractNames.TokenizeStep && component.Attribute(marker) is null)
        {
            // Its methods say what to do, so there is code all the same; the marker is for its readers.
            _findings?.Add(Rules.Unmarked, component, place, component.Name, ShortName(marker));
        }

        bool inPlace = ((_outputs.Count == 0 && _datasets.Count == 0) || kind == ContractNames.OutputStep)
            && (kind != ContractNames.SourceStep || _steps.Count == 0)
            && (_tokenize is null || kind is ContractNames.OutputStep or ContractNames.SequenceStep)
            && (_sequences is null || kind == ContractNames.OutputStep);
        _triedTokenize |= kind == ContractNames.TokenizeStep;
        return kind switch
        {
            _ when !inPlace => Wrong(Rules.WrongPlace, place, step.Name),
            ContractNames.SourceStep => TryAddSource(step),
            ContractNames.FilterStep => TryAddFilter(step),
            ContractNames.MapStep => TryAddMap(step),
            ContractNames.DedupStep => TryAddDedup(step),
            ContractNames.TokenizeStep => TryAddTokenize(step),
            ContractNames.SequenceStep => TryAddSequences(step),
            _ => TryAddOutput(step),
        };
    }

    private static Dictionary<string, TypedConstant> Options(AttributeData attribute)
    {
        Dictionary<string, TypedConstant> options = [];
        for (int i = 0; i < attribute.AttributeConstructor!.Parameters.Length && i < attribute.ConstructorArguments.Length; i++)
        {
            options[attribute.AttributeConstructor.Parameters[i].Name] = attribute.ConstructorArguments[i];
        }

        return options;
    }

    /// <summary>The step of the same kind that stands on a component's class, which is then that step with a name of its own; null if there is none.</summary>
    private static (AttributeData Attribute, INamedTypeSymbol? Component)? NamedStep(INamedTypeSymbol component, INamedTypeSymbol contract)
    {
        foreach (AttributeData attribute in component.GetAttributes())
        {
            INamedTypeSymbol? own = attribute.AttributeClass?.SelfAndBases().FirstOrDefault(b => SymbolEqualityComparer.Default.Equals(b.OriginalDefinition, contract.OriginalDefinition));
            if (own is not null && attribute.AttributeConstructor is not null)
            {
                return (attribute, own.TypeArguments[0] as INamedTypeSymbol);
            }
        }

        return null;
    }

    /// <summary>Replaces the component by the one of the profile that an option names; false if there is no such profile.</summary>
    private bool TryChooseProfile(AttributeData attribute, Dictionary<string, TypedConstant> options, ref INamedTypeSymbol component)
    {
        IParameterSymbol? parameter = attribute.AttributeConstructor!.Parameters.FirstOrDefault(static p => p.Attribute(ContractNames.Profile) is not null);
        if (parameter is null || !options.TryGetValue(parameter.Name, out TypedConstant option) || option.Value is not string name)
        {
            return true;
        }

        AttributeData[] profiles = [.. attribute.AttributeClass!.GetAttributes().Where(static a => a.AttributeClass.Is(ContractNames.StepProfile))];
        if (profiles.FirstOrDefault(p => p.ConstructorArguments[0].Value as string == name) is { ConstructorArguments: [_, { Value: INamedTypeSymbol chosen }] })
        {
            component = chosen;
            return true;
        }

        string known = string.Join(", ", profiles.Select(static p => $"'{p.ConstructorArguments[0].Value}'"));
        return Wrong(Rules.UnknownProfile, AttributeArguments.Place(attribute, parameter, _cancellation), name, known);
    }

    private bool Wrong(DiagnosticDescriptor rule, Location place, params object?[] arguments)
    {
        _findings?.Add(rule, place, arguments);
        return false;
    }

    private CallSpec? Wrong(DiagnosticDescriptor rule, ISymbol symbol, Step step, params object?[] arguments)
    {
        _findings?.Add(rule, symbol, step.Place, arguments);
        return null;
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
        => step.Constructors.SelectMany(static c => c.Parameters).Where(p => p.Attribute(attribute) is not null).Select(p => step.Options.TryGetValue(p.Name, out TypedConstant value) ? value.Value as string : null);

    private void AddCarriedFields(Step step)
    {
        foreach (string? list in OptionsMarked(step, ContractNames.CarriedFields))
        {
            _carried.AddRange((list ?? "").Split(',').Select(static n => n.Trim()).Where(static n => n.Length > 0));
        }
    }

    private bool TryAddSource(Step step)
    {
        if (OptionsMarked(step, ContractNames.SourcePattern).FirstOrDefault() is not { Length: > 0 } pattern)
        {
            return Wrong(Rules.NoPattern, step.Place, step.Name);
        }

        if (Contract(step, ContractNames.Read, "void", static m => m.ReturnsVoid) is not { } read)
        {
            return false;
        }

        string text = OptionsMarked(step, ContractNames.TextField).FirstOrDefault() ?? "text";
        string? id = OptionsMarked(step, ContractNames.IdField).FirstOrDefault();
        string? lines = step.Component.Attribute(ContractNames.ReaderMarker) is { ConstructorArguments: [{ Value: not 0 } marked] } ? Literals.Of(marked) : null;
        _sources.Add(new SourceSpec(step.Name, pattern, text, id, read, lines));
        return true;
    }

    private bool TryAddFilter(Step step)
    {
        if (TryAddRules(step) is not { } rules)
        {
            return false;
        }

        if (rules.Count == 0)
        {
            Wrong(Rules.ContractMethods, step.Component, step, step.Component.Name, "no", "Rule", "at least one");
            return false;
        }

        bool inOrder = step.Component.Attribute(ContractNames.FilterMarker) is { ConstructorArguments: [{ Value: true }] };
        _steps.Add(new FilterSpec(step.Name, rules.ToEquatableArray(), inOrder));
        return true;
    }

    /// <summary>The rules of a filter or mapper, or null if one is of wrong shape.</summary>
    private List<RuleSpec>? TryAddRules(Step step)
    {
        List<RuleSpec> rules = [];
        foreach (IMethodSymbol method in step.Component.MethodsWith(ContractNames.Rule))
        {
            bool measures = method.ReturnType.Is(ContractNames.Check);
            if (!measures && method.ReturnType.SpecialType != SpecialType.System_Boolean)
            {
                Wrong(Rules.WrongReturn, method, step, method.Name, method.ReturnType.ToDisplayString(), "Rule", "bool or Check");
                return null;
            }

            if (Call(step, method, "Rule") is not { } call)
            {
                return null;
            }

            rules.Add(new RuleSpec(method.Name, call, measures));
        }

        foreach (IMethodSymbol method in step.Component.MethodsWith(ContractNames.Times))
        {
            if (method.ReturnType.SpecialType != SpecialType.System_Int32)
            {
                Wrong(Rules.WrongReturn, method, step, method.Name, method.ReturnType.ToDisplayString(), "Times", "int");
                return null;
            }

            if (Call(step, method, "Times") is not { } call)
            {
                return null;
            }

            rules.Add(new RuleSpec(method.Name, call, Measures: false, Repeats: true));
        }

        return rules;
    }

    private bool TryAddMap(Step step)
    {
        if (Contract(step, ContractNames.Map, "void or bool", static m => m.ReturnsVoid || m.ReturnType.SpecialType == SpecialType.System_Boolean) is not { } call)
        {
            return false;
        }

        if (TryAddRules(step) is not { } rules)
        {
            return false;
        }

        _steps.Add(new MapSpec(step.Name, call, !step.Component.MethodsWith(ContractNames.Map).Single().ReturnsVoid));
        if (rules.Count > 0)
        {
            // What the mapper has counted is decided at once, in the order in which its rules stand.
            _steps.Add(new FilterSpec(step.Name, rules.ToEquatableArray(), InOrder: true));
        }

        return true;
    }

    private bool TryAddDedup(Step step)
    {
        bool isKey = !step.Component.MethodsWith(ContractNames.Sketch).Any();
        CallSpec? sketch = isKey
            ? Contract(step, ContractNames.Key, "ReadOnlySpan<byte> or UInt128", static m => m.ReturnType.IsUtf8() || m.ReturnType.Is("System.UInt128"))
            : Contract(step, ContractNames.Sketch, "void", static m => m.ReturnsVoid);
        bool ranks = step.Component.MethodsWith(ContractNames.Rank).Any();
        CallSpec? rank = ranks ? Contract(step, ContractNames.Rank, "double", static m => m.ReturnType.SpecialType == SpecialType.System_Double) : null;

        // A key is enough: what resolves it then takes its options from the step, as if the component had that method.
        Step resolver = isKey && !step.Component.MethodsWith(ContractNames.Resolve).Any() && _compilation.GetTypeByMetadataName(ContractNames.KeyDeduplication) is { } byKey
            ? step with { Component = byKey }
            : step;
        CallSpec? resolve = Contract(resolver, ContractNames.Resolve, "Deduplication", static m => Returns(m, ContractNames.Deduplication));
        if (sketch is null || resolve is null || (ranks && rank is null) || TryAddRules(step) is not { } rules)
        {
            return false;
        }

        bool verifies = isKey && step.Options.TryGetValue("verify", out TypedConstant verify) && verify.Value is true;
        string? clusterId = OptionsMarked(step, ContractNames.ClusterIdField).FirstOrDefault();
        string? clusterSize = OptionsMarked(step, ContractNames.ClusterSizeField).FirstOrDefault();
        _steps.Add(new DedupSpec(step.Name, sketch, isKey, verifies, rank, resolve, clusterId, clusterSize));
        if (rules.Count > 0)
        {
            // What is left of a document is judged at once, in the order in which the rules stand.
            _steps.Add(new FilterSpec(step.Name, rules.ToEquatableArray(), InOrder: true));
        }

        return true;
    }

    private bool TryAddTokenize(Step step)
    {
        if (step.Component.Attribute(ContractNames.TokenizeMarker) is not { AttributeConstructor: { } constructor } marker
            || marker.ConstructorArguments.Length != constructor.Parameters.Length)
        {
            Wrong(Rules.NoTokenizer, step.Component, step, step.Component.Name);
            return false;
        }

        List<ArgumentSpec> chat = [];
        if (Options(marker, constructor) is not { } arguments
            || (step.Component.Attribute(ContractNames.ChatTemplate) is { AttributeConstructor: { } chatConstructor } template && !TryAddChat(template, chatConstructor, chat)))
        {
            Wrong(Rules.NoTokenizer, step.Component, step, step.Component.Name);
            return false;
        }

        if (chat.Count > 0 && _steps.OfType<MapSpec>().FirstOrDefault() is { } mapper)
        {
            return Wrong(Rules.MapperBeforeChat, step.Place, mapper.Name, step.Name);
        }

        _tokenize = new TokenizeSpec(step.Name, arguments.ToEquatableArray(), chat.ToEquatableArray());
        return true;
    }

    private static bool TryAddChat(AttributeData template, IMethodSymbol constructor, List<ArgumentSpec> chat)
    {
        List<ArgumentSpec>? options = Options(template, constructor);
        chat.AddRange(options ?? []);
        return options is not null;
    }

    /// <summary>The arguments of a marker as C# literals, or null if the compiler has no use for them.</summary>
    private static List<ArgumentSpec>? Options(AttributeData marker, IMethodSymbol constructor)
    {
        List<ArgumentSpec> options = [];
        for (int i = 0; i < constructor.Parameters.Length; i++)
        {
            if (i >= marker.ConstructorArguments.Length || Literals.Of(marker.ConstructorArguments[i]) is not { } literal)
            {
                return null;
            }

            options.Add(new ArgumentSpec(ArgumentKind.Option, Names.Escape(constructor.Parameters[i].Name), Literal: literal));
        }

        return options;
    }

    private bool TryAddSequences(Step step)
    {
        _sequencePlace = step.Place;
        if (Contract(step, ContractNames.Arrange, "SequenceOptions", static m => m.ReturnType.Is(ContractNames.SequenceOptions)) is not { } arrange)
        {
            return false;
        }

        _sequences = new SequenceSpec(step.Name, arrange);
        return NeedsTokens(step);
    }

    private bool TryAddOutput(Step step)
    {
        bool isDataset = step.Component.MethodsWith(ContractNames.Open).Any(static m => Returns(m, ContractNames.DatasetWriter));
        _triedDataset |= isDataset;
        if (Contract(step, ContractNames.Open, "an OutputWriter or a DatasetWriter", static m => Returns(m, ContractNames.OutputWriter) || Returns(m, ContractNames.DatasetWriter)) is not { } open)
        {
            return false;
        }

        (isDataset ? _datasets : _outputs).Add(new OutputSpec(step.Name, open));
        return !isDataset || NeedsTokens(step);
    }

    private static bool Returns(IMethodSymbol method, string type) => method.ReturnType is INamedTypeSymbol t && t.SelfAndBases().Any(b => b.Is(type));

    /// <summary>Whether a tokenize step stands before a step that works on tokens.</summary>
    private bool NeedsTokens(Step step) => _triedTokenize || Wrong(Rules.NeedsTokens, step.Place, step.Name);

    /// <summary>The call of a component's only method with a mark, or null.</summary>
    private CallSpec? Contract(Step step, string mark, string result, System.Func<IMethodSymbol, bool> returns)
    {
        string name = ShortName(mark);
        IMethodSymbol[] methods = [.. step.Component.MethodsWith(mark)];
        return methods.Length != 1 ? Wrong(Rules.ContractMethods, step.Component, step, step.Component.Name, methods.Length == 0 ? "no" : "several", name, "exactly one")
            : !returns(methods[0]) ? Wrong(Rules.WrongReturn, methods[0], step, methods[0].Name, methods[0].ReturnType.ToDisplayString(), name, result)
            : Call(step, methods[0], name);
    }

    private CallSpec? Call(Step step, IMethodSymbol method, string mark)
    {
        string? fault = !method.IsStatic ? "not static"
            : method.IsGenericMethod ? "generic"
            : !_compilation.IsSymbolAccessibleWithin(method, _pipeline) ? "not visible"
            : null;
        if (fault is not null)
        {
            return Wrong(Rules.WrongMethod, method, step, method.Name, fault, mark, _pipeline.Name);
        }

        CallSpec? call = _parameters.Resolve(step, method);
        if (call is null || !s_withoutDocument.Contains(mark))
        {
            return call;
        }

        // These run before there is a document, or when there is none any more.
        foreach (ArgumentSpec argument in call.Arguments.Where(static a => s_ofDocument.Contains(a.Kind)))
        {
            IParameterSymbol parameter = _parameters.ParameterOf(argument)!;
            _findings?.Add(Rules.Unresolvable, parameter, step.Place, parameter.Name, method.Name, $"a [{mark}] method is not called for a document: it may have options and services");
            return null;
        }

        return call;
    }

    /// <summary>A mark as it is written: <c>PipelineDsl.RuleAttribute</c> → <c>Rule</c>.</summary>
    private static string ShortName(string mark) => mark.Substring(mark.LastIndexOf('.') + 1).Replace("Attribute", "");

    private PipelineSpec? Complete(TypeSpec type, bool audit)
    {
        FieldTable fields = new(_sources[0].TextField, _sources.Select(static s => s.IdField).FirstOrDefault(static id => id is not null));
        IEnumerable<CallSpec> calls = _sources.Select(static s => s.Read)
            .Concat(_steps.SelectMany(static s => s switch
            {
                FilterSpec filter => filter.Rules.Select(static r => r.Call),
                MapSpec map => [map.Call],
                DedupSpec dedup => [.. dedup.PerDocument, dedup.Resolve, dedup.Provides],
                _ => [],
            }))
            .Concat(_tokenize is null ? [] : [_tokenize.Needs])
            .Concat(_sequences is null ? [] : [_sequences.Arrange])
            .Concat(_outputs.Select(static o => o.Open))
            .Concat(_datasets.Select(static o => o.Open));
        return TryAddFields(fields, calls)
            ? new PipelineSpec(
                type,
                audit,
                _sources.ToEquatableArray(),
                _steps.ToEquatableArray(),
                _tokenize,
                _sequences,
                _outputs.ToEquatableArray(),
                _datasets.ToEquatableArray(),
                fields.Fields.ToEquatableArray(),
                fields.IdSlot,
                _parameters.Features.ToEquatableArray())
            : null;
    }

    private bool TryAddFields(FieldTable fields, IEnumerable<CallSpec> calls)
    {
        if (fields.TryAddAll(calls.SelectMany(static c => c.Arguments), _carried, out ArgumentSpec? clash))
        {
            return true;
        }

        FieldType other = fields.Fields.First(f => f.Name == clash!.Value).Type;
        IParameterSymbol? parameter = _parameters.ParameterOf(clash!);
        Location place = _pipeline.Locations[0];
        if (parameter is not null)
        {
            _findings?.Add(Rules.FieldTypes, parameter, place, clash!.Value, clash.FieldType, other, _pipeline.Name);
        }

        return false;
    }
}

/// <summary>A step while it is parsed: its name, its component, the constructors that declare its options (of the attribute on the pipeline, and of one on a class that names a step), these by name, and where it stands.</summary>
internal sealed record Step(string Name, INamedTypeSymbol Component, IReadOnlyList<IMethodSymbol> Constructors, IReadOnlyDictionary<string, TypedConstant> Options, Location Place);
