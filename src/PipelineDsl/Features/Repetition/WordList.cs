using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>The words of a text: runs of characters that are not white space (29 characters, as Python's <c>str.split</c>).</summary>
[Feature(TextClasses.Space)]
public sealed unsafe class WordList : IChunkVisitor, IDocumentVisitor, IWordList
{
    private readonly RunList _words = new();
    private byte* _text;
    private int _length;

    /// <inheritdoc/>
    public int Count => _words.Count;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Text => new(_text, _length);

    /// <inheritdoc/>
    public ReadOnlySpan<int> Starts => new(_words.Starts, _words.Count);

    /// <inheritdoc/>
    public ReadOnlySpan<int> Ends => new(_words.Ends, _words.Count);

    /// <summary>Forgets the last text.</summary>
    [Begin]
    public void Begin()
    {
        _words.Begin();
        _length = 0;
    }

    /// <inheritdoc/>
    public void OnChunk(in TextChunk chunk) => _words.Add(chunk.Mask(TextClasses.Space));

    /// <inheritdoc/>
    public void OnDocument(ReadOnlySpan<byte> text)
    {
        _text = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text)); // texts lie in pinned memory, with their padding
        _length = text.Length;
    }
}
