using System.Collections.Generic;

namespace PipelineDsl;

// The tree of a parsed template. Nodes are data; JinjaEvaluator walks them.

/// <summary>A node and its line, from 1.</summary>
internal abstract record JinjaNode(int Line);

/// <summary>An expression.</summary>
internal abstract record JinjaExpression(int Line) : JinjaNode(Line);

/// <summary>A constant: none, a truth value, a number or a string.</summary>
internal sealed record JinjaConstant(int Line, object? Value) : JinjaExpression(Line);

/// <summary>A variable.</summary>
internal sealed record JinjaName(int Line, string Name) : JinjaExpression(Line);

/// <summary><c>[a, b]</c>, or <c>(a, b)</c> if it is a tuple.</summary>
internal sealed record JinjaListNode(int Line, IReadOnlyList<JinjaExpression> Items, bool IsTuple) : JinjaExpression(Line);

/// <summary><c>{a: b}</c>.</summary>
internal sealed record JinjaDictNode(int Line, IReadOnlyList<(JinjaExpression Key, JinjaExpression Value)> Items) : JinjaExpression(Line);

/// <summary><c>not a</c>, <c>-a</c>, <c>+a</c>.</summary>
internal sealed record JinjaUnary(int Line, string Operator, JinjaExpression Operand) : JinjaExpression(Line);

/// <summary>A binary operator: arithmetic, <c>~</c>, <c>and</c>, <c>or</c>.</summary>
internal sealed record JinjaBinary(int Line, string Operator, JinjaExpression Left, JinjaExpression Right) : JinjaExpression(Line);

/// <summary>A chain of comparisons, all of which must hold.</summary>
internal sealed record JinjaComparison(int Line, JinjaExpression First, IReadOnlyList<(string Operator, JinjaExpression Right)> Rest) : JinjaExpression(Line);

/// <summary><c>a if b else c</c>; without an else the value is undefined.</summary>
internal sealed record JinjaCondition(int Line, JinjaExpression Then, JinjaExpression Test, JinjaExpression? Else) : JinjaExpression(Line);

/// <summary><c>a.b</c>.</summary>
internal sealed record JinjaAttribute(int Line, JinjaExpression Target, string Name) : JinjaExpression(Line);

/// <summary><c>a[b]</c>.</summary>
internal sealed record JinjaItem(int Line, JinjaExpression Target, JinjaExpression Index) : JinjaExpression(Line);

/// <summary><c>a[b:c:d]</c>.</summary>
internal sealed record JinjaSlice(int Line, JinjaExpression Target, JinjaExpression? Start, JinjaExpression? Stop, JinjaExpression? Step) : JinjaExpression(Line);

/// <summary>The arguments of a call.</summary>
internal sealed record JinjaArguments(IReadOnlyList<JinjaExpression> Positional, IReadOnlyList<(string Name, JinjaExpression Value)> Named)
{
    /// <summary>No arguments.</summary>
    public static JinjaArguments None { get; } = new([], []);
}

/// <summary><c>a(b, c=d)</c>.</summary>
internal sealed record JinjaCall(int Line, JinjaExpression Target, JinjaArguments Arguments) : JinjaExpression(Line);

/// <summary><c>a | b(c)</c>; the target is null in <c>{% filter %}</c> and <c>{% set %}</c> blocks, whose text it is then.</summary>
internal sealed record JinjaFilterNode(int Line, JinjaExpression? Target, string Name, JinjaArguments Arguments) : JinjaExpression(Line);

/// <summary><c>a is b(c)</c>.</summary>
internal sealed record JinjaTestNode(int Line, JinjaExpression Target, string Name, JinjaArguments Arguments) : JinjaExpression(Line);

/// <summary>A statement.</summary>
internal abstract record JinjaStatement(int Line) : JinjaNode(Line);

/// <summary>Text of the template.</summary>
internal sealed record JinjaData(int Line, JinjaText Text) : JinjaStatement(Line);

/// <summary><c>{{ a }}</c>.</summary>
internal sealed record JinjaOutput(int Line, JinjaExpression Value) : JinjaStatement(Line);

/// <summary><c>{% if %}</c> with its branches; the test of the last is null if it is an else.</summary>
internal sealed record JinjaIf(int Line, IReadOnlyList<(JinjaExpression? Test, IReadOnlyList<JinjaStatement> Body)> Branches) : JinjaStatement(Line);

/// <summary><c>{% for %}</c>.</summary>
internal sealed record JinjaFor(
    int Line,
    JinjaExpression Target,
    JinjaExpression Items,
    JinjaExpression? Test,
    IReadOnlyList<JinjaStatement> Body,
    IReadOnlyList<JinjaStatement> Else,
    bool IsRecursive) : JinjaStatement(Line);

/// <summary><c>{% break %}</c> or <c>{% continue %}</c>.</summary>
internal sealed record JinjaJump(int Line, bool IsBreak) : JinjaStatement(Line);

/// <summary><c>{% set a = b %}</c>.</summary>
internal sealed record JinjaSet(int Line, JinjaExpression Target, JinjaExpression Value) : JinjaStatement(Line);

/// <summary><c>{% set a %}…{% endset %}</c>, or <c>{% filter a %}…{% endfilter %}</c> if there is no target.</summary>
internal sealed record JinjaCapture(int Line, JinjaExpression? Target, JinjaExpression? Filter, IReadOnlyList<JinjaStatement> Body) : JinjaStatement(Line);

/// <summary>The parameters and body of a macro or call block.</summary>
internal sealed record JinjaMacroNode(int Line, string Name, IReadOnlyList<(string Name, JinjaExpression? Default)> Parameters, IReadOnlyList<JinjaStatement> Body) : JinjaStatement(Line);

/// <summary><c>{% call(a) b() %}…{% endcall %}</c>.</summary>
internal sealed record JinjaCallBlock(int Line, JinjaMacroNode Caller, JinjaCall Call) : JinjaStatement(Line);

/// <summary><c>{% with a = b %}…{% endwith %}</c>.</summary>
internal sealed record JinjaWith(int Line, IReadOnlyList<(JinjaExpression Target, JinjaExpression Value)> Values, IReadOnlyList<JinjaStatement> Body) : JinjaStatement(Line);

/// <summary><c>{% generation %}…{% endgeneration %}</c>: what an assistant wrote, by transformers' convention.</summary>
internal sealed record JinjaGeneration(int Line, IReadOnlyList<JinjaStatement> Body) : JinjaStatement(Line);
