using System;
using Xunit;

namespace PipelineDsl.Generator.Tests.RandomPipelines;

public class ReductionTests
{
    [Theory]
    [InlineData("xy", "xy")]
    [InlineData("abcxdefgyhijklmnop", "xy")]
    [InlineData("yx, x then 🙂 y", "xy")]
    public void OfATextNothingStaysThatIsNotNeeded(string text, string smallest)
        => Assert.Equal(smallest, Reduction.Shrink(text, static t => t.IndexOf('x', StringComparison.Ordinal) is >= 0 and int x && t.LastIndexOf('y') > x));
}
