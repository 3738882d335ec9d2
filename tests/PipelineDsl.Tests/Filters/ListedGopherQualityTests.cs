using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using PipelineDsl.Tests.Features;
using PipelineDsl.Tests.Text;
using PipelineDsl.Tests.Text.Segmentation;
using Xunit;

namespace PipelineDsl.Tests.Filters;

public class ListedGopherQualityTests
{
    [Fact]
    public void CountsAreThoseOfTheReference()
    {
        TextGen.Texts.Sample(static text => AssertSame(text), iter: 1000);
        RandomTexts.Text.Sample(static text => AssertSame(text), iter: 500);
    }

    [Fact]
    public void TheRuleIsTheFirstInOrder() => TextGen.Texts.Sample(static text =>
    {
        ReferenceFeatures expected = new(text);
        double words = expected.Words == 0 ? double.PositiveInfinity : expected.Words;
        double lines = expected.Lines == 0 ? double.PositiveInfinity : expected.Lines;
        string? rule = expected.NonSymbolWords < 2 ? "EnoughWords"
            : expected.NonSymbolWords > 30 ? "NotTooManyWords"
            : expected.MeanLength < 3 ? "WordsLongEnough"
            : expected.MeanLength > 10 ? "WordsShortEnough"
            : expected.Hashes / words > 0.1 ? "FewHashes"
            : expected.Ellipses / words > 0.1 ? "FewEllipses"
            : expected.Bullets / lines > 0.9 ? "FewBullets"
            : expected.EllipsisEnds / lines > 0.3 ? "FewEllipsisLines"
            : expected.LetterWords / words < 0.8 ? "WordsHaveLetters"
            : expected.StopWords < 2 ? "EnoughStopWords"
            : null;
        Assert.Equal((text, rule), (text, ListedQualityPipeline.Judge(Encoding.UTF8.GetBytes(text)).Rule?.Name));
    });

    private static void AssertSame(string text)
    {
        foreach (ISegmenter segmenter in new ISegmenter[] { new WhitespaceWords(), new ByCharacterClass() })
        {
            List<string> words = Segments.Of(segmenter, text);
            List<string> symbols = [.. words.Where(PunctuationSet.ContainsAllOf)];
            Fixed list = new(segmenter, text);
            ListedWordStats<Fixed> stats = default;
            stats.Finish(list);
            Assert.Equal(
                (text, words.Count, symbols.Count, words.Count(static w => w.EnumerateRunes().Any(ReferenceText.IsLetter)), words.Sum(Length), symbols.Sum(Length),
                    words.Distinct().Count(static w => w is "the" or "be" or "to" or "of" or "and" or "that" or "have" or "with")),
                (text, stats.Count, stats.SymbolWords, stats.LetterWords, stats.Characters, stats.SymbolCharacters, stats.StopWords));
        }
    }

    private static int Length(string text) => text.EnumerateRunes().Count();

    /// <summary>Words as runs of letters, and each other character that is not white space alone.</summary>
    private sealed class ByCharacterClass : ISegmenter
    {
        public void Split(PaddedText text, SegmentList segments)
        {
            int at = 0;
            int start = -1;
            foreach (Rune rune in Encoding.UTF8.GetString(text.Bytes).EnumerateRunes())
            {
                bool letter = ReferenceText.IsLetter(rune);
                if (!letter && start >= 0)
                {
                    segments.Add(start, at);
                    start = -1;
                }

                start = letter && start < 0 ? at : start;
                if (!letter && !ReferenceText.IsSpace(rune))
                {
                    segments.Add(at, at + rune.Utf8SequenceLength);
                }

                at += rune.Utf8SequenceLength;
            }

            if (start >= 0)
            {
                segments.Add(start, at);
            }
        }
    }

    private sealed class Fixed : IWordList
    {
        private readonly TextBuffer _text = new();
        private readonly SegmentList _words = new();

        public Fixed(ISegmenter segmenter, string text)
        {
            _text.Append(Encoding.UTF8.GetBytes(text));
            segmenter.Split(_text.Text, _words);
        }

        public int Count => _words.Count;

        public ReadOnlySpan<byte> Text => _text.Text.Bytes;

        public ReadOnlySpan<int> Starts => _words.Starts;

        public ReadOnlySpan<int> Ends => _words.Ends;
    }
}

[Pipeline]
[JsonLines("in/*.jsonl")]
[GopherQuality<WhitespaceWords>(minWords: 2, maxWords: 30)]
public static partial class ListedQualityPipeline;
