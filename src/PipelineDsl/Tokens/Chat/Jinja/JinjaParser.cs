using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;

namespace PipelineDsl;

/// <summary>Parses a template, with the grammar and the precedence of Jinja 3.1.</summary>
internal sealed class JinjaParser
{
    private const int MaxDepth = 200;

    private readonly List<JinjaToken> _tokens;
    private int _at;
    private int _depth;
    private int _loops;

    private JinjaParser(List<JinjaToken> tokens) => _tokens = tokens;

    private JinjaToken Current => _tokens[_at];

    private int Line => Current.Line;

    /// <summary>The statements of a template.</summary>
    /// <exception cref="JinjaException">It is no template.</exception>
    public static IReadOnlyList<JinjaStatement> Parse(string source)
    {
        JinjaParser parser = new(JinjaLexer.Read(source));
        List<JinjaStatement> statements = parser.Statements();
        return parser.Current.Kind == JinjaTokenKind.End
            ? statements
            : throw parser.Error($"unexpected '{parser._tokens[parser._at + 1].Text}': no block is open that it could end");
    }

    private JinjaException Error(string reason) => new(Line, reason);

    // Statements.

    /// <summary>Statements up to the end or a block whose keyword is one of <paramref name="ends"/>, which is left standing.</summary>
    private List<JinjaStatement> Statements(params ReadOnlySpan<string> ends)
    {
        if (++_depth > MaxDepth)
        {
            throw Error("blocks are nested too deeply");
        }

        List<JinjaStatement> statements = [];
        while (Current.Kind != JinjaTokenKind.End)
        {
            JinjaToken token = Current;
            if (token.Kind == JinjaTokenKind.Data)
            {
                _at++;
                statements.Add(new JinjaData(token.Line, new JinjaText(token.Text)));
            }
            else if (token.Kind == JinjaTokenKind.OutputBegin)
            {
                _at++;
                statements.Add(new JinjaOutput(token.Line, Tuple()));
                Expect(JinjaTokenKind.OutputEnd);
            }
            else
            {
                JinjaToken keyword = _tokens[_at + 1];
                if (keyword.Kind != JinjaTokenKind.Name)
                {
                    throw Error("a block needs a keyword");
                }

                if (ends.Contains(keyword.Text) || keyword.Text.StartsWith("end", StringComparison.Ordinal) || keyword.Text is "else" or "elif")
                {
                    break;
                }

                _at += 2;
                statements.Add(Block(keyword));
            }
        }

        _depth--;
        return statements;
    }

    private JinjaStatement Block(JinjaToken keyword) => keyword.Text switch
    {
        "if" => If(keyword.Line),
        "for" => For(keyword.Line),
        "set" => Set(keyword.Line),
        "macro" => Macro(keyword.Line),
        "call" => CallBlock(keyword.Line),
        "filter" => FilterBlock(keyword.Line),
        "with" => With(keyword.Line),
        "generation" => new JinjaGeneration(keyword.Line, Body("endgeneration")),
        "break" or "continue" => Jump(keyword),
        "include" or "import" or "from" or "extends" or "block" or "autoescape" or "do" or "trans"
            => throw new JinjaException(keyword.Line, $"'{keyword.Text}' is not available to chat templates"),
        _ => throw new JinjaException(keyword.Line, $"unknown block '{keyword.Text}'"),
    };

    /// <summary>The end of a tag, a body, and the whole closing tag.</summary>
    private List<JinjaStatement> Body(string end)
    {
        Expect(JinjaTokenKind.BlockEnd);
        List<JinjaStatement> body = Statements(end);
        End(end);
        Expect(JinjaTokenKind.BlockEnd);
        return body;
    }

    /// <summary>Passes over <c>{% keyword</c>.</summary>
    private void End(string keyword)
    {
        if (Current.Kind != JinjaTokenKind.BlockBegin || _tokens[_at + 1].Text != keyword)
        {
            throw Error(Current.Kind == JinjaTokenKind.End ? $"'{keyword}' is missing at the end" : $"'{keyword}' was expected, not '{_tokens[_at + 1].Text}'");
        }

        _at += 2;
    }

    private JinjaIf If(int line)
    {
        List<(JinjaExpression? Test, IReadOnlyList<JinjaStatement> Body)> branches = [];
        JinjaExpression? test = Tuple(withCondition: false);
        while (true)
        {
            Expect(JinjaTokenKind.BlockEnd);
            branches.Add((test, Statements("elif", "else", "endif")));
            string keyword = Current.Kind == JinjaTokenKind.BlockBegin ? _tokens[_at + 1].Text : "";
            if (keyword == "endif" || test is null)
            {
                End("endif");
                Expect(JinjaTokenKind.BlockEnd);
                return new JinjaIf(line, branches);
            }

            End(keyword == "else" ? "else" : "elif");
            test = keyword == "else" ? null : Tuple(withCondition: false);
        }
    }

    private JinjaFor For(int line)
    {
        JinjaExpression target = Target(withNamespace: false);
        ExpectName("in");
        JinjaExpression items = Tuple(withCondition: false, end: "recursive");
        JinjaExpression? test = TakeName("if") ? Expression() : null;
        bool isRecursive = TakeName("recursive");
        Expect(JinjaTokenKind.BlockEnd);
        _loops++;
        List<JinjaStatement> body = Statements("else", "endfor");
        _loops--;
        List<JinjaStatement> otherwise = [];
        if (Current.Kind == JinjaTokenKind.BlockBegin && _tokens[_at + 1].Text == "else")
        {
            _at += 2;
            Expect(JinjaTokenKind.BlockEnd);
            otherwise = Statements("endfor");
        }

        End("endfor");
        Expect(JinjaTokenKind.BlockEnd);
        return new JinjaFor(line, target, items, test, body, otherwise, isRecursive);
    }

    private JinjaJump Jump(JinjaToken keyword)
    {
        if (_loops == 0)
        {
            throw new JinjaException(keyword.Line, $"'{keyword.Text}' outside of a loop");
        }

        Expect(JinjaTokenKind.BlockEnd);
        return new JinjaJump(keyword.Line, keyword.Text == "break");
    }

    private JinjaStatement Set(int line)
    {
        JinjaExpression target = Target(withNamespace: true);
        if (TakeOperator("="))
        {
            JinjaExpression value = Tuple();
            Expect(JinjaTokenKind.BlockEnd);
            return new JinjaSet(line, target, value);
        }

        JinjaExpression? filter = IsOperator("|") ? Filters(null) : null;
        return new JinjaCapture(line, target, filter, Body("endset"));
    }

    private JinjaMacroNode Macro(int line)
    {
        string name = Name();
        List<(string Name, JinjaExpression? Default)> parameters = Parameters();
        return new JinjaMacroNode(line, name, parameters, FunctionBody("endmacro"));
    }

    private JinjaCallBlock CallBlock(int line)
    {
        List<(string Name, JinjaExpression? Default)> parameters = IsOperator("(") ? Parameters() : [];
        JinjaExpression call = Expression();
        return call is JinjaCall target
            ? new JinjaCallBlock(line, new JinjaMacroNode(line, "caller", parameters, FunctionBody("endcall")), target)
            : throw new JinjaException(line, "a call block needs a call");
    }

    private List<JinjaStatement> FunctionBody(string end)
    {
        int loops = _loops;
        _loops = 0;
        List<JinjaStatement> body = Body(end);
        _loops = loops;
        return body;
    }

    private List<(string Name, JinjaExpression? Default)> Parameters()
    {
        List<(string Name, JinjaExpression? Default)> parameters = [];
        ExpectOperator("(");
        while (!TakeOperator(")"))
        {
            if (parameters.Count > 0)
            {
                ExpectOperator(",");
            }

            string name = Name();
            parameters.Add((name, TakeOperator("=") ? Expression() : null));
        }

        return parameters;
    }

    private JinjaCapture FilterBlock(int line)
    {
        JinjaExpression filter = Filters(null, begun: true);
        return new JinjaCapture(line, null, filter, Body("endfilter"));
    }

    private JinjaWith With(int line)
    {
        List<(JinjaExpression Target, JinjaExpression Value)> values = [];
        while (Current.Kind != JinjaTokenKind.BlockEnd)
        {
            if (values.Count > 0)
            {
                ExpectOperator(",");
            }

            JinjaExpression target = Target(withNamespace: false);
            ExpectOperator("=");
            values.Add((target, Expression()));
        }

        return new JinjaWith(line, values, Body("endwith"));
    }

    /// <summary>What is assigned to: a name, several, or an attribute of a namespace.</summary>
    private JinjaExpression Target(bool withNamespace)
    {
        int line = Line;
        List<JinjaExpression> targets = [];
        bool isTuple = false;
        do
        {
            if (isTuple && (Current.Kind != JinjaTokenKind.Name || Current.Text == "in") && !IsOperator("("))
            {
                break;
            }

            if (TakeOperator("("))
            {
                targets.Add(Target(withNamespace));
                ExpectOperator(")");
            }
            else
            {
                JinjaExpression target = new JinjaName(Line, Name());
                targets.Add(withNamespace && TakeOperator(".") ? new JinjaAttribute(Line, target, Name()) : target);
            }

            isTuple = IsOperator(",") || isTuple;
        }
        while (TakeOperator(","));

        return isTuple ? new JinjaListNode(line, targets, IsTuple: true) : targets[0];
    }

    // Expressions, from the loosest binding to the tightest.

    /// <summary>An expression, or several with commas between them, which make a tuple.</summary>
    private JinjaExpression Tuple(bool withCondition = true, string? end = null)
    {
        int line = Line;
        List<JinjaExpression> items = [];
        bool isTuple = false;
        while (true)
        {
            if (Current.Kind is JinjaTokenKind.OutputEnd or JinjaTokenKind.BlockEnd || IsOperator(")") || (end is not null && IsName(end)))
            {
                break;
            }

            items.Add(withCondition ? Expression() : Or());
            if (!TakeOperator(","))
            {
                break;
            }

            isTuple = true;
        }

        return isTuple ? new JinjaListNode(line, items, IsTuple: true)
            : items.Count == 1 ? items[0]
            : throw Error("an expression was expected");
    }

    private JinjaExpression Expression()
    {
        if (++_depth > MaxDepth)
        {
            throw Error("expressions are nested too deeply");
        }

        int line = Line;
        JinjaExpression value = Or();
        while (TakeName("if"))
        {
            JinjaExpression test = Or();
            value = new JinjaCondition(line, value, test, TakeName("else") ? Expression() : null);
        }

        _depth--;
        return value;
    }

    private JinjaExpression Or()
    {
        JinjaExpression left = And();
        while (IsName("or"))
        {
            int line = _tokens[_at++].Line;
            left = new JinjaBinary(line, "or", left, And());
        }

        return left;
    }

    private JinjaExpression And()
    {
        JinjaExpression left = Not();
        while (IsName("and"))
        {
            int line = _tokens[_at++].Line;
            left = new JinjaBinary(line, "and", left, Not());
        }

        return left;
    }

    private JinjaExpression Not()
    {
        if (IsName("not"))
        {
            int line = _tokens[_at++].Line;
            return new JinjaUnary(line, "not", Not());
        }

        return Comparison();
    }

    private JinjaExpression Comparison()
    {
        int line = Line;
        JinjaExpression first = Sum();
        List<(string Operator, JinjaExpression Right)> rest = [];
        while (true)
        {
            if (Current is { Kind: JinjaTokenKind.Operator, Text: "==" or "!=" or "<" or ">" or "<=" or ">=" })
            {
                string symbol = _tokens[_at++].Text;
                rest.Add((symbol, Sum()));
            }
            else if (TakeName("in"))
            {
                rest.Add(("in", Sum()));
            }
            else if (IsName("not") && _tokens[_at + 1] is { Kind: JinjaTokenKind.Name, Text: "in" })
            {
                _at += 2;
                rest.Add(("not in", Sum()));
            }
            else
            {
                return rest.Count == 0 ? first : new JinjaComparison(line, first, rest);
            }
        }
    }

    private JinjaExpression Sum() => Binary(Concatenation, "+", "-");

    private JinjaExpression Concatenation() => Binary(Product, "~");

    private JinjaExpression Product() => Binary(Power, "*", "/", "//", "%");

    private JinjaExpression Power() => Binary(() => Unary(), "**");

    private JinjaExpression Binary(Func<JinjaExpression> operand, params ReadOnlySpan<string> symbols)
    {
        JinjaExpression left = operand();
        while (Current.Kind == JinjaTokenKind.Operator && symbols.Contains(Current.Text))
        {
            JinjaToken symbol = _tokens[_at++];
            left = new JinjaBinary(symbol.Line, symbol.Text, left, operand());
        }

        return left;
    }

    private JinjaExpression Unary(bool withFilters = true)
    {
        if (++_depth > MaxDepth)
        {
            throw Error("expressions are nested too deeply");
        }

        int line = Line;
        JinjaExpression value;
        if (TakeOperator("-"))
        {
            value = new JinjaUnary(line, "-", Unary(withFilters: false));
        }
        else if (TakeOperator("+"))
        {
            value = new JinjaUnary(line, "+", Unary(withFilters: false));
        }
        else
        {
            value = Primary();
        }

        value = Postfix(value);
        _depth--;
        return withFilters ? FiltersAndTests(value) : value;
    }

    private JinjaExpression Primary()
    {
        JinjaToken token = Current;
        _at++;
        switch (token.Kind)
        {
            case JinjaTokenKind.Name:
                return token.Text switch
                {
                    "true" or "True" => new JinjaConstant(token.Line, true),
                    "false" or "False" => new JinjaConstant(token.Line, false),
                    "none" or "None" => new JinjaConstant(token.Line, null),
                    _ => new JinjaName(token.Line, token.Text),
                };
            case JinjaTokenKind.Text:
                string text = token.Text;
                while (Current.Kind == JinjaTokenKind.Text)
                {
                    text += _tokens[_at++].Text;
                }

                return new JinjaConstant(token.Line, new JinjaText(text));
            case JinjaTokenKind.Integer:
                return BigInteger.Parse(token.Text, CultureInfo.InvariantCulture) is var integer && integer <= long.MaxValue
                    ? new JinjaConstant(token.Line, (long)integer)
                    : throw new JinjaException(token.Line, $"the integer {token.Text} is beyond 64 bits");
            case JinjaTokenKind.Float:
                return new JinjaConstant(token.Line, double.Parse(token.Text, CultureInfo.InvariantCulture));
            case JinjaTokenKind.Operator when token.Text == "(":
                if (TakeOperator(")"))
                {
                    return new JinjaListNode(token.Line, [], IsTuple: true);
                }

                JinjaExpression inner = Tuple();
                ExpectOperator(")");
                return inner;
            case JinjaTokenKind.Operator when token.Text == "[":
                return new JinjaListNode(token.Line, Items("]"), IsTuple: false);
            case JinjaTokenKind.Operator when token.Text == "{":
                return Dict(token.Line);
            default:
                throw new JinjaException(token.Line, $"unexpected '{(token.Kind == JinjaTokenKind.End ? "end of template" : token.Text)}'");
        }
    }

    private List<JinjaExpression> Items(string close)
    {
        List<JinjaExpression> items = [];
        while (!TakeOperator(close))
        {
            if (items.Count > 0)
            {
                ExpectOperator(",");
                if (TakeOperator(close))
                {
                    break;
                }
            }

            items.Add(Expression());
        }

        return items;
    }

    private JinjaDictNode Dict(int line)
    {
        List<(JinjaExpression Key, JinjaExpression Value)> items = [];
        while (!TakeOperator("}"))
        {
            if (items.Count > 0)
            {
                ExpectOperator(",");
                if (TakeOperator("}"))
                {
                    break;
                }
            }

            JinjaExpression key = Expression();
            ExpectOperator(":");
            items.Add((key, Expression()));
        }

        return new JinjaDictNode(line, items);
    }

    private JinjaExpression Postfix(JinjaExpression value)
    {
        while (Current.Kind == JinjaTokenKind.Operator)
        {
            int line = Line;
            if (TakeOperator("."))
            {
                value = Current.Kind == JinjaTokenKind.Integer
                    ? new JinjaItem(line, value, new JinjaConstant(line, long.Parse(_tokens[_at++].Text, CultureInfo.InvariantCulture)))
                    : new JinjaAttribute(line, value, Name());
            }
            else if (TakeOperator("["))
            {
                value = Subscript(line, value);
            }
            else if (IsOperator("("))
            {
                value = new JinjaCall(line, value, Arguments());
            }
            else
            {
                break;
            }
        }

        return value;
    }

    private JinjaExpression Subscript(int line, JinjaExpression value)
    {
        JinjaExpression? start = IsOperator(":") ? null : Expression();
        if (!IsOperator(":"))
        {
            ExpectOperator("]");
            return new JinjaItem(line, value, start!);
        }

        _at++;
        JinjaExpression? stop = IsOperator(":") || IsOperator("]") ? null : Expression();
        JinjaExpression? step = TakeOperator(":") && !IsOperator("]") ? Expression() : null;
        ExpectOperator("]");
        return new JinjaSlice(line, value, start, stop, step);
    }

    private JinjaArguments Arguments()
    {
        List<JinjaExpression> positional = [];
        List<(string Name, JinjaExpression Value)> named = [];
        ExpectOperator("(");
        while (!TakeOperator(")"))
        {
            if (positional.Count + named.Count > 0)
            {
                ExpectOperator(",");
                if (TakeOperator(")"))
                {
                    break;
                }
            }

            if (IsOperator("*") || IsOperator("**"))
            {
                throw Error("arguments with * are not available to chat templates");
            }

            if (Current.Kind == JinjaTokenKind.Name && _tokens[_at + 1] is { Kind: JinjaTokenKind.Operator, Text: "=" })
            {
                string name = Name();
                _at++;
                named.Add((name, Expression()));
            }
            else if (named.Count > 0)
            {
                throw Error("a positional argument behind a named one");
            }
            else
            {
                positional.Add(Expression());
            }
        }

        return new JinjaArguments(positional, named);
    }

    private JinjaExpression FiltersAndTests(JinjaExpression value)
    {
        while (true)
        {
            if (IsOperator("|"))
            {
                value = Filters(value);
            }
            else if (IsName("is"))
            {
                value = Test(value);
            }
            else if (IsOperator("("))
            {
                value = new JinjaCall(Line, value, Arguments());
            }
            else
            {
                return value;
            }
        }
    }

    /// <summary>A chain of filters; if it has begun, the first stands without its bar.</summary>
    private JinjaExpression Filters(JinjaExpression? value, bool begun = false)
    {
        while (begun || TakeOperator("|"))
        {
            begun = false;
            int line = Line;
            string name = DottedName();
            if (!JinjaFilters.IsKnown(name))
            {
                throw new JinjaException(line, $"no filter is named '{name}'");
            }

            value = new JinjaFilterNode(line, value, name, IsOperator("(") ? Arguments() : JinjaArguments.None);
        }

        return value!;
    }

    private JinjaExpression Test(JinjaExpression value)
    {
        int line = _tokens[_at++].Line;
        bool negated = TakeName("not");
        string name = DottedName();
        if (!JinjaTests.IsKnown(name))
        {
            throw new JinjaException(line, $"no test is named '{name}'");
        }

        JinjaArguments arguments = JinjaArguments.None;
        if (IsOperator("("))
        {
            arguments = Arguments();
        }
        else if (Current.Kind is JinjaTokenKind.Text or JinjaTokenKind.Integer or JinjaTokenKind.Float || IsOperator("[") || IsOperator("{")
            || (Current.Kind == JinjaTokenKind.Name && Current.Text is not ("else" or "or" or "and")))
        {
            if (IsName("is"))
            {
                throw Error("tests cannot be chained with 'is'");
            }

            arguments = new JinjaArguments([Postfix(Primary())], []);
        }

        JinjaExpression test = new JinjaTestNode(line, value, name, arguments);
        return negated ? new JinjaUnary(line, "not", test) : test;
    }

    // Tokens.

    private string DottedName()
    {
        string name = Name();
        while (TakeOperator("."))
        {
            name += "." + Name();
        }

        return name;
    }

    private string Name() => Current.Kind == JinjaTokenKind.Name ? _tokens[_at++].Text : throw Error($"a name was expected, not '{Current.Text}'");

    private bool IsName(string name) => Current.Kind == JinjaTokenKind.Name && Current.Text == name;

    private bool TakeName(string name)
    {
        bool taken = IsName(name);
        _at += taken ? 1 : 0;
        return taken;
    }

    private void ExpectName(string name)
    {
        if (!TakeName(name))
        {
            throw Error($"'{name}' was expected, not '{Current.Text}'");
        }
    }

    private bool IsOperator(string symbol) => Current.Kind == JinjaTokenKind.Operator && Current.Text == symbol;

    private bool TakeOperator(string symbol)
    {
        bool taken = IsOperator(symbol);
        _at += taken ? 1 : 0;
        return taken;
    }

    private void ExpectOperator(string symbol)
    {
        if (!TakeOperator(symbol))
        {
            throw Error($"'{symbol}' was expected, not '{Current.Text}'");
        }
    }

    private void Expect(JinjaTokenKind kind)
    {
        if (Current.Kind != kind)
        {
            throw Error($"'{(kind == JinjaTokenKind.OutputEnd ? "}}" : "%}")}' was expected, not '{Current.Text}'");
        }

        _at++;
    }
}
