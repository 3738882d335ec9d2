using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace PipelineDsl.Tests.EndToEnd.Differential;

/// <summary>The rules of a component in the order of declaration, each in the tier in which it is decided.</summary>
internal static class RuleTiers
{
    private const int WholeText = (int)FeatureCost.Document;

    /// <summary>The rules of a component: those of a filter in the tier of their dearest parameter; where the order counts, as after a mapper or a deduplication, none earlier than the one before.</summary>
    public static IEnumerable<(MethodInfo Method, int Tier)> Of(DeclaredStep step)
    {
        bool inOrder = step.Kind != typeof(FilterAttribute<>) || step.Component.GetCustomAttribute<FilterAttribute>() is { InOrder: true };
        int least = 0;
        foreach (MethodInfo method in MethodsWith<RuleAttribute>(step.Component).Concat(MethodsWith<TimesAttribute>(step.Component)))
        {
            int tier = method.GetParameters().Select(TierOf).Append(least).Max();
            least = inOrder ? tier : 0;
            yield return (method, tier);
        }
    }

    /// <summary>The methods of a component with a mark, in the order of declaration.</summary>
    public static IEnumerable<MethodInfo> MethodsWith<TMark>(Type component)
        where TMark : Attribute
        => component.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly).Where(static m => m.IsDefined(typeof(TMark))).OrderBy(static m => m.MetadataToken);

    /// <summary>The type of a parameter, whether it is passed by value or by <see langword="in"/>.</summary>
    public static Type Plain(ParameterInfo parameter) => parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;

    /// <summary>Whether the parameter is a feature.</summary>
    public static bool IsFeature(ParameterInfo parameter) => Plain(parameter).IsDefined(typeof(FeatureAttribute));

    /// <summary>The method that ends a feature, or null.</summary>
    public static MethodInfo? FinishOf(Type feature) => feature.GetMethods().SingleOrDefault(static m => m.IsDefined(typeof(FinishAttribute)));

    private static int TierOf(ParameterInfo parameter)
    {
        if (!IsFeature(parameter))
        {
            return parameter.IsDefined(typeof(TextAttribute)) ? WholeText : 0;
        }

        Type feature = Plain(parameter);
        FeatureCost own = typeof(IDocumentVisitor).IsAssignableFrom(feature) ? FeatureCost.Document
            : typeof(IWordVisitor).IsAssignableFrom(feature) || typeof(ISentenceVisitor).IsAssignableFrom(feature) ? FeatureCost.Words
            : typeof(ILineVisitor).IsAssignableFrom(feature) || typeof(IParagraphVisitor).IsAssignableFrom(feature) ? FeatureCost.Lines
            : FeatureCost.Characters;
        int cost = (int)feature.GetCustomAttribute<FeatureAttribute>()!.Cost;
        return (FinishOf(feature)?.GetParameters() ?? []).Select(TierOf).Append((int)own).Append(cost).Max();
    }
}
