using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PipelineDsl.Generator;

/// <summary>Finds where an attribute's argument was written.</summary>
internal static class AttributeArguments
{
    /// <summary>The place of the argument for a constructor parameter, or of the attribute if the parameter has its default.</summary>
    public static Location Place(AttributeData attribute, IParameterSymbol parameter, CancellationToken cancellation)
    {
        AttributeSyntax syntax = (AttributeSyntax)attribute.ApplicationSyntaxReference!.GetSyntax(cancellation);
        AttributeArgumentSyntax[] arguments = [.. (syntax.ArgumentList?.Arguments ?? default).Where(static a => a.NameEquals is null)];
        AttributeArgumentSyntax? argument = arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == parameter.Name);
        if (argument is null && parameter.Ordinal < arguments.Length && arguments[parameter.Ordinal].NameColon is null)
        {
            argument = arguments[parameter.Ordinal];
        }

        return argument?.Expression.GetLocation() ?? syntax.GetLocation();
    }
}
