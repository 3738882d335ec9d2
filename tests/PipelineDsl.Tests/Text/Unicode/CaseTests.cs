using System;
using System.Globalization;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests;

public sealed class CaseTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Hello, WORLD @[`{", "hello, world @[`{")]
    [InlineData("İSTANBUL", "i\u0307stanbul")]
    [InlineData("ΟΔΟΣ", "οδος")]
    [InlineData("ΟΔΟΣ ΟΔΟΣ.", "οδος οδος.")]
    [InlineData("ΟΣΟ", "οσο")]
    [InlineData("Σ", "σ")]
    [InlineData("ΣΣ", "σς")]
    [InlineData(" Σ", " σ")]
    [InlineData("AΣ'", "aς'")]
    [InlineData("AΣ'B", "aσ'b")]
    [InlineData("A'\u0301Σ1", "a'\u0301ς1")]
    [InlineData("'Σ", "'σ")]
    [InlineData("ȺȾ", "ⱥⱦ")]
    [InlineData("ẞß", "ßß")]
    [InlineData("Ᏸ𐐀Ⅷ", "ᏸ𐐨ⅷ")]
    public void LowerIsPythons(string text, string expected) => Assert.Equal(expected, Lower(text));

    [Fact]
    public void EveryCharacterIsLoweredAsTheRuntimeDoes()
    {
        Rune[] all = [.. Enumerable.Range(0, 0x110000).Where(static c => Rune.IsValid(c) && c != 0x130 && UnicodeCategories.Of(c) != UnicodeCategory.OtherNotAssigned).Select(static c => new Rune(c))];
        Assert.Equal(string.Join('\n', all.Select(Rune.ToLowerInvariant)), Lower(string.Join('\n', all)));
    }

    [Fact]
    public void TextsAreLoweredCharacterByCharacter()
        => RandomTexts.Text.Where(static t => !t.Contains('Σ')).Sample(static t => Lower(t) == string.Concat(t.EnumerateRunes().Select(static r => r.Value == 0x130 ? "i\u0307" : Lower(r.ToString()))), iter: 300);

    [Fact]
    public void BytesThatAreNoTextStay()
    {
        byte[] text = [.. Enumerable.Range(0, 300).Select(static i => (byte)(i is >= 100 and < 140 ? 'a' : i * 7 | 0x80))];
        byte[] expected = [.. Encoding.Latin1.GetBytes("a"), .. text];
        TextBuffer output = new();
        output.Append((byte)'a');
        PythonLower.Append(text.AsSpan(0, 2), output); // 80 87
        PythonLower.Append(text.AsSpan(2), output);
        Assert.Equal(expected.Length, output.Length);
        PythonLower.Append("A\xC3"u8[..2], output);
        Assert.Equal("a\xC3"u8[..2].ToArray(), output.Bytes[^2..].ToArray());
    }

    [Theory]
    [InlineData("Straße", "strasse")]
    [InlineData("ΟΔΟΣ οδος", "οδοσ οδοσ")]
    [InlineData("\u0390\uFB03", "\u03B9\u0308\u0301ffi")]
    [InlineData("İ", "i\u0307")]
    [InlineData("ꭰᏸ", "ᎠᏰ")]
    public void FoldingIsFull(string text, string expected)
    {
        TextBuffer output = new();
        CaseFolding.Append(Encoding.UTF8.GetBytes(text), output);
        Assert.Equal(expected, Encoding.UTF8.GetString(output.Bytes));
    }

    private static string Lower(string text)
    {
        TextBuffer output = new(64);
        PythonLower.Append(Encoding.UTF8.GetBytes(text), output);
        return Encoding.UTF8.GetString(output.Bytes);
    }
}
