using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine.Store;

public sealed class ActionKeyTests
{
    private static readonly KeyPart s_a = new("a", new Hash128(0, 1));
    private static readonly KeyPart s_b = new("b", new Hash128(0, 2));

    [Fact]
    public void EachPartCounts()
    {
        Hash128 key = new ActionKey([s_a, s_b]).Hash;
        Assert.Equal(key, new ActionKey([s_a, s_b], "another title").Hash);
        Assert.NotEqual(key, new ActionKey([s_b, s_a]).Hash);
        Assert.NotEqual(key, new ActionKey([s_a]).Hash);
        Assert.NotEqual(key, new ActionKey([s_a, s_b with { Hash = new Hash128(0, 3) }]).Hash);
        Assert.NotEqual(key, new ActionKey([s_a, s_b with { Name = "c" }]).Hash);
    }

    [Fact]
    public void NamesDoNotRunTogether()
        => Assert.NotEqual(new ActionKey([new KeyPart("ab", default), new KeyPart("c", default)]).Hash, new ActionKey([new KeyPart("a", default), new KeyPart("bc", default)]).Hash);

    /// <summary>A key is stored for weeks: another value is another format, and <c>CommitFile.Format</c> must change with it.</summary>
    [Fact]
    public void TheHashIsTheSameEverywhereAndAlways()
        => Assert.Equal("0478d2883c526eb150f8b13d5f982ad0", new ActionKey([s_a, s_b]).Hash.ToString());
}
