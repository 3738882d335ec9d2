using System.Globalization;
using System.Linq;
using System.Text;
using Xunit;

namespace PipelineDsl.Tests.Filters.Sampling;

public class SampleTests
{
    private static readonly byte[][] s_keys = [.. Enumerable.Range(0, 20_000).Select(static i => Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture)))];

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 20_000, 20_000)]
    [InlineData(0.25, 4700, 5300)]
    public void TheShareIsAsAsked(double rate, int least, int most)
        => Assert.InRange(s_keys.Count(k => Sample.Chosen(k, default, rate, 0)), least, most);

    [Fact]
    public void ALargerShareKeepsWhatASmallerOneKeepsAndASeedChoosesOthers()
    {
        Assert.All(s_keys.Where(static k => Sample.Chosen(k, default, 0.1, 7)), static k => Assert.True(Sample.Chosen(k, default, 0.2, 7)));
        int both = s_keys.Count(static k => Sample.Chosen(k, default, 0.5, 1) && Sample.Chosen(k, default, 0.5, 2));
        Assert.InRange(both, 4600, 5400);
    }

    [Fact]
    public void WithoutAKeyTheTextDecides()
        => Assert.All(s_keys, static k => Assert.Equal(Sample.Chosen(k, "text"u8, 0.5, 0), Sample.Chosen(default, k, 0.5, 0)));
}
