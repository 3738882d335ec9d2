using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace PipelineDsl.Tests.EndToEnd.Differential;

/// <summary>A step of a pipeline as its attribute declares it, read by reflection.</summary>
/// <param name="Name">Its name in verdicts.</param>
/// <param name="Kind">The contract: <c>FilterAttribute&lt;&gt;</c>, <c>MapAttribute&lt;&gt;</c> or <c>DedupAttribute&lt;&gt;</c>.</param>
/// <param name="Component">The component that does the work.</param>
/// <param name="Options">The options by name.</param>
internal sealed record DeclaredStep(string Name, Type Kind, Type Component, IReadOnlyDictionary<string, object?> Options)
{
    private static readonly Type[] s_kinds = [typeof(FilterAttribute<>), typeof(MapAttribute<>), typeof(DedupAttribute<>)];

    /// <summary>The filters, mappers and deduplications of a pipeline.</summary>
    public static List<DeclaredStep> Of(Type pipeline)
    {
        List<DeclaredStep> steps = [];
        Dictionary<string, int> names = [];
        foreach (CustomAttributeData attribute in pipeline.GetCustomAttributesData().Where(static a => a.AttributeType.IsSubclassOf(typeof(StepAttribute))))
        {
            Type contract = ContractOf(attribute.AttributeType);
            if (!s_kinds.Contains(contract.GetGenericTypeDefinition()))
            {
                continue;
            }

            string name = (attribute.AttributeType == contract ? contract.GenericTypeArguments[0].Name : attribute.AttributeType.Name).Split('`')[0];
            name = attribute.AttributeType == contract ? name : name[..^"Attribute".Length];
            names[name] = names.GetValueOrDefault(name) + 1;
            (Type component, Dictionary<string, object?> options) = Resolve(attribute, contract);
            steps.Add(new DeclaredStep(names[name] == 1 ? name : $"{name}#{names[name]}", contract.GetGenericTypeDefinition(), component, options));
        }

        return steps;
    }

    /// <summary>The one of the seven bases that a step's attribute derives from, closed over its component.</summary>
    public static Type ContractOf(Type attribute)
    {
        Type contract = attribute;
        while (contract.BaseType != typeof(StepAttribute))
        {
            contract = contract.BaseType!;
        }

        return contract;
    }

    /// <summary>The component and the options, by way of the class that names a step and of the profile.</summary>
    private static (Type Component, Dictionary<string, object?> Options) Resolve(CustomAttributeData attribute, Type contract)
    {
        ParameterInfo[] parameters = attribute.Constructor.GetParameters();
        Dictionary<string, object?> options = parameters.Zip(attribute.ConstructorArguments).ToDictionary(static p => p.First.Name!, static p => ValueOf(p.Second));
        Type component = contract.GenericTypeArguments[0];
        if (component.GetCustomAttributesData().FirstOrDefault(a => a.AttributeType.IsSubclassOf(typeof(StepAttribute)) && ContractOf(a.AttributeType).GetGenericTypeDefinition() == contract.GetGenericTypeDefinition()) is { } named)
        {
            (component, Dictionary<string, object?> own) = Resolve(named, ContractOf(named.AttributeType));
            foreach (ParameterInfo parameter in parameters.Where(p => !own.ContainsKey(p.Name!) || !Equals(options[p.Name!], p.DefaultValue)))
            {
                own[parameter.Name!] = options[parameter.Name!];
            }

            return (component, own);
        }

        string? profile = parameters.SingleOrDefault(static p => p.IsDefined(typeof(ProfileAttribute))) is { } chosen ? (string?)options[chosen.Name!] : null;
        return (attribute.AttributeType.GetCustomAttributes<StepProfileAttribute>().SingleOrDefault(p => p.Name == profile)?.Component ?? component, options);
    }

    private static object? ValueOf(CustomAttributeTypedArgument argument)
        => argument.ArgumentType.IsEnum ? Enum.ToObject(argument.ArgumentType, argument.Value!) : argument.Value;
}
