using System;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;

namespace PipelineDsl.Tests.EndToEnd.Differential;

/// <summary>What a step makes of a document.</summary>
/// <param name="After">The document that later steps see.</param>
/// <param name="Rules">What the step's rules say of it, in the order of declaration; those that hold may be missing.</param>
/// <param name="Sketch">What a deduplication knows of it; empty if it takes no part.</param>
/// <param name="Rank">Its rank among duplicates.</param>
internal sealed record StepResult(NaiveDocument After, IReadOnlyList<RuleResult> Rules, byte[] Sketch, double Rank = 0);

/// <summary>A step that is interpreted by itself.</summary>
internal interface INaiveStep
{
    DeclaredStep Declared { get; }

    StepResult Run(NaiveDocument document);
}

/// <summary>Calls the contract methods of a step's component by reflection, on features that are measured one by one.</summary>
internal sealed class NaiveStep(DeclaredStep declared) : INaiveStep
{
    private static readonly ConcurrentDictionary<MethodInfo, Func<object?[], object?>> s_calls = []; // samples run on many threads
    private readonly (MethodInfo Method, int Tier)[] _rules = [.. RuleTiers.Of(declared)];

    public DeclaredStep Declared => declared;

    public StepResult Run(NaiveDocument document)
    {
        Dictionary<Type, object> memory = [];
        NaiveDocument after = declared.Kind == typeof(MapAttribute<>) ? Map(document, memory) : document;
        byte[] sketch = declared.Kind == typeof(DedupAttribute<>) ? Sketch(document, memory) : [];
        double rank = RuleTiers.MethodsWith<RankAttribute>(declared.Component).SingleOrDefault() is { } method ? (double)Call(method, document, memory)! : 0;
        return new StepResult(after, [.. _rules.Select(r => Judge(r.Method, r.Tier, after, memory))], sketch, rank);
    }

    private NaiveDocument Map(NaiveDocument document, Dictionary<Type, object> memory)
    {
        TextBuffer output = new();
        memory.Add(typeof(TextBuffer), output);
        return Call(RuleTiers.MethodsWith<MapAttribute>(declared.Component).Single(), document, memory) is false ? document : document.With(output.Bytes);
    }

    private byte[] Sketch(NaiveDocument document, Dictionary<Type, object> memory)
    {
        if (RuleTiers.MethodsWith<KeyAttribute>(declared.Component).SingleOrDefault() is not { } method)
        {
            Sketch sketch = new();
            memory.Add(typeof(Sketch), sketch);
            Call(RuleTiers.MethodsWith<SketchAttribute>(declared.Component).Single(), document, memory);
            return sketch.Bytes.ToArray();
        }

        object key = Call(method, document, memory)!;
        if (key is byte[] { Length: 0 })
        {
            return [];
        }

        byte[] hash = new byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(hash, key is byte[] bytes ? DedupKey.Of(bytes) : (UInt128)key);
        return declared.Options.TryGetValue("verify", out object? verify) && verify is true && key is byte[] verified ? [.. hash, .. verified] : hash;
    }

    private RuleResult Judge(MethodInfo method, int tier, NaiveDocument document, Dictionary<Type, object> memory)
        => Call(method, document, memory) switch
        {
            Check check => new RuleResult(method.Name, tier, check.Passed, check.Value, check.Threshold, check.Span),
            bool passed => new RuleResult(method.Name, tier, passed, double.NaN, double.NaN, default),
            int times => new RuleResult(method.Name, tier, times > 0, double.NaN, double.NaN, default, times),
            _ => throw new InvalidOperationException("a rule returns a truth value, a check or a number of times"),
        };

    private object? Call(MethodInfo method, NaiveDocument document, Dictionary<Type, object> memory)
        => s_calls.GetOrAdd(method, Compile)([.. method.GetParameters().Select(p => Argument(p, document, memory))]);

    private object? Argument(ParameterInfo parameter, NaiveDocument document, Dictionary<Type, object> memory)
    {
        Type type = RuleTiers.Plain(parameter);
        if (memory.TryGetValue(type, out object? known))
        {
            return known;
        }

        if (type.IsDefined(typeof(ScratchAttribute)))
        {
            memory.Add(type, Activator.CreateInstance(type)!);
            return memory[type];
        }

        return type == typeof(DedupOutcome) ? new DedupOutcome(0, 0, 1) // nothing was cut, and the document has no like
            : parameter.IsDefined(typeof(TextAttribute)) ? Encoding.UTF8.GetBytes(document.Text)
            : parameter.GetCustomAttribute<FieldAttribute>() is { } field ? Field(field.Name, type, document)
            : parameter.GetCustomAttribute<FieldNamedByAttribute>() is { } named ? Field((string?)declared.Options[named.Option], type, document)
            : RuleTiers.IsFeature(parameter) ? document.Measure(type)
            : declared.Options.TryGetValue(parameter.Name!, out object? option) ? option
            : parameter.DefaultValue;
    }

    /// <summary>A field's value; what is missing is empty, 0, NaN or false. The field of the text is the text as it was read.</summary>
    private static object Field(string? name, Type type, NaiveDocument document)
    {
        string? value = name == "text" ? document.Original : document.Fields.GetValueOrDefault(name ?? "");
        return type == typeof(long) ? (value is null ? 0 : long.Parse(value, System.Globalization.CultureInfo.InvariantCulture))
            : type == typeof(double) ? (value is null ? double.NaN : double.Parse(value, System.Globalization.CultureInfo.InvariantCulture))
            : type == typeof(bool) ? value is not null && bool.Parse(value)
            : Encoding.UTF8.GetBytes(value ?? "");
    }

    /// <summary>A span cannot be boxed, so a method is not called by reflection but through an expression that makes spans of arrays, and arrays of spans.</summary>
    private static Func<object?[], object?> Compile(MethodInfo method)
    {
        ParameterExpression arguments = Expression.Parameter(typeof(object?[]));
        Expression call = Expression.Call(method, method.GetParameters().Select((p, i) =>
        {
            Expression value = Expression.ArrayIndex(arguments, Expression.Constant(i));
            Type type = RuleTiers.Plain(p);
            return (Expression)(type == typeof(ReadOnlySpan<byte>) ? Expression.Convert(Expression.Convert(value, typeof(byte[])), type) : Expression.Convert(value, type));
        }));
        call = method.ReturnType == typeof(ReadOnlySpan<byte>) ? Expression.Call(call, nameof(ReadOnlySpan<>.ToArray), null) : call;
        call = method.ReturnType == typeof(void) ? Expression.Block(call, Expression.Constant(null)) : Expression.Convert(call, typeof(object));
        return Expression.Lambda<Func<object?[], object?>>(call, arguments).Compile();
    }
}
