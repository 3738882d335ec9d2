using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Text;

public class TextScannerTests
{
    [Fact]
    public void WordsAreSplitAtWhiteSpace() => TextGen.Texts.Sample(static text => Assert.Equal(ReferenceText.Words(text), Pieces(text).Words));

    [Fact]
    public void LinesEndAsInPython() => TextGen.Texts.Sample(static text => Assert.Equal(ReferenceText.Lines(text), Pieces(text).Lines));

    [Fact]
    public void ParagraphsAreSplitAtBlankLines() => TextGen.Texts.Sample(static text => Assert.Equal(ReferenceText.Paragraphs(text), Pieces(text).Paragraphs));

    [Fact]
    public void RunesAndBytesAreThoseOfTheText() => TextGen.Texts.Sample(static text =>
    {
        Pieces pieces = Pieces(text);
        Assert.Equal(text, string.Concat(pieces.Runes.Select(static r => r.ToString())));
        Assert.Equal(Encoding.UTF8.GetBytes(text), pieces.Bytes);
        Assert.Equal([text], pieces.Documents);
    });

    [Fact]
    public void SentencesHoldAllButWhiteSpace() => TextGen.Texts.Sample(static text =>
    {
        List<string> sentences = Pieces(text).Sentences;
        Assert.Equal(string.Concat(ReferenceText.Words(text)), string.Concat(sentences.SelectMany(ReferenceText.Words)));
        Assert.All(sentences, static s => Assert.Equal(ReferenceText.Strip(s), s));
        Assert.DoesNotContain("", sentences);
    });

    [Theory]
    [InlineData("One. Two! Three?", "One.|Two!|Three?")]
    [InlineData("He said \"no.\" Then (yes!) he left...  ", "He said \"no.\"|Then (yes!)|he left...")]
    [InlineData("Version 3.14 of example.com is out.\nNo end", "Version 3.14 of example.com is out.|No end")]
    [InlineData("A line\nis no sentence", "A line\nis no sentence")]
    [InlineData("他来了。你呢？「好！」我走", "他来了。|你呢？|「好！」|我走")]
    [InlineData("यह है। वह भी।", "यह है।|वह भी।")]
    [InlineData(" \n ", "")]
    public void SentencesEndAtTerminalPunctuation(string text, string sentences) => Assert.Equal(sentences, string.Join('|', Pieces(text).Sentences));

    [Fact]
    public void EveryWhiteSpaceCharacterSplitsWords()
    {
        Assert.Equal(29, ReferenceText.AllSpaces.Length);
        Assert.All(ReferenceText.AllSpaces, static space => Assert.Equal(["a", "b"], Pieces($"a{space}b").Words));
        Assert.Equal(["a\u200Bb"], Pieces("a\u200Bb").Words);
    }

    [Fact]
    public void ACarriageReturnAndANewlineAreOneEndAcrossBorders()
    {
        foreach (int before in new[] { 62, 63, 64, 4094, 4095, 4096 })
        {
            string line = new('x', before);
            Assert.Equal([line, "y"], Pieces(line + "\r\ny").Lines);
            Assert.Equal([line, "", "y"], Pieces(line + "\r\r\ny").Lines);
            Assert.Equal([line], Pieces(line + "\r\n").Lines);
            Assert.Equal([line], Pieces(line + "\r").Lines);
        }
    }

    [Fact]
    public void AScannerIsUsedAgainAndAgain()
    {
        TextScanner scanner = new();
        foreach (string text in new[] { new string('x', 20_000), "", "\u3000", new string('\n', 70), "a\u2028", "b" })
        {
            Assert.Equal(ReferenceText.Words(text), Read(scanner, text).Words);
        }
    }

    private static Pieces Pieces(string text)
    {
        Pieces first = Read(new TextScanner(TextKernels.Best), text);
        foreach (TextKernel kernel in Enum.GetValues<TextKernel>())
        {
            Pieces other = Read(new TextScanner(kernel), text);
            Assert.Equal(first.Words, other.Words);
            Assert.Equal(first.Lines, other.Lines);
            Assert.Equal(first.Paragraphs, other.Paragraphs);
        }

        return first;
    }

    private static Pieces Read(TextScanner scanner, string text)
    {
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes(text));
        Collector collector = new() { Pieces = new Pieces() };
        scanner.Begin(buffer.Text);
        scanner.VisitWords<LoopClasses, Collector>(ref collector);
        scanner.VisitLines<LoopClasses, Collector>(ref collector);
        scanner.VisitParagraphs<LoopClasses, Collector>(ref collector);
        scanner.VisitSentences<LoopClasses, Collector>(ref collector);
        scanner.VisitRunes<LoopClasses, Collector>(ref collector);
        scanner.VisitBytes<LoopClasses, Collector>(ref collector);
        scanner.VisitDocument<LoopClasses, Collector>(ref collector);
        return collector.Pieces;
    }

    private readonly struct LoopClasses : IClassSelection
    {
        public static TextClasses Classes => TextClasses.Space | TextClasses.LineEnd | TextClasses.Newline;
    }

    private struct Collector : IWordVisitor, ILineVisitor, IParagraphVisitor, ISentenceVisitor, IRuneVisitor, IByteVisitor, IDocumentVisitor
    {
        public Pieces Pieces;

        public readonly void OnWord(in Word word) => Pieces.Words.Add(Encoding.UTF8.GetString(word.Bytes));

        public readonly void OnLine(in Line line) => Pieces.Lines.Add(Encoding.UTF8.GetString(line.Bytes));

        public readonly void OnParagraph(in Paragraph paragraph) => Pieces.Paragraphs.Add(Encoding.UTF8.GetString(paragraph.Bytes));

        public readonly void OnSentence(in Sentence sentence) => Pieces.Sentences.Add(Encoding.UTF8.GetString(sentence.Bytes));

        public readonly void OnRune(Rune rune) => Pieces.Runes.Add(rune);

        public readonly void OnByte(byte value) => Pieces.Bytes.Add(value);

        public readonly void OnDocument(ReadOnlySpan<byte> text) => Pieces.Documents.Add(Encoding.UTF8.GetString(text));
    }
}

/// <summary>What the visitors have seen of a text.</summary>
internal sealed class Pieces
{
    public List<string> Words { get; } = [];

    public List<string> Lines { get; } = [];

    public List<string> Paragraphs { get; } = [];

    public List<string> Sentences { get; } = [];

    public List<Rune> Runes { get; } = [];

    public List<byte> Bytes { get; } = [];

    public List<string> Documents { get; } = [];
}
