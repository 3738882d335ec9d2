using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using PipelineDsl.Tests.Text;
using Xunit;

namespace PipelineDsl.Tests.Mappers;

public class CollapseWhitespaceTests
{
    [Theory]
    [InlineData("a\nb", "a\nb")]
    [InlineData("a \nb\t", "a\nb")]
    [InlineData("a\n\n\n\nb\n", "a\n\nb\n")]
    [InlineData("a\r\n \r\n\u3000\r\nb", "a\n\nb")]
    [InlineData("\n\n\n", "\n\n")]
    [InlineData("  indented stays", "  indented stays")]
    public void CleansLineEnds(string text, string expected) => Assert.Equal(expected, Apply(text));

    [Fact]
    public void IsTheReferenceAndIdempotent() => TextGen.Texts.Sample(static text =>
    {
        string expected = Regex.Replace(string.Join('\n', text.Split('\n').Select(ReferenceText.StripEnd)), "\n{3,}", "\n\n");
        Assert.Equal(expected, Apply(text));
        Assert.Equal(expected, Apply(expected));
        Assert.False(CollapseWhitespace.Apply(Encoding.UTF8.GetBytes(expected), new TextBuffer()));
    });

    private static string Apply(string text)
    {
        TextBuffer output = new();
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        bool changed = CollapseWhitespace.Apply(utf8, output);
        string result = changed ? Encoding.UTF8.GetString(output.Bytes) : text;
        Assert.Equal(changed, result != text);
        return result;
    }
}
