using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl;

/// <summary>Python's rules for truth, equality, order, arithmetic and iteration.</summary>
internal static class JinjaOperators
{
    private const int MaxRepeated = 1 << 20;

    /// <summary><c>bool(value)</c>.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null or JinjaUndefined => false,
        bool b => b,
        long number => number != 0,
        double number => number != 0,
        JinjaText text => text.Value.Length > 0,
        JinjaList { Kind: JinjaListKind.Generator } => true,
        JinjaList list => list.Items.Count > 0,
        JinjaDict dict => dict.Entries.Count > 0,
        _ => true,
    };

    /// <summary><c>left == right</c>.</summary>
    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (JinjaUndefined, JinjaUndefined) => true,
        (JinjaText a, JinjaText b) => a.Equals(b),
        (JinjaList a, JinjaList b) => ReferenceEquals(a, b)
            || (a.Kind == b.Kind && a.Kind != JinjaListKind.Generator && a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(static p => AreEqual(p.First, p.Second))),
        (JinjaDict a, JinjaDict b) => a.Entries.Count == b.Entries.Count && a.Entries.All(e => b.TryGet(e.Key, out object? other) && AreEqual(e.Value, other)),
        (long a, long b) => a == b,
        _ when TryNumber(left, out double a) && TryNumber(right, out double b) => a == b,
        _ => ReferenceEquals(left, right),
    };

    /// <summary>The order of two values: numbers, strings by code points, lists and tuples item by item.</summary>
    /// <exception cref="JinjaException">They have no order.</exception>
    public static int Compare(object? left, object? right)
    {
        switch (left, right)
        {
            case (long a, long b):
                return a.CompareTo(b);
            case (JinjaText a, JinjaText b):
                return CompareText(a.Value, b.Value);
            case (JinjaList a, JinjaList b) when a.Kind == b.Kind:
                foreach ((object? one, object? other) in a.Items.Zip(b.Items))
                {
                    if (!AreEqual(one, other))
                    {
                        return Compare(one, other);
                    }
                }

                return a.Items.Count.CompareTo(b.Items.Count);
            default:
                return TryNumber(left, out double x) && TryNumber(right, out double y)
                    ? x.CompareTo(y)
                    : throw new JinjaException($"'{TypeName(left)}' and '{TypeName(right)}' have no order");
        }
    }

    /// <summary>One comparison of a chain.</summary>
    public static bool Holds(string symbol, object? left, object? right) => symbol switch
    {
        "==" => AreEqual(left, right),
        "!=" => !AreEqual(left, right),
        "in" => Contains(right, left),
        "not in" => !Contains(right, left),
        "<" => Compare(left, right) < 0,
        "<=" => Compare(left, right) <= 0,
        ">" => Compare(left, right) > 0,
        _ => Compare(left, right) >= 0,
    };

    /// <summary><c>item in container</c>.</summary>
    public static bool Contains(object? container, object? item) => container switch
    {
        JinjaText text => item is JinjaText part ? text.Value.Contains(part.Value, StringComparison.Ordinal) : throw new JinjaException($"a string cannot hold '{TypeName(item)}'"),
        JinjaDict dict => dict.TryGet(item, out _),
        _ => Iterate(container).Any(i => AreEqual(i, item)),
    };

    /// <summary>The items that a loop over a value sees.</summary>
    public static IReadOnlyList<object?> Iterate(object? value) => value switch
    {
        JinjaList list => list.Take(),
        JinjaText text => [.. text.Characters()],
        JinjaDict dict => [.. dict.Keys],
        JinjaUndefined => [],
        _ => throw new JinjaException($"'{TypeName(value)}' is not iterable"),
    };

    /// <summary><c>len(value)</c>.</summary>
    public static long Length(object? value) => value switch
    {
        JinjaText text => text.Length,
        JinjaList { Kind: not JinjaListKind.Generator } list => list.Items.Count,
        JinjaDict dict => dict.Entries.Count,
        JinjaUndefined => 0,
        _ => throw new JinjaException($"'{TypeName(value)}' has no length"),
    };

    /// <summary>A binary operator other than <c>and</c> and <c>or</c>.</summary>
    public static object? Binary(string symbol, object? left, object? right)
    {
        if (symbol == "~")
        {
            return new JinjaTextBuilder().Append(JinjaPrinter.Str(left)).Append(JinjaPrinter.Str(right)).ToText();
        }

        FailIfUndefined(left);
        if (symbol == "%" && left is JinjaText pattern && right is JinjaUndefined)
        {
            return JinjaFilters.Format(pattern, [right], isStrict: false);
        }

        FailIfUndefined(right);
        return (symbol, left, right) switch
        {
            ("+", JinjaText a, JinjaText b) => new JinjaTextBuilder().Append(a).Append(b).ToText(),
            ("+", JinjaList a, JinjaList b) when a.Kind == b.Kind => new JinjaList(a.Items.Concat(b.Items), a.Kind),
            ("*", JinjaText text, _) when TryInteger(right, out long count) => Repeat(text, count),
            ("*", _, JinjaText text) when TryInteger(left, out long count) => Repeat(text, count),
            ("*", JinjaList list, _) when TryInteger(right, out long count) => Repeat(list, count),
            ("*", _, JinjaList list) when TryInteger(left, out long count) => Repeat(list, count),
            ("%", JinjaText format, _) => JinjaFilters.Format(format, right is JinjaList { Kind: JinjaListKind.Tuple } tuple ? tuple.Items : [right], isStrict: right is not (JinjaDict or JinjaList { Kind: JinjaListKind.List })),
            _ => Arithmetic(symbol, left, right),
        };
    }

    /// <summary><c>-value</c> and <c>+value</c>.</summary>
    public static object Sign(string symbol, object? value)
    {
        FailIfUndefined(value);
        return TryInteger(value, out long integer) ? symbol == "-" ? checked(-integer) : integer
            : value is double number ? (object)(symbol == "-" ? -number : number)
            : throw new JinjaException($"'{TypeName(value)}' has no sign");
    }

    /// <summary>An integer; truth values are 0 and 1.</summary>
    public static bool TryInteger(object? value, out long integer)
    {
        integer = value is long l ? l : value is true ? 1 : 0;
        return value is long or bool;
    }

    /// <summary>Throws if a value is undefined.</summary>
    public static void FailIfUndefined(object? value)
    {
        if (value is JinjaUndefined undefined)
        {
            throw new JinjaException(undefined.Reason);
        }
    }

    /// <summary>What Python calls the type of a value.</summary>
    public static string TypeName(object? value) => value switch
    {
        null => "NoneType",
        bool => "bool",
        long => "int",
        double => "float",
        JinjaText => "str",
        JinjaList list => list.Kind switch { JinjaListKind.List => "list", JinjaListKind.Tuple => "tuple", JinjaListKind.View => list.ViewName, _ => "generator" },
        JinjaDict => "dict",
        JinjaUndefined => "Undefined",
        JinjaNamespace => "Namespace",
        JinjaLoop => "LoopContext",
        _ => "function",
    };

    /// <summary>The order of two strings by code points.</summary>
    public static int CompareText(string left, string right)
    {
        for (int i = 0; i < left.Length && i < right.Length; i++)
        {
            if (left[i] != right[i])
            {
                // A surrogate stands for a character beyond all that one unit can be.
                return char.IsSurrogate(left[i]) != char.IsSurrogate(right[i]) ? char.IsSurrogate(left[i]) ? 1 : -1 : left[i].CompareTo(right[i]);
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    private static bool TryNumber(object? value, out double number)
    {
        number = value is double d ? d : TryInteger(value, out long l) ? l : double.NaN;
        return value is double or long or bool;
    }

    private static JinjaText Repeat(JinjaText text, long count)
    {
        if (count * text.Value.Length > MaxRepeated)
        {
            throw new JinjaException("a repeated string is too long");
        }

        JinjaTextBuilder builder = new();
        for (long i = 0; i < count; i++)
        {
            builder.Append(text);
        }

        return builder.ToText();
    }

    private static JinjaList Repeat(JinjaList list, long count)
        => count * list.Items.Count > MaxRepeated
            ? throw new JinjaException("a repeated list is too long")
            : new JinjaList(Enumerable.Repeat(list.Items, (int)Math.Max(0, count)).SelectMany(static i => i), list.Kind);

    private static object Arithmetic(string symbol, object? left, object? right)
    {
        if (!TryNumber(left, out double x) || !TryNumber(right, out double y))
        {
            throw new JinjaException($"'{symbol}' is not defined for '{TypeName(left)}' and '{TypeName(right)}'");
        }

        bool isInteger = TryInteger(left, out long a) & TryInteger(right, out long b);
        if (symbol is "/" or "//" or "%" && y == 0)
        {
            throw new JinjaException("division by zero");
        }

        try
        {
            return isInteger && symbol != "/" && (symbol != "**" || b >= 0)
                ? symbol switch
                {
                    "+" => checked(a + b),
                    "-" => checked(a - b),
                    "*" => checked(a * b),
                    "//" => FloorDivide(a, b),
                    "%" => a - (FloorDivide(a, b) * b),
                    _ => Power(a, b),
                }
                : (object)(symbol switch
                {
                    "+" => x + y,
                    "-" => x - y,
                    "*" => x * y,
                    "/" => x / y,
                    "//" => Math.Floor(x / y),
                    "%" => Modulo(x, y),
                    _ => Math.Pow(x, y),
                });
        }
        catch (OverflowException)
        {
            throw new JinjaException("an integer is beyond 64 bits");
        }
    }

    private static long FloorDivide(long a, long b)
    {
        long quotient = checked(a / b);
        return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
    }

    private static double Modulo(double x, double y)
    {
        double rest = x % y;
        return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
    }

    private static long Power(long value, long exponent)
    {
        long result = 1;
        for (long i = 0; i < exponent; i++)
        {
            result = checked(result * value);
            if (result is 0 or 1 && value is 0 or 1)
            {
                break;
            }
        }

        return result;
    }
}
