using System;

namespace PipelineDsl;

/// <summary>The units of a document: the memory of the deduplications of lines and paragraphs.</summary>
[Scratch]
public sealed class UnitMemory
{
    internal UnitWindows Windows { get; } = new();
}

/// <summary>The sentences of a document: the memory of <see cref="ExactSentences{TSentences}"/>.</summary>
/// <typeparam name="TSentences">What cuts the text into sentences.</typeparam>
[Scratch]
public sealed class SentenceUnitMemory<TSentences>
    where TSentences : class, ISegmenter, new()
{
    private readonly TSentences _segmenter = new();
    private readonly TextBuffer _text = new();
    private readonly SegmentList _segments = new();

    internal UnitWindows Windows { get; } = new();

    /// <summary>Cuts a text into sentences.</summary>
    internal void Split(ReadOnlySpan<byte> text, bool countWords)
    {
        Cut(text);
        Windows.Clear();
        PieceSplitter.Sentences(text, _segments, Windows.Pieces);
        if (countWords)
        {
            Windows.Pieces.CountWords(text);
        }
    }

    /// <summary>The number of sentences; 1 for a text without any.</summary>
    internal int Count(ReadOnlySpan<byte> text)
    {
        Cut(text);
        return Math.Max(1, _segments.Count);
    }

    private void Cut(ReadOnlySpan<byte> text)
    {
        _text.Clear();
        _text.Append(text);
        _segments.Clear();
        _segmenter.Split(_text.Text, _segments);
    }
}

/// <summary>The sentences or lines of a document, and its words, as datatrove has them: the memory of <see cref="DatatroveExactSentences{TSentences, TWords}"/> and <see cref="DatatroveExactLines{TSentences, TWords}"/>.</summary>
/// <typeparam name="TSentences">What cuts the text into sentences.</typeparam>
/// <typeparam name="TWords">What cuts it into words.</typeparam>
[Scratch]
public sealed class DatatroveSentenceMemory<TSentences, TWords>
    where TSentences : class, ISegmenter, new()
    where TWords : class, ISegmenter, new()
{
    private readonly TSentences _sentences = new();
    private readonly TWords _words = new();
    private readonly TextBuffer _text = new();
    private readonly SegmentList _segments = new();
    private readonly SegmentList _counted = new();
    private readonly TextPieces _pieces = new();

    internal UnitWindows Windows { get; } = new();

    /// <summary>Cuts a text into sentences.</summary>
    internal void Split(ReadOnlySpan<byte> text, bool countWords)
    {
        Take(text);
        _segments.Clear();
        DatatroveSentenceEnds.Split(_sentences, _text.Text, _segments);
        _pieces.Clear();
        PieceSplitter.Segments(text, _segments, _pieces);
        TakePieces(text, countWords);
    }

    /// <summary>Cuts a text into lines.</summary>
    internal void SplitLines(ReadOnlySpan<byte> text, bool countWords)
    {
        _pieces.Clear();
        PieceSplitter.PythonLines(text, _pieces);
        TakePieces(text, countWords);
    }

    internal int CountWords(ReadOnlySpan<byte> text)
    {
        Take(text);
        _counted.Clear();
        _words.Split(_text.Text, _counted);
        return _counted.Count;
    }

    internal int CountSentences(ReadOnlySpan<byte> text)
    {
        Take(text);
        _counted.Clear();
        _sentences.Split(_text.Text, _counted);
        return Math.Max(1, _counted.Count);
    }

    private void TakePieces(ReadOnlySpan<byte> text, bool countWords)
    {
        Windows.Clear();
        foreach (ref readonly TextPiece piece in _pieces.Items)
        {
            Windows.Pieces.Add(countWords ? piece with { Words = CountWords(text[piece.Start..piece.End]) } : piece);
        }
    }

    private void Take(ReadOnlySpan<byte> text)
    {
        _text.Clear();
        _text.Append(text);
    }
}
