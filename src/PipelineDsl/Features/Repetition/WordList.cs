using System;

namespace PipelineDsl;

/// <summary>The words of a text: runs of characters that are not white space (29 characters, as Python's <c>str.split</c>).</summary>
[Feature(TextClasses.Space, FeatureCost.Words)]
public sealed unsafe class WordList : IChunkVisitor, IWordList
{
    private readonly RunList _words;
    private byte* _text;
    private int _length;

    /// <summary>Creates an empty list.</summary>
    public WordList()
        : this(TextKernels.Best)
    {
    }

    internal WordList(TextKernel kernel) => _words = new RunList(kernel);

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
    public void OnChunk(in TextChunk chunk)
    {
        _text = _length == 0 ? chunk.Start : _text; // texts lie in pinned memory, with their padding
        _length += chunk.Bytes.Length;
        _words.Add(chunk.Mask(TextClasses.Space));
    }
}
