using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PipelineDsl.Generator;

/// <summary>Questions about symbols that the parser asks again and again.</summary>
internal static class SymbolExtensions
{
    private static readonly string[] s_perDocument =
        [ContractNames.Rule, ContractNames.Times, ContractNames.Map, ContractNames.Key, ContractNames.Sketch, ContractNames.Rank];

    /// <summary>The type's name as C# writes it from anywhere.</summary>
    public static string FullName(this ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>The type's metadata name, with namespace, of the definition: <c>Ns.Name`1</c>.</summary>
    public static string MetadataFullName(this ITypeSymbol type)
    {
        ITypeSymbol definition = type.OriginalDefinition;
        string space = definition.ContainingNamespace is { IsGlobalNamespace: false } ns ? ns.ToDisplayString() + "." : "";
        return definition.ContainingType is { } outer ? $"{outer.MetadataFullName()}+{definition.MetadataName}" : space + definition.MetadataName;
    }

    /// <summary>Whether the type is the one with this metadata name.</summary>
    public static bool Is(this ITypeSymbol? type, string metadataName)
        => type is not null && type.OriginalDefinition.MetadataName == metadataName.Substring(metadataName.LastIndexOf('.') + 1) && type.MetadataFullName() == metadataName;

    /// <summary>The attribute of this type, or null.</summary>
    public static AttributeData? Attribute(this ISymbol symbol, string metadataName)
        => symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass.Is(metadataName));

    /// <summary>The type and its bases, from the type up.</summary>
    public static IEnumerable<INamedTypeSymbol> SelfAndBases(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? t = type; t is not null; t = t.BaseType)
        {
            yield return t;
        }
    }

    /// <summary>The methods that are marked with an attribute, in the order of declaration.</summary>
    public static IEnumerable<IMethodSymbol> MethodsWith(this INamedTypeSymbol type, string attribute)
        => type.GetMembers().OfType<IMethodSymbol>().Where(m => m.Attribute(attribute) is not null);

    /// <summary>Whether the attribute is a step of a pipeline.</summary>
    public static bool IsStep(this AttributeData attribute)
        => attribute.AttributeClass is { } type && type.SelfAndBases().Any(static t => t.Is(ContractNames.Step));

    /// <summary>Whether the method is a contract method that runs once for each document.</summary>
    public static bool JudgesDocuments(this IMethodSymbol method)
        => s_perDocument.Any(mark => method.Attribute(mark) is not null);

    /// <summary>Where an attribute was written.</summary>
    public static Location Location(this SyntaxReference reference) => Microsoft.CodeAnalysis.Location.Create(reference.SyntaxTree, reference.Span);

    /// <summary>Whether the type is <c>ReadOnlySpan&lt;byte&gt;</c>.</summary>
    public static bool IsUtf8(this ITypeSymbol type)
        => type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Byte }] } && type.Is("System.ReadOnlySpan`1");
}
