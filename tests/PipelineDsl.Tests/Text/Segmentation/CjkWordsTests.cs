using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Text.Segmentation;

public class CjkWordsTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \u3000\n")]
    [InlineData("你好，世界。", "你", "好", "，", "世", "界", "。")]
    [InlineData("コーヒーを飲む", "コ", "ー", "ヒ", "ー", "を", "飲", "む")]
    [InlineData("PipelineDsl是 C#　10 的「包」", "PipelineDsl", "是", "C#", "10", "的", "「", "包", "」")]
    [InlineData("한국어 문장", "한국어", "문장")]
    [InlineData("𠀀〇々ｶﾞ", "𠀀", "〇", "々", "ｶ", "ﾞ")]
    public void ByExample(string text, params string[] words) => Assert.Equal(words, Segments.Of(new CjkWords(), text));

    [Fact]
    public void FollowsTheDefinition() => RandomTexts.Text.Sample(static text =>
    {
        StringBuilder spaced = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool single = rune.Value is 0x30FC or 0xFF70 || UnicodeScripts.Of(rune.Value) is UnicodeScript.Han or UnicodeScript.Hiragana or UnicodeScript.Katakana;
            _ = single ? spaced.Append(' ').Append(rune.ToString()).Append(' ') : spaced.Append(rune.ToString());
        }

        List<string> expected = [.. spaced.ToString().Split(ReferenceText.AllSpaces.ToCharArray()).Where(static w => w.Length > 0)];
        Assert.Equal(expected, Segments.Of(new CjkWords(), text));
    }, iter: 300);

    [Fact]
    public void BytesThatAreNoTextAreCutWithinBounds() => Gen.Byte.Array[0, 200].Sample(static bytes => Segments.Offsets(new CjkWords(), bytes).Count <= bytes.Length, iter: 300);

    [Theory]
    [InlineData('a', UnicodeScript.Latin)]
    [InlineData('1', UnicodeScript.Common)]
    [InlineData(0x301, UnicodeScript.Inherited)]
    [InlineData(0x4E00, UnicodeScript.Han)]
    [InlineData(0x9FFF, UnicodeScript.Han)]
    [InlineData(0xAC00, UnicodeScript.Hangul)]
    [InlineData(0x11F00, UnicodeScript.Kawi)]
    [InlineData(0x10FFFF, UnicodeScript.Unknown)]
    [InlineData(-1, UnicodeScript.Unknown)]
    public void Scripts(int codePoint, UnicodeScript script) => Assert.Equal(script, UnicodeScripts.Of(codePoint));
}
