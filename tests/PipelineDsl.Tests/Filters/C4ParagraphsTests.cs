using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Filters;

public class C4ParagraphsTests
{
    private static readonly string[] s_pieces = ["\n", "\n", "\n", "\n\n", "abcde", "漢字漢字", "😀😀😀", " ", "\r", "x"];

    [Fact]
    public void VerdictsAreThoseOfTheReference()
        => Gen.Int[0, s_pieces.Length - 1].Array[0, 60].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i]))).Sample(static text =>
        {
            bool expected = text.Split('\n').Count(static l => l.EnumerateRunes().Count() >= 5) >= 3;
            Assert.Equal((text, expected), (text, ParagraphPipeline.Judge(Encoding.UTF8.GetBytes(text)).Kept));
        });
}

[Pipeline]
[JsonLines("in/*.jsonl")]
[C4Paragraphs(minCharacters: 5)]
public static partial class ParagraphPipeline;
