using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Mappers;

public class Olmo3NewlinesTests
{
    private static readonly string[] s_pieces = ["\n", "\n", "\n\n", "\n\n\n", " ", "\r", "a"];

    private static readonly Gen<string> s_text = Gen.Int[0, s_pieces.Length - 1].Array[0, 20].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i])));

    [Fact]
    public void OnlyRunsOfThreeAndMoreAreShortened() => s_text.Sample(
        static text =>
        {
            string expected = Regex.Replace(text, "\n{3,}", "\n\n");
            TextBuffer output = new();
            bool changed = Olmo3Newlines.Apply(Encoding.UTF8.GetBytes(text), output);
            Assert.Equal(changed ? expected : "", Encoding.UTF8.GetString(output.Bytes));
            Assert.Equal(expected != text, changed);
        },
        iter: 2000);
}
