using System;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using PipelineDsl.Tests.Text;
using Xunit;

namespace PipelineDsl.Tests.Dedup.Units;

public class UnitNormalizerTests
{
    private const string CcNetMarks = "，。、„”“«»」「《》´∶：？！（）；–—．～’…━〈〉【】％►";

    [Theory]
    [InlineData(UnitNormalization.None, " A  b\t", " A  b\t")]
    [InlineData(UnitNormalization.WhiteSpace, " A  b\t\u3000c\u2028", "A b c")]
    [InlineData(UnitNormalization.WhiteSpace, "\u00A0", "")]
    [InlineData(UnitNormalization.LowerCase, "  Don't  ΟΔΟΣ ", "don't  οδος")]
    [InlineData(UnitNormalization.CcNet, " Am 12.3.２０24 — «Ja»… 1１\u0007\u0085x ", "am 00.0.0000  ja 00x")]
    [InlineData(UnitNormalization.Simplified, "Café, 12.5!", "cafe 0")]
    public void ByExample(UnitNormalization normalization, string text, string expected) => Assert.Equal(expected, Normalize(text, normalization));

    [Fact]
    public void WhiteSpaceIsPythons() => TextGen.Texts.Sample(
        static text => Assert.Equal(string.Join(' ', text.Split(ReferenceText.AllSpaces.ToCharArray(), StringSplitOptions.RemoveEmptyEntries)), Normalize(text, UnitNormalization.WhiteSpace)),
        iter: 300);

    [Fact]
    public void CcNetFollowsTheOriginal() => RandomTexts.Text.Where(static t => !t.EnumerateRunes().Any(static r => r.Value > 0xFFFF && Rune.IsDigit(r))).Sample(
        static text =>
        {
            string expected = Regex.Replace(Lower(ReferenceText.Strip(text)), @"\d", "0");
            expected = string.Concat(expected.Where(static c => c is not ((< ' ') or (>= '\u007F' and <= '\u009F')) && !CcNetMarks.Contains(c)));
            Assert.Equal(expected, Normalize(text, UnitNormalization.CcNet));
        },
        iter: 300);

    private static string Lower(string text)
    {
        TextBuffer lower = new();
        PythonLower.Append(Encoding.UTF8.GetBytes(text), lower);
        return Encoding.UTF8.GetString(lower.Bytes);
    }

    private static string Normalize(string text, UnitNormalization normalization)
    {
        TextBuffer output = new();
        output.Append((byte)'!');
        new UnitNormalizer().Append(Encoding.UTF8.GetBytes(text), normalization, output);
        return Encoding.UTF8.GetString(output.Bytes[1..]);
    }
}
