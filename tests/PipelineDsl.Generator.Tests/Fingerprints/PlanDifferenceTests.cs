using System;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Generator.Tests.Fingerprints;

public class PlanDifferenceTests
{
    private static readonly KeyPart[] s_old =
    [
        new("fields", new Hash128(0, 1)),
        new("options of Length: minWords 50, maxWords 100, words \"a, b\"", new Hash128(0, 2)),
        new("code Sample.HouseRules", new Hash128(0, 3)),
        new("generated Worker", new Hash128(0, 4)),
        new("library PipelineDsl: 0.1.0", new Hash128(0, 5)),
        new("resource lists/bad.txt", new Hash128(0, 6)),
        new("input web-3.jsonl", new Hash128(0, 7)),
    ];

    [Fact]
    public void Nothing() => Assert.Empty(PlanDifference.Between(s_old, [.. s_old]));

    [Theory]
    [InlineData(0, "fields", "fields changed")]
    [InlineData(1, "options of Length: minWords 60, maxWords 100, words \"a, b\"", "Length minWords 50 \u2192 60")]
    [InlineData(1, "options of Length: minWords 60, maxWords 100, words \"a, c\\\\\"", "Length minWords 50 \u2192 60; Length words \"a, b\" \u2192 \"a, c\\\\\"")]
    [InlineData(1, "options of Length: minWords 50", "options of Length changed")]
    [InlineData(2, "code Sample.HouseRules", "code Sample.HouseRules changed")]
    [InlineData(2, "code Sample.Others", "code Sample.Others is new; code Sample.HouseRules is gone")]
    [InlineData(3, "generated Worker", "the steps or their order changed")]
    [InlineData(4, "library PipelineDsl: 0.2.0", "library PipelineDsl 0.1.0 \u2192 0.2.0")]
    [InlineData(4, "library PipelineDsl: 0.1.0", "library PipelineDsl changed")]
    [InlineData(5, "resource lists/bad.txt", "resource lists/bad.txt changed")]
    [InlineData(6, "input web-3.jsonl", "input web-3.jsonl changed")]
    public void OnePart(int part, string name, string expected)
    {
        KeyPart[] now = [.. s_old];
        now[part] = new KeyPart(name, new Hash128(0, 99));
        Assert.Equal(expected, string.Join("; ", PlanDifference.Between(s_old, now)));
    }

    [Fact]
    public void GeneratedCodeIsNotNamedBesideWhatChangedIt()
    {
        KeyPart[] now = [.. s_old];
        now[1] = new KeyPart("options of Length: minWords 60, maxWords 100, words \"a, b\"", new Hash128(0, 98));
        now[3] = new KeyPart("generated Worker", new Hash128(0, 99));
        Assert.Equal("Length minWords 50 \u2192 60", string.Join("; ", PlanDifference.Between(s_old, now)));
    }

    [Fact]
    public void TheOrderOfPartsCounts()
    {
        KeyPart[] now = [.. s_old];
        Array.Reverse(now);
        Assert.Equal("the order of the inputs changed", string.Join("; ", PlanDifference.Between(s_old, now)));
    }
}
