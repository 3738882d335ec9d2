using System.Collections;
using System.Collections.Generic;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Xunit;

namespace PipelineDsl.Generator.Tests.Generator;

/// <summary>Walks over everything that an object holds.</summary>
internal static class ObjectGraph
{
    public static void AssertHoldsNothingOfTheCompiler(object? node, HashSet<object> seen)
    {
        if (node is null or string || node.GetType().IsPrimitive || node.GetType().IsEnum || !seen.Add(node))
        {
            return;
        }

        Assert.False(
            node is ISymbol or Compilation or SyntaxNode or SyntaxTree or SyntaxReference or SemanticModel or Location or AttributeData or TypedConstant or Diagnostic,
            $"a spec holds a {node.GetType().FullName}");
        if (node is IEnumerable items)
        {
            foreach (object? item in items)
            {
                AssertHoldsNothingOfTheCompiler(item, seen);
            }
        }

        foreach (System.Reflection.FieldInfo field in node.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            AssertHoldsNothingOfTheCompiler(field.GetValue(node), seen);
        }
    }
}
