using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>The words of a text as a segmenter cuts them.</summary>
/// <typeparam name="TSegmenter">What cuts the text.</typeparam>
[Feature]
public sealed unsafe class SegmentedWords<TSegmenter> : IDocumentVisitor, IWordList
    where TSegmenter : class, ISegmenter, new()
{
    private readonly TSegmenter _segmenter = new();
    private readonly SegmentList _words = new();
    private byte* _text;
    private int _length;

    /// <inheritdoc/>
    public int Count => _words.Count;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Text => new(_text, _length);

    /// <inheritdoc/>
    public ReadOnlySpan<int> Starts => _words.Starts;

    /// <inheritdoc/>
    public ReadOnlySpan<int> Ends => _words.Ends;

    /// <summary>Forgets the last text.</summary>
    [Begin]
    public void Begin()
    {
        _words.Clear();
        _length = 0;
    }

    /// <inheritdoc/>
    public void OnDocument(ReadOnlySpan<byte> text)
    {
        _text = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text)); // texts lie in pinned memory, with their padding
        _length = text.Length;
        _segmenter.Split(new PaddedText(_text, _length), _words);
    }
}
