using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Text.Matching;

public class Utf8SetTests
{
    [Fact]
    public void HasWhatAHashSetHas()
        => Gen.Select(Gen.String[Gen.Char["abcä"], 0, 4].Array[0, 100], Gen.String[Gen.Char["abcä"], 0, 4].Array[0, 50]).Sample(static (entries, others) =>
        {
            Utf8Set set = Of(entries);
            HashSet<string> expected = [.. entries.Where(static e => e.Length > 0)];
            Assert.Equal(expected.Count, set.Count);
            Assert.All(entries.Concat(others), e => Assert.Equal(expected.Contains(e), set.Contains(Encoding.UTF8.GetBytes(e))));
            string[] inOrder = [.. entries.Where(static e => e.Length > 0).Distinct()];
            Assert.Equal(inOrder, Enumerable.Range(0, set.Count).Select(i => Encoding.UTF8.GetString(set[i])));
            Assert.All(inOrder.Index(), e => Assert.Equal(e.Index, set.Find(Encoding.UTF8.GetBytes(e.Item))));
        });

    [Fact]
    public void HoldsManyEntries()
    {
        string[] entries = [.. Enumerable.Range(0, 50_000).Select(static i => i.ToString(CultureInfo.InvariantCulture))];
        Utf8Set set = Of(entries);
        Assert.Equal(entries.Length, set.Count);
        Assert.All(entries, e => Assert.True(set.Contains(Encoding.UTF8.GetBytes(e))));
        Assert.All(entries, e => Assert.False(set.Contains(Encoding.UTF8.GetBytes(e + "x"))));
    }

    [Fact]
    public void TheEmptySetHasNothing()
    {
        Assert.False(Utf8Set.Empty.Contains("a"u8));
        Assert.False(Utf8Set.Empty.Contains(default));
        Assert.False(Of("").Contains(default));
    }

    private static Utf8Set Of(params string[] entries)
    {
        Utf8Set.Builder builder = new();
        foreach (string entry in entries)
        {
            builder.Add(Encoding.UTF8.GetBytes(entry));
        }

        return builder.Build();
    }
}
