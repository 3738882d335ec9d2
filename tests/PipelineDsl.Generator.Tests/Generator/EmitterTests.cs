using System;
using Xunit;

namespace PipelineDsl.Generator.Tests.Generator;

/// <summary>The emitter is a function of a spec: no compilation is needed to call it.</summary>
public class EmitterTests
{
    private static readonly PipelineSpec s_spec = new(
        new TypeSpec("Sample", EquatableArray<string>.Empty, "class", "ByHand", IsReachable: true),
        Audit: false,
        Array(new SourceSpec("Lines", "*.txt", "text", null, new CallSpec("global::Sample.Reader", "Read", Array(new ArgumentSpec(ArgumentKind.Input, "input"), new ArgumentSpec(ArgumentKind.Record, "record"))))),
        Array<StepSpec>(new FilterSpec("Short", Array(new RuleSpec("Few", new CallSpec("global::Sample.Short", "Few", Array(
            new ArgumentSpec(ArgumentKind.Feature, "words", "global::Sample.Words", ByIn: true),
            new ArgumentSpec(ArgumentKind.Option, "limit", Literal: "3"))), Measures: true)))),
        Tokenize: null,
        Sequences: null,
        EquatableArray<OutputSpec>.Empty,
        Datasets: EquatableArray<OutputSpec>.Empty,
        Array(new FieldSpec("text", FieldType.Utf8, Optional: false)),
        IdSlot: -1,
        Array(new FeatureSpec("global::Sample.Words", "Words", "Words", 0, Cost: 0, Visitors.Word, BeginMethod: null, FinishMethod: null, EquatableArray<ArgumentSpec>.Empty)));

    [Fact]
    public void EmitsFromASpecAlone()
    {
        string text = PipelineEmitter.Emit(s_spec);
        Assert.Contains("read Lines \"*.txt\": text", text, StringComparison.Ordinal);
        Assert.Contains("check = global::Sample.Short.Few(in words.Words, limit: 3);", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
        Assert.Equal(text, PipelineEmitter.Emit(s_spec with { }));
    }

    [Fact]
    public void NoLineEndsInASpace()
        => Assert.All(PipelineEmitter.Emit(s_spec).Split('\n'), static line => Assert.Equal(line.TrimEnd(), line));

    [Fact]
    public void KnowsTheNameOfEveryMask()
        => Assert.Equal(Enum.GetNames<TextClasses>()[1..], FeatureEmitter.ClassesByBit);

    private static EquatableArray<T> Array<T>(params T[] items)
        where T : IEquatable<T> => new(items);
}
