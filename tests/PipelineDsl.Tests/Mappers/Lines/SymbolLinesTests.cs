using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using PipelineDsl.Tests.Text;
using Xunit;

namespace PipelineDsl.Tests.Mappers.Lines;

public class SymbolLinesTests
{
    [Theory]
    [InlineData("a\n---\nb", "", "a\nb")]
    [InlineData("a\n---\n***\nb\n", "#", "a\n#\nb")]
    [InlineData("a\n- - -\n\n***\nb", "#", "a\n#\n\n#\nb")]
    [InlineData("a\r\nb", "", "a\nb")]
    [InlineData("---", "", "")]
    [InlineData("a\n---", "\n", "a\n\n")]
    [InlineData("a\n \n\n-\t-", "", "a\n \n\n-\t-")]
    [InlineData("#\na", "#", "#\na")]
    public void RemovesLinesOfSymbols(string text, string replacement, string expected) => Assert.Equal(expected, Apply(text, replacement));

    [Fact]
    public void IsTheReference() => Gen.Select(TextGen.Texts, Gen.Int[0, 2].Select(static i => new[] { "", "\n", "#" }[i])).Sample(static (text, replacement) =>
        Assert.Equal(Reference(text, replacement), Apply(text, replacement)));

    [Fact]
    public void ASecondTimeChangesOnlyTheLastNewline() => TextGen.Texts.Sample(static text =>
    {
        string once = Apply(text, "");
        Assert.Equal(once.EndsWith('\n') ? once[..^1] : once, Apply(once, ""));
    });

    [Fact]
    public void AnyBytesAreTaken() => Gen.Byte.Array[0, 100].Sample(static bytes => { _ = SymbolLines.Apply(bytes, new TextBuffer(), ""); });

    private static string Reference(string text, string replacement)
    {
        List<string> kept = [];
        bool removing = false;
        foreach (string line in ReferenceText.Lines(text))
        {
            bool symbols = line.EnumerateRunes().Any(static rune => !ReferenceText.IsSpace(rune)) && line.EnumerateRunes().All(static rune => rune.Value == ' ' || PunctuationSet.Contains(rune));
            if (!symbols)
            {
                kept.Add(line);
            }
            else if (!removing && replacement.Length > 0)
            {
                kept.Add(replacement);
            }

            removing = symbols;
        }

        return string.Join('\n', kept);
    }

    private static string Apply(string text, string replacement)
    {
        TextBuffer output = new();
        bool changed = SymbolLines.Apply(Encoding.UTF8.GetBytes(text), output, replacement);
        string result = changed ? Encoding.UTF8.GetString(output.Bytes) : text;
        Assert.Equal(changed, result != text);
        return result;
    }
}
