using System.Text;
using Xunit;

namespace PipelineDsl.Tests.Mappers;

/// <summary>Texts in NFKC; what has one character left is dropped.</summary>
[Pipeline]
[JsonLines("in/*", text: "text", id: "id")]
[NormalizeUnicode]
[NormalizeUnicode(UnicodeForm.Nfkc)]
[Length(minCharacters: 2)]
[JsonLinesOutput("documents.jsonl")]
public static partial class NormalizingPipeline;

public class NormalizeUnicodeTests
{
    [Theory]
    [InlineData("e\u0301", false)]
    [InlineData("ﬁ", true)]
    [InlineData("a\u0300b", true)]
    public void LaterStepsSeeTheForm(string text, bool kept) => Assert.Equal(kept, NormalizingPipeline.Judge(Encoding.UTF8.GetBytes(text)).Kept);
}
