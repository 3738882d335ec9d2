using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Text.Segmentation;

public class SpacyPropertyTests
{
    private static readonly string[] s_pieces =
    [
        .. SpacyEnglishExceptions.Create().Keys.Where(static key => key.Trim().Length > 0),
        .. ".|,|:|;|!|?|'|\"|(|)|[|]|<|>|-|--|+|*|^|/|=|~|_|#|@|$|%|...|…|——|–|’|“|”|°|²|µ|€|。|، |۔|中文|ñ|É|ж|Ж|ا|🙂|☃|e\u0301|10|5km|3.14|US$|http://|www.|.com|x@y.org|8.8.8.8|:80|/p?q".Split('|'),
        "word", "Word", "WORD", "a", "B", "the", " ", " ", " ", " ", "\n", "  ", "\u3000", "\u00A0",
    ];

    private static readonly byte[] s_bytes = [0x20, 0x2E, 0xE2, 0x80, 0xA6, 0xC2, 0xB0, 0xF0, 0x9F, 0x27, 0x73];

    private static readonly Gen<string> s_texts = Gen.OneOf(
        Gen.Int[0, s_pieces.Length - 1].Array[0, 40].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i]))),
        TextGen.Texts,
        RandomTexts.Text);

    [Fact]
    public void WordsAreAllOfTheTextButWhiteSpace() => s_texts.Sample(
        static text => Assert.Equal(string.Concat(ReferenceText.Words(text)), string.Concat(Segments.Of(new SpacyEnglishWords(), text))), iter: 600);

    [Fact]
    public void SentencesAreAllOfTheText() => s_texts.Sample(
        static text => Assert.Equal(text, string.Concat(Segments.Of(new SpacyEnglishSentences(), text))), iter: 600);

    [Fact]
    public void LinesAreCutIndependently() => Gen.Select(s_texts, s_texts).Sample(
        static (first, second) =>
        {
            SpacyEnglishWords words = new();
            Assert.Equal([.. Segments.Of(words, first), .. Segments.Of(words, second)], Segments.Of(words, first + "\n" + second));
        },
        iter: 500);

    [Fact]
    public void ThePlaceInTheTextDoesNotMatter() => Gen.Select(Gen.Int[0, 130], s_texts).Sample(
        static (before, text) =>
        {
            SpacyEnglishWords words = new();
            Assert.Equal(Segments.Of(words, text), Segments.Of(words, new string('\n', before) + text));
        },
        iter: 500);

    [Fact]
    public void WhatStandsBehindTheTextDoesNotMatter()
    {
        // A segmenter is handed a part of a longer text only with padding; what it read before must not show either.
        SpacyEnglishWords used = new();
        s_texts.Sample(text => Assert.Equal(Segments.Of(new SpacyEnglishWords(), text), Segments.Of(used, text)), iter: 500, threads: 1);
    }

    [Fact]
    public void AnyBytesAreCut() => Gen.OneOf(Gen.Byte, Gen.Int[0, s_bytes.Length - 1].Select(static i => s_bytes[i])).Array[0, 200].Sample(
        static bytes =>
        {
            int covered = Segments.Offsets(new SpacyEnglishWords(), bytes).Sum(static word => word.End - word.Start);
            Assert.Equal(Segments.Offsets(new WhitespaceWords(), bytes).Sum(static word => word.End - word.Start), covered);
            Assert.Equal(bytes.Length, Segments.Offsets(new SpacyEnglishSentences(), bytes).Sum(static sentence => sentence.End - sentence.Start));
        },
        iter: 600);

    /// <summary>A million characters each: what is not linear does not come to an end.</summary>
    [Theory]
    [InlineData("(")]
    [InlineData("(a")]
    [InlineData(")")]
    [InlineData(".")]
    [InlineData("..a")]
    [InlineData("a.")]
    [InlineData("A.")]
    [InlineData("a-")]
    [InlineData("a--")]
    [InlineData("…")]
    [InlineData("🙂")]
    [InlineData("'s")]
    [InlineData("1km")]
    [InlineData("a@")]
    [InlineData("a@b.c/")]
    [InlineData("x://")]
    [InlineData("http://example.org/a?b=c&")]
    [InlineData(":) ")]
    [InlineData(":)")]
    [InlineData("' s ")]
    [InlineData("(-_-) : ")]
    public void LongTextsTakeLinearTime(string piece)
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)));
        foreach (byte[] bytes in new[] { text, [.. "http://"u8, .. text], [.. text, .. "\""u8] })
        {
            Assert.True(Segments.Count(new SpacyEnglishWords(), bytes) > 0);
        }
    }

    [Fact]
    public void NothingIsAllocatedForATextLikeOneBefore()
    {
        TextBuffer buffer = new(4096);
        buffer.Append(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("He's at http://example.org/ (10km off): \"don't\" :-) I.e. she'd've… well-known x:-) 🙂. ", 50))));
        ISegmenter[] segmenters = [new SpacyEnglishWords(), new SpacyEnglishSentences(), new WhitespaceWords(), new FallbackSentences()];
        SegmentList list = new();
        foreach (ISegmenter segmenter in segmenters)
        {
            Assert.Equal(0, Allocation.OfCall(() => Split(segmenter, buffer, list)));
        }
    }

    private static void Split(ISegmenter segmenter, TextBuffer text, SegmentList list)
    {
        list.Clear();
        segmenter.Split(text.Text, list);
    }
}
