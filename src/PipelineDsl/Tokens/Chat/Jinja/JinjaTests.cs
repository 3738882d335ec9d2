using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>The tests of Jinja 3.1: what may stand behind <c>is</c>.</summary>
internal static class JinjaTests
{
    private static readonly Dictionary<string, Func<object?, JinjaCallValues, bool>> s_tests = new(StringComparer.Ordinal)
    {
        ["boolean"] = static (v, _) => v is bool,
        ["callable"] = static (v, _) => v is JinjaFunction or JinjaUndefined or JinjaLoop { Recurse: not null },
        ["defined"] = static (v, _) => v is not JinjaUndefined,
        ["divisibleby"] = static (v, a) => JinjaOperators.AreEqual(JinjaOperators.Binary("%", v, a.Need(0, "num")), 0L),
        ["even"] = static (v, _) => JinjaOperators.AreEqual(JinjaOperators.Binary("%", v, 2L), 0L),
        ["odd"] = static (v, _) => JinjaOperators.AreEqual(JinjaOperators.Binary("%", v, 2L), 1L),
        ["false"] = static (v, _) => v is false,
        ["true"] = static (v, _) => v is true,
        ["filter"] = static (v, _) => v is JinjaText text && JinjaFilters.IsKnown(text.Value),
        ["test"] = static (v, _) => v is JinjaText text && IsKnown(text.Value),
        ["float"] = static (v, _) => v is double,
        ["integer"] = static (v, _) => v is long,
        ["number"] = static (v, _) => v is long or double or bool,
        ["in"] = static (v, a) => JinjaOperators.Contains(a.Need(0, "seq"), v),
        ["iterable"] = static (v, _) => v is JinjaList or JinjaText or JinjaDict or JinjaUndefined,
        ["mapping"] = static (v, _) => v is JinjaDict,
        ["none"] = static (v, _) => v is null,
        ["sameas"] = static (v, a) => a.Need(0, "other") is var other && (v is null or bool or long or JinjaText ? JinjaOperators.TypeName(v) == JinjaOperators.TypeName(other) && JinjaOperators.AreEqual(v, other) : ReferenceEquals(v, other)),
        ["sequence"] = static (v, _) => v is JinjaList { IsIndexed: true } or JinjaText or JinjaDict or JinjaUndefined,
        ["string"] = static (v, _) => v is JinjaText,
        ["undefined"] = static (v, _) => v is JinjaUndefined,
        ["upper"] = static (v, _) => JinjaStrings.IsCased(JinjaPrinter.Str(v), PythonCharacters.IsUpper, PythonCharacters.IsLower),
        ["lower"] = static (v, _) => JinjaStrings.IsCased(JinjaPrinter.Str(v), PythonCharacters.IsLower, PythonCharacters.IsUpper),
        ["escaped"] = static (_, _) => false,
        ["eq"] = Comparison("=="),
        ["equalto"] = Comparison("=="),
        ["=="] = Comparison("=="),
        ["ne"] = Comparison("!="),
        ["!="] = Comparison("!="),
        ["gt"] = Comparison(">"),
        ["greaterthan"] = Comparison(">"),
        [">"] = Comparison(">"),
        ["ge"] = Comparison(">="),
        [">="] = Comparison(">="),
        ["lt"] = Comparison("<"),
        ["lessthan"] = Comparison("<"),
        ["<"] = Comparison("<"),
        ["le"] = Comparison("<="),
        ["<="] = Comparison("<="),
    };

    /// <summary>Whether there is a test of a name.</summary>
    public static bool IsKnown(string name) => s_tests.ContainsKey(name);

    /// <summary>Whether a test holds.</summary>
    public static bool Holds(string name, object? value, in JinjaCallValues arguments)
        => s_tests.TryGetValue(name, out Func<object?, JinjaCallValues, bool>? test) ? test(value, arguments) : throw new JinjaException($"no test is named '{name}'");

    private static Func<object?, JinjaCallValues, bool> Comparison(string symbol) => (value, arguments) => JinjaOperators.Holds(symbol, value, arguments.Need(0, "other"));
}
