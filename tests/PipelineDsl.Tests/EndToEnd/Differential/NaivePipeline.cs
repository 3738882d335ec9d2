using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text;
using PipelineDsl.Tests.Text;

namespace PipelineDsl.Tests.EndToEnd.Differential;

/// <summary>What a pipeline says of a document, and the text that is left.</summary>
internal readonly record struct Outcome(string? Rule, double Value, double Threshold, string Text);

/// <summary>Interprets the attributes of a pipeline by reflection on strings: slow, and too simple to be wrong in the way in which fused code can be.</summary>
internal sealed class NaivePipeline
{
    private readonly List<Step> _steps = [];
    private readonly Dictionary<string, HashSet<string>> _seen = [];

    public NaivePipeline(Type pipeline)
    {
        foreach (CustomAttributeData attribute in pipeline.GetCustomAttributesData().Where(static a => a.AttributeType.IsSubclassOf(typeof(StepAttribute))))
        {
            Type contract = attribute.AttributeType;
            while (contract.BaseType != typeof(StepAttribute))
            {
                contract = contract.BaseType!;
            }

            Type component = contract.GenericTypeArguments[0];
            string name = (attribute.AttributeType == contract ? component.Name : attribute.AttributeType.Name).Split('`')[0];
            name = attribute.AttributeType == contract ? name : name[..^"Attribute".Length];
            int before = _steps.Count(s => s.Name == name || s.Name.StartsWith(name + "#", StringComparison.Ordinal));
            Dictionary<string, object?> options = attribute.Constructor.GetParameters().Zip(attribute.ConstructorArguments)
                .ToDictionary(static p => p.First.Name!, static p => p.Second.Value);
            string? profile = attribute.Constructor.GetParameters().SingleOrDefault(static p => p.IsDefined(typeof(ProfileAttribute))) is { } chosen ? (string?)options[chosen.Name!] : null;
            component = attribute.AttributeType.GetCustomAttributes<StepProfileAttribute>().SingleOrDefault(p => p.Name == profile)?.Component ?? component;
            _steps.Add(new Step(before == 0 ? name : $"{name}#{before + 1}", contract.GetGenericTypeDefinition(), component, options));
        }
    }

    private sealed record Step(string Name, Type Kind, Type Component, Dictionary<string, object?> Options);

    private sealed record Rule(string Step, MethodInfo Method, Dictionary<string, object?> Options, int Tier, object? Memory);

    /// <summary>Judges the next document of the corpus: a deduplication remembers those before.</summary>
    public Outcome Judge(string text)
    {
        List<Rule> rules = [];
        foreach (Step step in _steps)
        {
            if (step.Kind == typeof(FilterAttribute<>))
            {
                rules.AddRange(Rules(step, step.Component.GetCustomAttribute<FilterAttribute>()!.InOrder, null));
                continue;
            }

            // Where the text changes or the corpus is asked, the rules up to there must have held.
            if (FirstFailure(rules, text) is { } failure)
            {
                return failure;
            }

            rules.Clear();
            if (step.Kind == typeof(MapAttribute<>))
            {
                Removed memory = new();
                text = Map(step, text, memory);
                rules.AddRange(Rules(step, true, memory));
            }
            else if (step.Kind == typeof(DedupAttribute<>) && text.Length > 0)
            {
                _seen.TryAdd(step.Name, []);
                if (!_seen[step.Name].Add(text))
                {
                    return new Outcome($"{step.Name}.Duplicate", double.NaN, double.NaN, text);
                }
            }
        }

        return FirstFailure(rules, text) ?? new Outcome(null, double.NaN, double.NaN, text);
    }

    private static IEnumerable<MethodInfo> Methods<TMark>(Step step)
        where TMark : Attribute
        => step.Component.GetMethods(BindingFlags.Static | BindingFlags.Public).Where(static m => m.IsDefined(typeof(TMark))).OrderBy(static m => m.MetadataToken);

    /// <summary>A component's rules, each in the tier of its dearest parameter; where the order counts, none earlier than the one before.</summary>
    private static IEnumerable<Rule> Rules(Step step, bool inOrder, object? memory)
    {
        int least = 0;
        foreach (MethodInfo method in Methods<RuleAttribute>(step))
        {
            int tier = Math.Max(least, method.GetParameters().Max(TierOf));
            least = inOrder ? tier : 0;
            yield return new Rule(step.Name, method, step.Options, tier, memory);
        }
    }

    private static string Map(Step step, string text, Removed memory)
    {
        MethodInfo method = Methods<MapAttribute>(step).Single();
        TextBuffer output = new();
        bool changed = method.GetParameters().Length == 3
            ? method.CreateDelegate<Func<ReadOnlySpan<byte>, TextBuffer, Removed, bool>>()(Encoding.UTF8.GetBytes(text), output, memory)
            : method.CreateDelegate<Func<ReadOnlySpan<byte>, TextBuffer, bool>>()(Encoding.UTF8.GetBytes(text), output);
        return changed ? Encoding.UTF8.GetString(output.Bytes) : text;
    }

    /// <summary>The first rule that fails, cheaper tiers first, in the order of declaration within a tier.</summary>
    private static Outcome? FirstFailure(List<Rule> rules, string text)
    {
        foreach (Rule rule in rules.OrderBy(static r => r.Tier))
        {
            Check check = Evaluate(rule, text);
            if (!check.Passed)
            {
                return new Outcome($"{rule.Step}.{rule.Method.Name}", check.Value, check.Threshold, text);
            }
        }

        return null;
    }

    private static Check Evaluate(Rule rule, string text)
    {
        if (rule.Method.GetParameters() is [{ } only] && only.IsDefined(typeof(TextAttribute)))
        {
            // A span cannot be boxed, so this one is not called by reflection.
            return new Check(rule.Method.CreateDelegate<Func<ReadOnlySpan<byte>, bool>>()(Encoding.UTF8.GetBytes(text)), double.NaN, double.NaN);
        }

        object?[] arguments = [.. rule.Method.GetParameters().Select(p => IsFeature(p) ? Measure(Plain(p), text) : p.ParameterType == typeof(Removed) ? rule.Memory : rule.Options.TryGetValue(p.Name!, out object? option) ? option : p.DefaultValue)];
        return rule.Method.Invoke(null, arguments) switch
        {
            Check check => check,
            bool passed => new Check(passed, double.NaN, double.NaN),
            _ => throw new InvalidOperationException("a rule returns a truth value or a check"),
        };
    }

    private static Type Plain(ParameterInfo parameter) => parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;

    private static bool IsFeature(ParameterInfo parameter) => Plain(parameter).IsDefined(typeof(FeatureAttribute));

    private static MethodInfo? FinishOf(Type feature) => feature.GetMethods().SingleOrDefault(static m => m.IsDefined(typeof(FinishAttribute)));

    private static int TierOf(ParameterInfo parameter)
    {
        if (!IsFeature(parameter))
        {
            return parameter.IsDefined(typeof(TextAttribute)) ? 4 : 0;
        }

        Type feature = Plain(parameter);
        int own = typeof(IDocumentVisitor).IsAssignableFrom(feature) ? 4
            : typeof(IWordVisitor).IsAssignableFrom(feature) ? 3
            : typeof(ILineVisitor).IsAssignableFrom(feature) || typeof(IParagraphVisitor).IsAssignableFrom(feature) ? 2
            : 1;
        int cost = (int)feature.GetCustomAttribute<FeatureAttribute>()!.Cost;
        return (FinishOf(feature)?.GetParameters() ?? []).Select(TierOf).Append(own).Append(cost).Max();
    }

    private static object Measure(Type feature, string text)
    {
        object box = Activator.CreateInstance(feature)!;
        byte[] utf8 = Encoding.UTF8.GetBytes(text); // every instance is new here, so that one in which something of the last text is left gives another result
        Array.ForEach(box is IByteVisitor ? utf8 : [], b => ((IByteVisitor)box).OnByte(b));
        Each(box is IRuneVisitor ? text.EnumerateRunes().Select(static r => r.ToString()) : [], rune => ((IRuneVisitor)box).OnRune(Rune.GetRuneAt(rune, 0)));
        Each(box is ILineVisitor ? ReferenceText.Lines(text) : [], line => ((ILineVisitor)box).OnLine(new Line(Encoding.UTF8.GetBytes(line))));
        Each(box is IParagraphVisitor ? ReferenceText.Paragraphs(text) : [], paragraph => ((IParagraphVisitor)box).OnParagraph(new Paragraph(Encoding.UTF8.GetBytes(paragraph))));
        Each(box is IWordVisitor ? ReferenceText.Words(text) : [], word => ((IWordVisitor)box).OnWord(new Word(Encoding.UTF8.GetBytes(word))));
        if (box is IDocumentVisitor document)
        {
            document.OnDocument(utf8);
        }

        if (FinishOf(feature) is { } finish)
        {
            finish.Invoke(box, [.. finish.GetParameters().Select(p => Measure(Plain(p), text))]);
        }

        return box;
    }

    private static void Each(IEnumerable<string> pieces, Action<string> visit)
    {
        foreach (string piece in pieces)
        {
            visit(piece);
        }
    }
}
