using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Text.Segmentation;

public class WhitespaceSegmentationTests(ITestOutputHelper output)
{
    private const string Terminators = ".!?।؟。！";

    private static readonly string[] s_pieces = ["A", "B.", "x", ".", "!", "\n", "\n\n", " ", "\u3000", "\"", "'", "”", "。", "É.", "É", "Ж.", "ж.", "…", "🙂", "the end", ","];

    private static readonly Gen<string> s_sentences = Gen.Int[0, s_pieces.Length - 1].Array[0, 60].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i])));

    [Fact]
    public void WordsAreSplitAtWhiteSpace()
    {
        foreach (TextKernel kernel in Enum.GetValues<TextKernel>())
        {
            WhitespaceWords words = new(kernel);
            TextGen.Texts.Sample(text => Assert.Equal(ReferenceText.Words(text), Segments.Of(words, text)), iter: 1000, threads: 1);
        }
    }

    [Fact]
    public void LongTextsHaveAllTheirWords()
    {
        WhitespaceWords words = new();
        RandomTexts.LongText.Sample(text => Assert.Equal(ReferenceText.Words(text), Segments.Of(words, text)), iter: 30, threads: 1);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(" \n ", " \n ")]
    [InlineData("no end", "no end")]
    [InlineData("One. Two! Three?", "One.| Two!| Three?")]
    [InlineData("One. Two", "One. Two")]
    [InlineData("a.b\nc\n", "a.|b|\nc\n")]
    [InlineData("...", "...")]
    [InlineData(".", ".")]
    [InlineData(".\n", ".\n")]
    [InlineData("\n.\n\nx", "\n.\n\nx")]
    [InlineData("\n\n\n", "\n\n\n")]
    [InlineData("A. Smith went. B. Ran.", "A. Smith went.| B. Ran.")]
    [InlineData("A. B. no more", "A. B. no more")]
    [InlineData("Go. A. B. no more", "Go.| A. B. no more")]
    [InlineData("É. is one. é. two.", "É. is one.| é.| two.")]
    [InlineData("A.", "A.")]
    [InlineData("A.. x. y", "A..| x. y")]
    [InlineData("He said \"no.\" \"Go!\"' end", "He said \"no.\"| \"Go!\"' end")]
    [InlineData("x.”” y. z", "x.”|” y. z")]
    [InlineData("x.\"\n\"y. z", "x.\"|\n\"y. z")]
    public void SentencesOfTheFallback(string text, string sentences) => Assert.Equal(sentences, string.Join('|', Segments.Of(new FallbackSentences(), text)));

    [Fact]
    public void SentencesAreThoseOfTheBacktrackingPattern()
    {
        foreach (TextKernel kernel in Enum.GetValues<TextKernel>())
        {
            FallbackSentences sentences = new(kernel);
            Gen.Int[0, 130].Select(s_sentences).Sample((before, text) =>
            {
                text = new string('x', before) + text;
                Assert.Equal(Reference(text), Segments.Of(sentences, text));
            }, iter: 1000);
        }
    }

    [Fact]
    public void AnyBytesAreCutWithoutAThrow() => Gen.Byte.Array[0, 200].Sample(static bytes =>
    {
        Segments.Offsets(new WhitespaceWords(), bytes);
        List<(int Start, int End)> sentences = Segments.Offsets(new FallbackSentences(), bytes);
        Assert.Equal(bytes.Length, sentences.Sum(static s => s.End - s.Start));
    });

    [Fact]
    public void InitialsAtTheEndOfALongTextTakeLinearTime()
        => Assert.Single(Segments.Of(new FallbackSentences(), string.Concat(Enumerable.Repeat("A. ", 1_000_000))));

    [Fact]
    public void WordsAndSentencesAreThoseOfDatatrove()
    {
        WhitespaceWords words = new();
        FallbackSentences sentences = new();
        foreach ((string id, string text, List<string> goldWords, List<string> goldSentences) in GoldTokens.Snippets("ws", output))
        {
            Assert.True(goldWords.SequenceEqual(Segments.Of(words, text)), id);
            Assert.True(goldSentences.SequenceEqual(Segments.Of(sentences, text)), id);
        }
    }

    [Fact]
    public void CountsAreThoseOfDatatrove()
    {
        WhitespaceWords words = new();
        FallbackSentences sentences = new();
        foreach ((string id, string text, JsonElement metrics) in GoldTokens.Documents("ws", output))
        {
            if (metrics.TryGetProperty("n_words", out JsonElement count))
            {
                Assert.True(count.GetInt32() == Segments.Count(words, Encoding.UTF8.GetBytes(text)), id);
            }

            if (metrics.TryGetProperty("c4_sentences_total", out count))
            {
                Assert.True(count.GetInt32() == Math.Max(1, Segments.Count(sentences, Encoding.UTF8.GetBytes(text))), id);
            }
        }
    }

    /// <summary>datatrove's splitter, with the regular expression as it is.</summary>
    private static List<string> Reference(string text)
    {
        List<string> pieces = [];
        int start = 0;
        foreach (Match match in Regex.Matches(text, $"(?:(?:\\p{{Lu}}\\.)|[^\\n])+?[{Terminators}\\n]+[\"'”]?", RegexOptions.CultureInvariant))
        {
            if (ReferenceText.StripEnd(match.Value) is { Length: > 0 } sentence)
            {
                int end = match.Index + sentence.Length;
                pieces.Add(text[start..end]);
                start = end;
            }
        }

        if (pieces.Count > 0)
        {
            pieces[^1] += text[start..];
        }
        else if (text.Length > 0)
        {
            pieces.Add(text);
        }

        return pieces;
    }
}
