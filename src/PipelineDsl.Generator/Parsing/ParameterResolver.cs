using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace PipelineDsl.Generator;

/// <summary>Finds what a contract method's parameters are to be filled with, in the order that <c>ComponentAttribute</c> documents, and collects the features on the way.</summary>
internal sealed class ParameterResolver(Findings? findings, CancellationToken cancellation)
{
    private static readonly (string Interface, Visitors Visitor)[] s_visitors =
    [
        ("PipelineDsl.IChunkVisitor", Visitors.Chunk),
        ("PipelineDsl.IByteVisitor", Visitors.Byte),
        ("PipelineDsl.IRuneVisitor", Visitors.Rune),
        ("PipelineDsl.ILineVisitor", Visitors.Line),
        ("PipelineDsl.IParagraphVisitor", Visitors.Paragraph),
        ("PipelineDsl.IWordVisitor", Visitors.Word),
        ("PipelineDsl.ISentenceVisitor", Visitors.Sentence),
        ("PipelineDsl.IDocumentVisitor", Visitors.Document),
    ];

    private readonly List<(ArgumentSpec Argument, IParameterSymbol Parameter)> _parameters = [];
    private readonly List<FeatureSpec> _features = [];
    private readonly HashSet<string> _known = [];
    private readonly HashSet<string> _open = [];

    /// <summary>The features that were asked for, each after those it is derived from.</summary>
    public IReadOnlyList<FeatureSpec> Features => _features;

    /// <summary>The parameter that an argument fills, so that a finding can point at it.</summary>
    public IParameterSymbol? ParameterOf(ArgumentSpec argument) => _parameters.Find(p => ReferenceEquals(p.Argument, argument)).Parameter;

    /// <summary>The call of a contract method of a step, or null if a parameter cannot be filled.</summary>
    public CallSpec? Resolve(Step step, IMethodSymbol method)
    {
        cancellation.ThrowIfCancellationRequested();
        List<ArgumentSpec> arguments = [];
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind is RefKind.Ref or RefKind.Out)
            {
                Unfilled(step, parameter, "it must be passed by value or by in");
                return null;
            }

            if (Resolve(step, parameter) is not { } argument)
            {
                return null;
            }

            _parameters.Add((argument, parameter));
            arguments.Add(argument);
        }

        return new CallSpec(method.ContainingType.FullName(), Names.Escape(method.Name), arguments.ToEquatableArray());
    }

    private ArgumentSpec? Resolve(Step step, IParameterSymbol parameter)
    {
        string name = Names.Escape(parameter.Name);
        ITypeSymbol type = parameter.Type;
        bool byIn = parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter;
        if (ContractType(type) is { } kind)
        {
            return new ArgumentSpec(kind, name, kind == ArgumentKind.Notes ? step.Name : "");
        }

        if (parameter.Attribute(ContractNames.Text) is not null)
        {
            return type.IsUtf8() ? new ArgumentSpec(ArgumentKind.Text, name) : Unfilled(step, parameter, "the text is a ReadOnlySpan<byte>");
        }

        if (parameter.Attribute(ContractNames.Field) is { } field)
        {
            return ResolveField(name, type, field) ?? Unfilled(step, parameter, "a field is a ReadOnlySpan<byte>, long, double or bool");
        }

        if (parameter.Attribute(ContractNames.FieldNamedBy) is { } named)
        {
            return ResolveNamedField(step, parameter, named);
        }

        if (type.Attribute(ContractNames.Feature) is not null && type is INamedTypeSymbol feature)
        {
            return AddFeature(feature, step) ? new ArgumentSpec(ArgumentKind.Feature, name, type.FullName(), ByIn: byIn) : null;
        }

        if (type.Attribute(ContractNames.Scratch) is not null)
        {
            return IsReusable(type)
                ? new ArgumentSpec(ArgumentKind.Scratch, name, type.FullName(), step.Name)
                : Unfilled(step, parameter, "the memory of a step is a class with a parameterless constructor that the pipeline can see");
        }

        if (type.AllInterfaces.Any(static i => i.Is(ContractNames.Service)))
        {
            string path = step.Options.TryGetValue(parameter.Name, out TypedConstant option) ? Literals.Of(option) ?? "null" : "null";
            return new ArgumentSpec(ArgumentKind.Service, name, type.FullName(), path);
        }

        string? literal = step.Options.TryGetValue(parameter.Name, out TypedConstant value) ? Literals.Of(value)
            : parameter.HasExplicitDefaultValue ? Literals.Of(parameter.ExplicitDefaultValue, type)
            : null;
        return literal is not null
            ? new ArgumentSpec(ArgumentKind.Option, name, Literal: literal)
            : Unfilled(step, parameter, $"it is no text, field, feature or service, '{step.Name}' has no constant option of that name, and it has no default");
    }

    /// <summary>Whether a worker can make an instance of the class and keep it.</summary>
    private static bool IsReusable(ITypeSymbol type)
        => type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } @class
            && @class.InstanceConstructors.Any(static c => c.Parameters.Length == 0 && c.DeclaredAccessibility is Accessibility.Public);

    private ArgumentSpec? Unfilled(Step step, IParameterSymbol parameter, string reason)
    {
        findings?.Add(Rules.Unresolvable, parameter, step.Place, parameter.Name, parameter.ContainingSymbol.Name, reason);
        return null;
    }

    private static ArgumentKind? ContractType(ITypeSymbol type)
        => type.Is(ContractNames.RecordInput) ? ArgumentKind.Input
            : type.Is(ContractNames.Record) ? ArgumentKind.Record
            : type.Is(ContractNames.TextBuffer) ? ArgumentKind.Buffer
            : type.Is(ContractNames.SketchType) ? ArgumentKind.Sketch
            : type.Is(ContractNames.StepNotes) ? ArgumentKind.Notes
            : type.Is(ContractNames.DedupOutcome) ? ArgumentKind.Outcome
            : type.Is(ContractNames.OutputContext) || type.Is(ContractNames.DatasetContext) ? ArgumentKind.OutputContext
            : null;

    private static ArgumentSpec? ResolveField(string name, ITypeSymbol type, AttributeData field)
        => field.ConstructorArguments is [{ Value: string fieldName }, { Value: bool optional }] && HeldBy(type) is { } fieldType
            ? new ArgumentSpec(ArgumentKind.Field, name, fieldName, FieldType: fieldType, Optional: optional)
            : null;

    /// <summary>A field whose name is the value of an option. If that is null there is no field, and the parameter gets what a missing field gives.</summary>
    private ArgumentSpec? ResolveNamedField(Step step, IParameterSymbol parameter, AttributeData named)
    {
        string name = Names.Escape(parameter.Name);
        if (named.ConstructorArguments is not [{ Value: string option }, { Value: bool optional }] || HeldBy(parameter.Type) is not { } fieldType)
        {
            return Unfilled(step, parameter, "a field is a ReadOnlySpan<byte>, long, double or bool");
        }

        if (!step.Options.TryGetValue(option, out TypedConstant value) || value.Type?.SpecialType != SpecialType.System_String)
        {
            return Unfilled(step, parameter, $"'{step.Name}' has no string option '{option}' to name its field");
        }

        return value.Value is string fieldName
            ? new ArgumentSpec(ArgumentKind.Field, name, fieldName, FieldType: fieldType, Optional: optional)
            : new ArgumentSpec(ArgumentKind.Option, name, Literal: fieldType == FieldType.Number ? "double.NaN" : "default");
    }

    /// <summary>What a field holds that fills a parameter of a type, or null if none does.</summary>
    private static FieldType? HeldBy(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Int64 => FieldType.Integer,
        SpecialType.System_Double => FieldType.Number,
        SpecialType.System_Boolean => FieldType.Boolean,
        _ => type.IsUtf8() ? FieldType.Utf8 : null,
    };

    private bool AddFeature(INamedTypeSymbol type, Step step)
    {
        string name = type.FullName();
        if (_open.Contains(name))
        {
            findings?.Add(Rules.FeatureCycle, type, step.Place, type.Name);
            return false;
        }

        if (!_known.Add(name))
        {
            return true;
        }

        IMethodSymbol? begin = type.MethodsWith(ContractNames.Begin).FirstOrDefault();
        if (type.TypeKind == TypeKind.Class && (begin is null || !IsReusable(type)))
        {
            findings?.Add(Rules.FeatureClass, type, step.Place, type.Name, begin is null ? "method marked [Begin]" : "public constructor without parameters");
            return false;
        }

        _open.Add(name);
        IMethodSymbol? finish = type.MethodsWith(ContractNames.Finish).FirstOrDefault();
        List<ArgumentSpec> needs = [];
        foreach (IParameterSymbol parameter in finish?.Parameters ?? [])
        {
            if (parameter.Type.Attribute(ContractNames.Feature) is null || parameter.Type is not INamedTypeSymbol needed)
            {
                findings?.Add(Rules.FinishParameter, parameter, step.Place, parameter.Name, parameter.Type.ToDisplayString());
                return Close(name);
            }

            if (!AddFeature(needed, step))
            {
                return Close(name);
            }

            needs.Add(new ArgumentSpec(
                ArgumentKind.Feature,
                Names.Escape(parameter.Name),
                needed.FullName(),
                ByIn: parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter));
        }

        _open.Remove(name);
        Visitors visitors = s_visitors.Where(v => type.AllInterfaces.Any(i => i.Is(v.Interface))).Aggregate(Visitors.None, static (sum, v) => sum | v.Visitor);
        if (visitors == Visitors.None && finish is null)
        {
            findings?.Add(Rules.IdleFeature, type, step.Place, type.Name);
            return false;
        }

        (int classes, int cost) = type.Attribute(ContractNames.Feature) is { ConstructorArguments: [{ Value: int c }, { Value: int t }] } ? (c, t) : (0, 0);
        _features.Add(new FeatureSpec(
            name,
            type.Name,
            type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
            classes,
            cost,
            visitors,
            type.TypeKind == TypeKind.Class ? Names.Escape(begin!.Name) : null,
            finish is null ? null : Names.Escape(finish.Name),
            needs.ToEquatableArray()));
        return true;
    }

    /// <summary>A feature that failed is no longer open, so that its next use is not taken for a cycle.</summary>
    private bool Close(string name)
    {
        _open.Remove(name);
        return false;
    }
}
