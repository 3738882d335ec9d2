using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Text.Matching;

public class MultiPatternAutomatonTests
{
    [Fact]
    public void FindsEveryOccurrence()
        => Gen.Select(Gen.String[Gen.Char["abc"], 1, 4].Array[0, 10], Gen.String[Gen.Char["abcx"], 0, 40]).Sample(static (patterns, text) =>
        {
            string[] different = [.. patterns.Distinct()];
            List<(int, int)> found = [];
            new MultiPatternAutomaton([.. different.Select(Encoding.UTF8.GetBytes)]).Find(Encoding.UTF8.GetBytes(text), Note, ref found);
            IEnumerable<(int, int)> expected =
                from end in Enumerable.Range(1, text.Length)
                from pattern in different.Index().OrderByDescending(static p => p.Item.Length)
                where text[..end].EndsWith(pattern.Item, StringComparison.Ordinal)
                select (pattern.Index, end);
            Assert.Equal(expected, found);
        }, iter: 5000);

    [Fact]
    public void AllBytesMayBePartOfPatterns()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(static b => (byte)b)];
        List<(int, int)> found = [];
        new MultiPatternAutomaton([.. all.Select(static b => new[] { b })]).Find(all, Note, ref found);
        Assert.Equal(Enumerable.Range(0, 256).Select(static b => (b, b + 1)), found);
    }

    [Fact]
    public void TheSearchEndsWhenToldTo()
    {
        int left = 3;
        new MultiPatternAutomaton(["a"u8.ToArray()]).Find("aaaaaa"u8, static (int _, int _, ref int left) => --left > 0, ref left);
        Assert.Equal(0, left);
    }

    private static bool Note(int pattern, int end, ref List<(int, int)> found)
    {
        found.Add((pattern, end));
        return true;
    }
}
