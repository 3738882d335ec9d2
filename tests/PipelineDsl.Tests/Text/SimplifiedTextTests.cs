using System;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using PipelineDsl.Tests.Text.Segmentation;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Text;

public class SimplifiedTextTests(ITestOutputHelper output)
{
    /// <summary>datatrove's PUNCTUATION outside ASCII, without controls.</summary>
    private const string Marks = "«´»–—’“”„…∶━►、。〈〉《》「」【】！％（），．１：；？～";

    [Theory]
    [InlineData("The quick brown fox jumps over the lazy dog, 12.5 times — café! The END.", "the quick brown fox jumps over the lazy dog 0 times cafe the end")]
    [InlineData("", "")]
    [InlineData(" .,; ", "")]
    [InlineData("1,234,567", "0 0")]
    [InlineData("1|2|3", "0 0 0")]
    [InlineData("1.x 2,", "0 x 0")]
    [InlineData("a1b22c", "a0b0c")]
    [InlineData("٣٫٤ and १२", "0 and 0")]
    [InlineData("don't", "don t")]
    [InlineData("e-mail\u200B x", "e mail\u200B x")]
    [InlineData("ΟΔΟΣ İ", "οδος i")]
    [InlineData("한글", "\u1112\u1161\u11AB\u1100\u1173\u11AF")]
    [InlineData("\u0301 a \u0301 b \u0301", "a  b")]
    [InlineData("l‘été。हिन्दी", "l‘ete हिनदी")]
    [InlineData("x１2y", "x0y")]
    public void ByExample(string text, string expected) => Assert.Equal(expected, Simplify(text));

    [Fact]
    public void FollowsTheOriginal() => RandomTexts.Text.Where(static t => !t.EnumerateRunes().Any(static r => r.Value > 0xFFFF && Rune.IsDigit(r)))
        .Sample(static text => Assert.Equal(Reference(text), Simplify(text)), iter: 500);

    [Fact]
    public void NothingIsAllocatedForAText()
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("The café, 12.5 times — 한글! ", 200)));
        SimplifiedText simplified = new();
        TextBuffer buffer = new();
        long allocated = Allocation.OfCall(() =>
        {
            buffer.Clear();
            simplified.Append(text, buffer);
        });
        Assert.Equal(0, allocated);
        Assert.StartsWith("the cafe 0 times ", Encoding.UTF8.GetString(buffer.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Gold()
    {
        foreach (JsonElement row in GoldTokens.Rows("tokens.jsonl.gz", output))
        {
            Assert.Equal(row.GetProperty("simplified").GetString(), Simplify(row.GetProperty("text").GetString()!));
        }
    }

    private static string Reference(string text)
    {
        TextBuffer lower = new();
        PythonLower.Append(Encoding.UTF8.GetBytes(text), lower);
        string simple = Regex.Replace(Encoding.UTF8.GetString(lower.Bytes), @"\d+([.,\u060C\u066B\u2396\u2397\u2398]\d+)?", "0");
        simple = string.Concat(simple.Select(static c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '\t' or '\n' || (c > '\u009F' && !Marks.Contains(c)) ? c : ' '));
        simple = string.Join(' ', simple.Split(ReferenceText.AllSpaces.ToCharArray(), StringSplitOptions.RemoveEmptyEntries));
        TextBuffer decomposed = new();
        new UnicodeNormalizer().Append(Encoding.UTF8.GetBytes(simple), UnicodeForm.Nfd, decomposed);
        return ReferenceText.Strip(string.Concat(Encoding.UTF8.GetString(decomposed.Bytes).EnumerateRunes().Where(static r => !UnicodeCategories.IsIn(r.Value, CategorySet.NonSpacingMark))));
    }

    private static string Simplify(string text)
    {
        TextBuffer buffer = new();
        buffer.Append((byte)'!');
        new SimplifiedText().Append(Encoding.UTF8.GetBytes(text), buffer);
        return Encoding.UTF8.GetString(buffer.Bytes[1..]);
    }
}
