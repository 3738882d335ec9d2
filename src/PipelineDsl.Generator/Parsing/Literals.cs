using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PipelineDsl.Generator;

/// <summary>Writes a constant as C#, the same in every culture and exact to the last bit.</summary>
internal static class Literals
{
    /// <summary>The literal of an attribute's argument, or null if it is of a kind that no option can have.</summary>
    public static string? Of(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Primitive => Of(constant.Value, constant.Type),
        TypedConstantKind.Enum => Of(constant.Value, constant.Type),
        _ => constant.IsNull ? "null" : null,
    };

    /// <summary>The literal of a constant of a type.</summary>
    public static string? Of(object? value, ITypeSymbol? type)
    {
        if (value is null)
        {
            return type is { IsValueType: true } ? "default" : "null";
        }

        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration)
        {
            return EnumLiteral(value, enumeration);
        }

        return value switch
        {
            bool b => b ? "true" : "false",
            string s => SymbolDisplay.FormatLiteral(s, quote: true),
            char c => SymbolDisplay.FormatLiteral(c, quote: true),
            double d => double.IsNaN(d) ? "double.NaN" : double.IsPositiveInfinity(d) ? "double.PositiveInfinity"
                : double.IsNegativeInfinity(d) ? "double.NegativeInfinity" : d.ToString("R", CultureInfo.InvariantCulture) + (IsWhole(d) ? "d" : ""),
            float f => float.IsNaN(f) ? "float.NaN" : float.IsPositiveInfinity(f) ? "float.PositiveInfinity"
                : float.IsNegativeInfinity(f) ? "float.NegativeInfinity" : f.ToString("R", CultureInfo.InvariantCulture) + "f",
            decimal m => m.ToString(CultureInfo.InvariantCulture) + "m",
            long l => l.ToString(CultureInfo.InvariantCulture) + "L",
            ulong u => u.ToString(CultureInfo.InvariantCulture) + "UL",
            uint u => u.ToString(CultureInfo.InvariantCulture) + "U",
            int or short or ushort or byte or sbyte => string.Format(CultureInfo.InvariantCulture, "{0}", value),
            _ => null,
        };
    }

    private static bool IsWhole(double value) => value == System.Math.Floor(value) && System.Math.Abs(value) < 1e15;

    private static string EnumLiteral(object value, INamedTypeSymbol enumeration)
    {
        string type = enumeration.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        foreach (ISymbol member in enumeration.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true } field && Equals(field.ConstantValue, value))
            {
                return $"{type}.{Names.Escape(field.Name)}";
            }
        }

        return $"({type})({string.Format(CultureInfo.InvariantCulture, "{0}", value)})";
    }
}
