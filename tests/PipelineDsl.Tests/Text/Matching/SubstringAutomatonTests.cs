using System;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Text.Matching;

public class SubstringAutomatonTests
{
    [Fact]
    public void FindsWhatContainsFinds()
        => Gen.Select(Gen.String[Gen.Char["abc"], 0, 5].Array[0, 8], Gen.String[Gen.Char["abc-B"], 0, 40]).Sample(static (patterns, text) =>
        {
            SubstringAutomaton automaton = new(patterns.Select(Encoding.UTF8.GetBytes), Symbol);
            string seen = text.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
            Assert.Equal(patterns.Any(p => p.Length > 0 && seen.Contains(p, StringComparison.Ordinal)), automaton.IsMatch(Encoding.UTF8.GetBytes(text)));
        }, iter: 5000);

    [Fact]
    public void TellsWhereTheFirstMatchEnds()
        => Gen.Select(Gen.String[Gen.Char["ab"], 1, 4].Array[1, 5], Gen.String[Gen.Char["abx"], 0, 30]).Sample(static (patterns, text) =>
        {
            SubstringAutomaton automaton = new(patterns.Select(Encoding.UTF8.GetBytes), static b => b);
            int expected = patterns.Select(p => text.IndexOf(p, StringComparison.Ordinal) is >= 0 and int at ? at + p.Length : int.MaxValue).Min();
            Assert.Equal(expected == int.MaxValue ? -1 : expected, automaton.EndOfFirst(Encoding.UTF8.GetBytes(text)));
        }, iter: 5000);

    [Fact]
    public void WithoutPatternsNothingIsFound()
    {
        Assert.False(new SubstringAutomaton([], static b => b).IsMatch("abc"u8));
        Assert.False(new SubstringAutomaton([[]], static b => b).IsMatch("abc"u8));
    }

    private static short Symbol(byte value) => value == '-' ? SubstringAutomaton.Skipped : value == 'B' ? (short)'b' : value;
}
