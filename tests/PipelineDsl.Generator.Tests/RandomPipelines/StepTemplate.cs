using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using PipelineDsl.Tests.EndToEnd.Differential;

namespace PipelineDsl.Generator.Tests.RandomPipelines;

/// <summary>An attribute that can be a step of a random pipeline: a filter, mapper or deduplication.</summary>
/// <param name="Attributes">The attribute, once for each type argument that it can have.</param>
/// <param name="Kind">The contract: <c>FilterAttribute&lt;&gt;</c>, <c>MapAttribute&lt;&gt;</c> or <c>DedupAttribute&lt;&gt;</c>.</param>
/// <param name="IsBuiltIn">Whether it is one of the library's.</param>
internal sealed record StepTemplate(IReadOnlyList<Type> Attributes, Type Kind, bool IsBuiltIn)
{
    private static readonly Type[] s_kinds = [typeof(FilterAttribute<>), typeof(MapAttribute<>), typeof(DedupAttribute<>)];

    private static readonly Type[] s_arguments =
    [
        .. typeof(ISegmenter).Assembly.GetExportedTypes().Where(static t => t is { IsInterface: false, IsAbstract: false, IsGenericType: false } && (t.IsAssignableTo(typeof(ISegmenter)) || t.IsAssignableTo(typeof(IShingleUnits)))),
        typeof(Raw), typeof(Folded), typeof(Flipped<Raw>),
    ];

    /// <summary>The library's steps.</summary>
    public static IReadOnlyList<StepTemplate> BuiltIn { get; } = [.. Find(typeof(StepAttribute).Assembly.GetExportedTypes(), isBuiltIn: true)];

    /// <summary>Steps as users write them.</summary>
    public static IReadOnlyList<StepTemplate> Users { get; } = [.. Find(typeof(Raw).Assembly.GetExportedTypes().Where(static t => t.Namespace == typeof(Raw).Namespace), isBuiltIn: false)];

    private static IEnumerable<StepTemplate> Find(IEnumerable<Type> types, bool isBuiltIn)
    {
        Type[] withOptions = [.. types.Where(IsStep).Select(static t => DeclaredStep.ContractOf(t).GenericTypeArguments[0]).Select(static c => c.IsGenericType ? c.GetGenericTypeDefinition() : c)];
        foreach (Type type in types.OrderBy(static t => t.FullName, StringComparer.Ordinal))
        {
            bool isAttribute = IsStep(type);
            Type? marked = isAttribute || isBuiltIn || withOptions.Contains(type) ? null : KindOf(type);
            Type[] closed = isAttribute ? [.. Close(type)] : marked is not null ? [.. Close(type).Select(c => marked.MakeGenericType(c))] : [];
            closed = [.. closed.Where(static a => !NeedsFile(a) && !HasNoWords(a))];
            if (closed.Length > 0 && DeclaredStep.ContractOf(closed[0]).GetGenericTypeDefinition() is { } kind && s_kinds.Contains(kind))
            {
                yield return new StepTemplate(closed, kind, isBuiltIn);
            }
        }
    }

    private static bool IsStep(Type type) => !type.IsAbstract && type.IsSubclassOf(typeof(StepAttribute)) && type.BaseType != typeof(StepAttribute);

    /// <summary>The contract of a component that needs no options of its own, or null.</summary>
    private static Type? KindOf(Type component)
        => component.IsDefined(typeof(FilterAttribute)) ? s_kinds[0]
            : component.IsDefined(typeof(MapperAttribute)) ? s_kinds[1]
            : component.IsDefined(typeof(DedupAttribute)) ? s_kinds[2]
            : component.GetCustomAttributes<StepAttribute>().FirstOrDefault() is { } named ? DeclaredStep.ContractOf(named.GetType()).GetGenericTypeDefinition()
            : null;

    private static List<Type> Close(Type type)
    {
        List<Type> closed = type.IsGenericTypeDefinition ? [] : [type];
        foreach (Type argument in type.IsGenericTypeDefinition ? s_arguments : [])
        {
            try
            {
                closed.Add(type.MakeGenericType(argument));
            }
            catch (ArgumentException)
            {
                // not what the type parameter asks for
            }
        }

        return closed;
    }

    /// <summary>Whether a parameter without a default is a service of which there is no file. An option of a component that its attribute lacks cannot be given either.</summary>
    private static bool NeedsFile(Type attribute)
    {
        ParameterInfo[] options = attribute.GetConstructors()[0].GetParameters();
        ParameterInfo[] parameters = [.. DeclaredStep.ContractOf(attribute).GenericTypeArguments[0].GetMethods(BindingFlags.Static | BindingFlags.Public).SelectMany(static m => m.GetParameters())];
        return parameters.Any(p => IsService(p.ParameterType) && !OptionDraw.HasFile(p.ParameterType) && options.Any(o => o.Name == p.Name && !o.HasDefaultValue));
    }

    /// <summary>Whether benchmarks would be cut into sentences, of which they have none once their punctuation is gone: they are refused then.</summary>
    private static bool HasNoWords(Type attribute)
        => attribute.Name.StartsWith("Decontaminate", StringComparison.Ordinal) && attribute.GenericTypeArguments.Any(static a => a.Name.EndsWith("Sentences", StringComparison.Ordinal));

    private static bool IsService(Type type) => type.GetInterfaces().Any(static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IService<>));
}
