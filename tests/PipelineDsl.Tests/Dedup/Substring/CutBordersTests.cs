using System;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Dedup.Substring;

/// <summary>Ends of cuts against a search through all places at which a text may be cut.</summary>
public sealed class CutBordersTests
{
    [Theory]
    [InlineData(SubstringBorders.Characters, false, "ne two. Three fo")]
    [InlineData(SubstringBorders.Characters, true, "ne two. Three fo")]
    [InlineData(SubstringBorders.Words, false, " two. Three ")]
    [InlineData(SubstringBorders.Words, true, "one two. Three four")]
    [InlineData(SubstringBorders.Sentences, true, "one two. Three four five.")]
    public void WhatIsRepeatedGetsBorders(SubstringBorders borders, bool widen, string expected)
        => Assert.Equal(expected, Move(borders, widen, "one two. Three four five.", 1, 17));

    [Fact]
    public void ASentenceThatIsRepeatedInPartStays()
    {
        const string Text = "It was late. The shop was shut. We left.";
        Assert.Equal("The shop was shut. ", Move(SubstringBorders.Sentences, false, Text, 5, 35));
        Assert.Equal(Text, Move(SubstringBorders.Sentences, true, Text, 5, 35));
        Assert.Equal("", Move(SubstringBorders.Sentences, false, Text, 14, 30));
    }

    [Theory]
    [InlineData(SubstringBorders.Characters, false)]
    [InlineData(SubstringBorders.Characters, true)]
    [InlineData(SubstringBorders.Words, false)]
    [InlineData(SubstringBorders.Words, true)]
    [InlineData(SubstringBorders.Sentences, false)]
    [InlineData(SubstringBorders.Sentences, true)]
    public void EndsMoveToTheNextBorder(SubstringBorders borders, bool widen)
        => Gen.Select(RandomTexts.Text, Gen.Double.Unit, Gen.Double.Unit).Sample(
            (text, a, b) =>
            {
                byte[] utf8 = Encoding.UTF8.GetBytes(text);
                int start = (int)(Math.Min(a, b) * (utf8.Length + 1));
                int end = (int)(Math.Max(a, b) * (utf8.Length + 1));
                int[] places = Places(utf8, borders);
                (int Start, int End) expected = widen
                    ? (places.Last(p => p <= start), places.First(p => p >= end))
                    : (places.First(p => p >= start), places.Last(p => p <= end));
                CutBorders mover = new(borders, widen);
                mover.Begin();
                mover.Move(utf8, ref start, ref end);
                Assert.Equal(expected, (start, end));
            },
            iter: 300);

    [Fact]
    public void TheNextTextHasBordersOfItsOwn()
    {
        CutBorders mover = new(SubstringBorders.Words, widen: true);
        foreach (string text in (string[])["aaaa bbbb", "aa bb cc "])
        {
            mover.Begin();
            (int start, int end) = (1, 4);
            mover.Move(Encoding.UTF8.GetBytes(text), ref start, ref end);
            Assert.Equal(text == "aaaa bbbb" ? (0, 4) : (0, 5), (start, end));
        }
    }

    [Fact]
    public void OtherBordersAreAnError() => Assert.Throws<ArgumentOutOfRangeException>(static () => new CutBorders((SubstringBorders)3, widen: false));

    private static string Move(SubstringBorders borders, bool widen, string text, int start, int end)
    {
        CutBorders mover = new(borders, widen);
        mover.Begin();
        mover.Move(Encoding.UTF8.GetBytes(text), ref start, ref end);
        return start < end ? text[start..end] : "";
    }

    /// <summary>All places at which a text may be cut, its ends among them.</summary>
    private static int[] Places(byte[] text, SubstringBorders borders)
    {
        TextBuffer buffer = new();
        buffer.Append(text);
        SegmentList segments = new();
        if (borders != SubstringBorders.Characters)
        {
            ISegmenter segmenter = borders == SubstringBorders.Words ? new Uax29Words() : new Uax29Sentences();
            segmenter.Split(buffer.Text, segments);
        }

        int[] starts = segments.Starts.ToArray();
        int[] ends = segments.Ends.ToArray();
        return
        [
            .. Enumerable.Range(0, text.Length + 1)
                .Where(p => p == 0 || p == text.Length || (text[p] & 0xC0) != 0x80)
                .Where(p => !starts.Zip(ends).Any(s => s.First < p && p < s.Second)),
        ];
    }
}
