using System;
using System.Text;
using Xunit;

namespace PipelineDsl.Tests.Filters.Patterns;

public class RegexTests
{
    [Theory]
    [InlineData("call 555-1234 now", @"\d{3}-\d{4}", false, true)]
    [InlineData("call 555 now", @"\d{3}-\d{4}", false, false)]
    [InlineData("École", "^école$", true, true)]
    [InlineData("École", "^école$", false, false)]
    [InlineData("", "^$", false, true)]
    [InlineData("漢字🙂", "字🙂$", false, true)]
    public void Matches(string text, string pattern, bool ignoreCase, bool expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        PatternMemory memory = new();
        Assert.Equal(expected, MatchesRegex.Matches(bytes, memory, pattern, ignoreCase));
        Assert.Equal(!expected, NotMatchesRegex.DoesNotMatch(bytes, memory, pattern, ignoreCase));
    }

    [Fact]
    public void InvalidTextAndLongTextAreSearchedToo()
    {
        PatternMemory memory = new();
        Assert.False(memory.IsMatch([0xFF, 0xC3, 0x28], "a", ignoreCase: false));
        Assert.True(memory.IsMatch(Encoding.UTF8.GetBytes(new string('x', 100_000) + "end"), "x+end$", ignoreCase: false));
        Assert.True(memory.IsMatch(Encoding.UTF8.GetBytes(new string('a', 50_000)), "(a|aa)+$", ignoreCase: false)); // exponential for an engine that goes back
    }

    [Theory]
    [InlineData("(")]
    [InlineData("(a)\\1")]
    [InlineData("(?<=a)b")]
    public void AWrongPatternIsNamed(string pattern)
        => Assert.Contains($"\"{pattern}\"", Assert.Throws<ArgumentException>(() => new PatternMemory().IsMatch("a"u8, pattern, ignoreCase: false)).Message, StringComparison.Ordinal);
}
