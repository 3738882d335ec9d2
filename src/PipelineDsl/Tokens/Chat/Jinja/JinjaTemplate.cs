using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl;

/// <summary>A chat template in Jinja, with the functions that transformers gives it. Immutable; each rendering has an evaluator of its own.</summary>
internal sealed class JinjaTemplate
{
    private const int MaxRange = 100_000;

    private readonly IReadOnlyList<JinjaStatement> _statements;

    private JinjaTemplate(IReadOnlyList<JinjaStatement> statements)
    {
        _statements = statements;
        HasGeneration = Walk(statements).Any(static s => s is JinjaGeneration);
    }

    /// <summary>Whether the template marks what an assistant wrote with <c>{% generation %}</c>.</summary>
    public bool HasGeneration { get; }

    /// <summary>Parses a template.</summary>
    /// <exception cref="JinjaException">It is no template.</exception>
    public static JinjaTemplate Parse(string source) => new(JinjaParser.Parse(source));

    /// <summary>Renders the template.</summary>
    /// <param name="variables">What it sees beside the functions.</param>
    /// <param name="date">What <c>strftime_now</c> gives, or null: then the template must not ask.</param>
    /// <exception cref="JinjaException">The template refuses or fails.</exception>
    public JinjaText Render(IEnumerable<KeyValuePair<string, object?>> variables, DateTime? date = null)
    {
        JinjaScope globals = new(null);
        globals.Set("range", new JinjaFunction("range", Range));
        globals.Set("dict", new JinjaFunction("dict", Dict));
        globals.Set("namespace", new JinjaFunction("namespace", Namespace));
        globals.Set("joiner", new JinjaFunction("joiner", Joiner));
        globals.Set("cycler", new JinjaFunction("cycler", static _ => throw new JinjaException("'cycler' is not available to chat templates")));
        globals.Set("raise_exception", new JinjaFunction("raise_exception", static a => throw new JinjaException(JinjaPrinter.Str(a.Need(0, "message")).Value) { IsRefusal = true }));
        globals.Set("strftime_now", new JinjaFunction("strftime_now", a => new JinjaText(JinjaClock.Format(
            date ?? throw new JinjaException("strftime_now needs the date, an option of the chat template: the clock would make tokens differ from run to run"),
            a.NeedText(0, "format").Value))));
        foreach ((string name, object? value) in variables)
        {
            globals.Set(name, value);
        }

        return new JinjaEvaluator(globals).Render(_statements);
    }

    private static JinjaList Range(JinjaCallValues arguments)
    {
        bool single = arguments.Positional.Count == 1;
        long start = single ? 0 : arguments.GetInteger(0, "start", 0);
        long stop = arguments.GetInteger(single ? 0 : 1, "stop", 0);
        long step = arguments.GetInteger(2, "step", 1);
        if (step == 0)
        {
            throw new JinjaException("the step of a range cannot be zero");
        }

        List<object?> items = [];
        for (long i = start; step > 0 ? i < stop : i > stop; i += step)
        {
            if (items.Count == MaxRange)
            {
                throw new JinjaException($"a range may have {MaxRange} items at most");
            }

            items.Add(i);
        }

        return new JinjaList(items);
    }

    private static JinjaDict Dict(JinjaCallValues arguments)
    {
        JinjaDict dict = new();
        switch (arguments.Get(0, ""))
        {
            case JinjaDict from:
                foreach ((object? key, object? value) in from.Entries)
                {
                    dict.Set(key, value);
                }

                break;
            case JinjaList pairs:
                foreach (object? pair in pairs.Take())
                {
                    IReadOnlyList<object?> entry = JinjaOperators.Iterate(pair);
                    dict.Set(entry[0], entry.Count == 2 ? entry[1] : throw new JinjaException("a dictionary is made of pairs"));
                }

                break;
        }

        foreach ((string name, object? value) in arguments.Named)
        {
            dict.Set(name, value);
        }

        return dict;
    }

    private static JinjaNamespace Namespace(JinjaCallValues arguments)
    {
        JinjaNamespace space = new();
        foreach ((object? key, object? value) in Dict(arguments).Entries)
        {
            space.Values[JinjaPrinter.Str(key).Value] = value;
        }

        return space;
    }

    private static JinjaFunction Joiner(JinjaCallValues arguments)
    {
        object? separator = arguments.Get(0, "sep", new JinjaText(", "));
        bool used = false;
        return new JinjaFunction("joiner", _ =>
        {
            object? value = used ? separator : JinjaText.Empty;
            used = true;
            return value;
        });
    }

    private static IEnumerable<JinjaStatement> Walk(IEnumerable<JinjaStatement> statements)
    {
        foreach (JinjaStatement statement in statements)
        {
            yield return statement;
            IEnumerable<JinjaStatement> inner = statement switch
            {
                JinjaIf branches => branches.Branches.SelectMany(static b => b.Body),
                JinjaFor loop => loop.Body.Concat(loop.Else),
                JinjaCapture capture => capture.Body,
                JinjaMacroNode macro => macro.Body,
                JinjaCallBlock call => call.Caller.Body,
                JinjaWith with => with.Body,
                _ => [],
            };
            foreach (JinjaStatement one in Walk(inner))
            {
                yield return one;
            }
        }
    }
}
