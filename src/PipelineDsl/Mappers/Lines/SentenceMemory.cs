using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>The sentences of a document and which of them were seen: the memory of <see cref="RepeatedSentences{TSentences}"/>.</summary>
/// <typeparam name="TSentences">What cuts the text into sentences.</typeparam>
[Scratch]
public sealed class SentenceMemory<TSentences>
    where TSentences : class, ISegmenter, new()
{
    private readonly TSentences _segmenter = new();
    private readonly TextBuffer _text = new();
    private readonly HashSet<UInt128> _seen = [];

    internal SegmentList Sentences { get; } = new();

    internal void Split(ReadOnlySpan<byte> text)
    {
        _seen.Clear();
        Sentences.Clear();
        _text.Clear();
        _text.Append(text);
        _segmenter.Split(_text.Text, Sentences);
    }

    internal bool Add(UInt128 key) => _seen.Add(key);
}
