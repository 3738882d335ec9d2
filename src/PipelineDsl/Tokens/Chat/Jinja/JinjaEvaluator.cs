using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl;

/// <summary>Renders a parsed template. One evaluator renders once.</summary>
/// <remarks>
/// A template can do nothing but compute its text: values are immutable (but for namespaces), nothing outside can be reached, and the steps, the depth of calls and the
/// length of the output are bounded.
/// </remarks>
internal sealed class JinjaEvaluator
{
    private const int MaxSteps = 20_000_000;
    private const int MaxCallDepth = 100;
    private const int MaxOutput = 1 << 28;

    private readonly JinjaScope _globals;
    private int _steps;
    private int _callDepth;

    /// <summary>Prepares a rendering.</summary>
    /// <param name="globals">The functions and variables that the template sees.</param>
    public JinjaEvaluator(JinjaScope globals) => _globals = globals;

    private enum Flow
    {
        Next,
        Break,
        Continue,
    }

    /// <summary>The text of a template.</summary>
    public JinjaText Render(IReadOnlyList<JinjaStatement> statements)
    {
        JinjaTextBuilder output = new();
        Run(statements, new JinjaScope(_globals), output);
        return output.ToText();
    }

    private void Step(JinjaNode node)
    {
        if (++_steps > MaxSteps)
        {
            throw new JinjaException(node.Line, $"the template takes more than {MaxSteps} steps");
        }
    }

    // Statements.

    private Flow Run(IReadOnlyList<JinjaStatement> statements, JinjaScope scope, JinjaTextBuilder output)
    {
        foreach (JinjaStatement statement in statements)
        {
            Step(statement);
            Flow flow;
            try
            {
                flow = Run(statement, scope, output);
            }
            catch (JinjaException exception) when (exception.Line == 0)
            {
                throw new JinjaException(statement.Line, exception.Reason) { IsRefusal = exception.IsRefusal };
            }

            if (flow != Flow.Next)
            {
                return flow;
            }

            if (output.Length > MaxOutput)
            {
                throw new JinjaException(statement.Line, "the template's output is too long");
            }
        }

        return Flow.Next;
    }

    private Flow Run(JinjaStatement statement, JinjaScope scope, JinjaTextBuilder output)
    {
        switch (statement)
        {
            case JinjaData data:
                output.Append(data.Text);
                break;
            case JinjaOutput show:
                output.Append(JinjaPrinter.Str(Evaluate(show.Value, scope)));
                break;
            case JinjaIf branches:
                foreach ((JinjaExpression? test, IReadOnlyList<JinjaStatement> body) in branches.Branches)
                {
                    if (test is null || JinjaOperators.IsTrue(Evaluate(test, scope)))
                    {
                        return Run(body, scope, output);
                    }
                }

                break;
            case JinjaFor loop:
                RunLoop(loop, scope, output, Evaluate(loop.Items, scope), 0);
                break;
            case JinjaJump jump:
                return jump.IsBreak ? Flow.Break : Flow.Continue;
            case JinjaSet set:
                Assign(set.Target, Evaluate(set.Value, scope), scope);
                break;
            case JinjaCapture capture:
                RunCapture(capture, scope, output);
                break;
            case JinjaMacroNode macro:
                scope.Set(macro.Name, Function(macro, scope));
                break;
            case JinjaCallBlock call:
                output.Append(JinjaPrinter.Str(Call(call.Call, scope, ("caller", Function(call.Caller, scope)))));
                break;
            case JinjaWith with:
                JinjaScope inner = new(scope);
                foreach ((JinjaExpression target, JinjaExpression value) in with.Values)
                {
                    Assign(target, Evaluate(value, scope), inner);
                }

                return Run(with.Body, inner, output);
            case JinjaGeneration generation:
                int start = output.Length;
                Flow flow = Run(generation.Body, new JinjaScope(scope), output);
                output.MarkGenerated(start);
                return flow;
            default:
                throw new JinjaException(statement.Line, "unknown statement");
        }

        return Flow.Next;
    }

    private void RunLoop(JinjaFor node, JinjaScope scope, JinjaTextBuilder output, object? value, int depth)
    {
        IReadOnlyList<object?> items = JinjaOperators.Iterate(value);
        if (node.Test is { } test)
        {
            items = [.. items.Where(item =>
            {
                Step(node);
                JinjaScope tested = new(scope);
                Assign(node.Target, item, tested);
                return JinjaOperators.IsTrue(Evaluate(test, tested));
            })];
        }

        JinjaLoop loop = new(items, depth);
        if (node.IsRecursive)
        {
            loop.Recurse = new JinjaFunction("loop", arguments => Nested(() =>
            {
                JinjaTextBuilder inner = new();
                RunLoop(node, scope, inner, arguments.Need(0, "iterable"), depth + 1);
                return inner.ToText();
            }));
        }

        for (int i = 0; i < items.Count; i++)
        {
            Step(node);
            loop.Index = i;
            JinjaScope body = new(scope);
            body.Set("loop", loop);
            Assign(node.Target, items[i], body);
            if (Run(node.Body, body, output) == Flow.Break)
            {
                return;
            }
        }

        if (items.Count == 0)
        {
            Run(node.Else, new JinjaScope(scope), output);
        }
    }

    private void RunCapture(JinjaCapture node, JinjaScope scope, JinjaTextBuilder output)
    {
        JinjaTextBuilder inner = new();
        Run(node.Body, new JinjaScope(scope), inner);
        object? value = inner.ToText();
        if (node.Filter is { } filter)
        {
            value = EvaluateFilter((JinjaFilterNode)filter, scope, value);
        }

        if (node.Target is { } target)
        {
            Assign(target, value, scope);
        }
        else
        {
            output.Append(JinjaPrinter.Str(value));
        }
    }

    private static void Assign(JinjaExpression target, object? value, JinjaScope scope)
    {
        switch (target)
        {
            case JinjaName name:
                scope.Set(name.Name, value);
                break;
            case JinjaAttribute { Target: JinjaName name } attribute:
                if (!scope.TryGet(name.Name, out object? holder) || holder is not JinjaNamespace space)
                {
                    throw new JinjaException(target.Line, $"'{name.Name}' is no namespace: its attributes cannot be set");
                }

                space.Values[attribute.Name] = value;
                break;
            case JinjaListNode targets:
                IReadOnlyList<object?> items = JinjaOperators.Iterate(value);
                if (items.Count != targets.Items.Count)
                {
                    throw new JinjaException(target.Line, $"{items.Count} values cannot be assigned to {targets.Items.Count} names");
                }

                for (int i = 0; i < items.Count; i++)
                {
                    Assign(targets.Items[i], items[i], scope);
                }

                break;
            default:
                throw new JinjaException(target.Line, "this cannot be assigned to");
        }
    }

    // Expressions.

    private object? Evaluate(JinjaExpression expression, JinjaScope scope)
    {
        Step(expression);
        try
        {
            return EvaluateCore(expression, scope);
        }
        catch (JinjaException exception) when (exception.Line == 0)
        {
            throw new JinjaException(expression.Line, exception.Reason) { IsRefusal = exception.IsRefusal };
        }
    }

    private object? EvaluateCore(JinjaExpression expression, JinjaScope scope)
    {
        switch (expression)
        {
            case JinjaConstant constant:
                return constant.Value;
            case JinjaName name:
                return scope.TryGet(name.Name, out object? value) ? value : new JinjaUndefined($"'{name.Name}' is undefined");
            case JinjaListNode list:
                return new JinjaList(list.Items.Select(i => Evaluate(i, scope)), list.IsTuple ? JinjaListKind.Tuple : JinjaListKind.List);
            case JinjaDictNode node:
                JinjaDict dict = new();
                foreach ((JinjaExpression key, JinjaExpression item) in node.Items)
                {
                    dict.Set(Evaluate(key, scope), Evaluate(item, scope));
                }

                return dict;
            case JinjaUnary unary:
                object? operand = Evaluate(unary.Operand, scope);
                return unary.Operator == "not" ? !JinjaOperators.IsTrue(operand) : JinjaOperators.Sign(unary.Operator, operand);
            case JinjaBinary { Operator: "and" or "or" } binary:
                object? first = Evaluate(binary.Left, scope);
                return JinjaOperators.IsTrue(first) == (binary.Operator == "or") ? first : Evaluate(binary.Right, scope);
            case JinjaBinary binary:
                return JinjaOperators.Binary(binary.Operator, Evaluate(binary.Left, scope), Evaluate(binary.Right, scope));
            case JinjaComparison comparison:
                return EvaluateComparison(comparison, scope);
            case JinjaCondition condition:
                return JinjaOperators.IsTrue(Evaluate(condition.Test, scope)) ? Evaluate(condition.Then, scope)
                    : condition.Else is { } otherwise ? Evaluate(otherwise, scope)
                    : new JinjaUndefined("the inline if-expression has no else and its test was false");
            case JinjaAttribute attribute:
                return JinjaMembers.Attribute(Evaluate(attribute.Target, scope), attribute.Name);
            case JinjaItem item:
                return JinjaMembers.Item(Evaluate(item.Target, scope), Evaluate(item.Index, scope));
            case JinjaSlice slice:
                return JinjaMembers.Slice(
                    Evaluate(slice.Target, scope),
                    slice.Start is null ? null : Evaluate(slice.Start, scope),
                    slice.Stop is null ? null : Evaluate(slice.Stop, scope),
                    slice.Step is null ? null : Evaluate(slice.Step, scope));
            case JinjaCall call:
                return Call(call, scope, null);
            case JinjaFilterNode filter:
                return EvaluateFilter(filter, scope, null);
            case JinjaTestNode test:
                return JinjaTests.Holds(test.Name, Evaluate(test.Target, scope), Values(test.Arguments, scope));
            default:
                throw new JinjaException(expression.Line, "unknown expression");
        }
    }

    private bool EvaluateComparison(JinjaComparison comparison, JinjaScope scope)
    {
        object? left = Evaluate(comparison.First, scope);
        foreach ((string symbol, JinjaExpression expression) in comparison.Rest)
        {
            object? right = Evaluate(expression, scope);
            if (!JinjaOperators.Holds(symbol, left, right))
            {
                return false;
            }

            left = right;
        }

        return true;
    }

    /// <summary>Applies a chain of filters; the value that it begins with is given where the chain has none of its own.</summary>
    private object? EvaluateFilter(JinjaFilterNode node, JinjaScope scope, object? value)
    {
        object? target = node.Target switch
        {
            null => value,
            JinjaFilterNode inner => EvaluateFilter(inner, scope, value),
            JinjaExpression expression => Evaluate(expression, scope),
        };
        return JinjaFilters.Apply(node.Name, target, Values(node.Arguments, scope));
    }

    private JinjaCallValues Values(JinjaArguments arguments, JinjaScope scope)
        => arguments.Positional.Count + arguments.Named.Count == 0
            ? JinjaCallValues.None
            : new JinjaCallValues([.. arguments.Positional.Select(a => Evaluate(a, scope))], [.. arguments.Named.Select(a => (a.Name, Evaluate(a.Value, scope)))]);

    private object? Call(JinjaCall node, JinjaScope scope, (string Name, object? Value)? further)
    {
        object? target = Evaluate(node.Target, scope);
        JinjaCallValues values = Values(node.Arguments, scope);
        if (further is { } argument)
        {
            values = new JinjaCallValues(values.Positional, [.. values.Named, argument]);
        }

        JinjaOperators.FailIfUndefined(target);
        return target switch
        {
            JinjaFunction function => function.Call(values),
            JinjaLoop { Recurse: { } recurse } => recurse.Call(values),
            _ => throw new JinjaException(node.Line, $"'{JinjaOperators.TypeName(target)}' cannot be called"),
        };
    }

    private JinjaFunction Function(JinjaMacroNode macro, JinjaScope scope)
        => new(macro.Name, values => Nested(() =>
        {
            JinjaScope body = new(scope);
            for (int i = 0; i < macro.Parameters.Count; i++)
            {
                (string name, JinjaExpression? missing) = macro.Parameters[i];
                bool given = i < values.Positional.Count || values.Named.Any(n => n.Name == name);
                body.Set(
                    name,
                    given ? values.Get(i, name)
                        : missing is not null ? Evaluate(missing, body)
                        : new JinjaUndefined($"parameter '{name}' was not provided"));
            }

            JinjaDict named = new();
            foreach ((string name, object? value) in values.Named.Where(n => macro.Parameters.All(p => p.Name != n.Name)))
            {
                if (name == "caller")
                {
                    body.Set(name, value);
                }
                else
                {
                    named.Set(name, value);
                }
            }

            body.Set("varargs", new JinjaList(values.Positional.Skip(macro.Parameters.Count), JinjaListKind.Tuple));
            body.Set("kwargs", named);
            JinjaTextBuilder output = new();
            Run(macro.Body, body, output);
            return output.ToText();
        }));

    private object? Nested(Func<object?> body)
    {
        if (++_callDepth > MaxCallDepth)
        {
            throw new JinjaException("calls are nested too deeply");
        }

        object? value = body();
        _callDepth--;
        return value;
    }
}
