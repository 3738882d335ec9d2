using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>The lines of a text that are not empty: what lies between runs of newlines (U+000A and nothing else), untrimmed.</summary>
[Feature(TextClasses.Newline)]
public sealed unsafe class LineList : IChunkVisitor, IDocumentVisitor
{
    private readonly RunList _lines = new();
    private byte* _text;
    private int _length;

    /// <summary>The number of lines that are not empty.</summary>
    public int Count => _lines.Count;

    /// <summary>The text that the offsets refer to.</summary>
    public ReadOnlySpan<byte> Text => new(_text, _length);

    /// <summary>Where each line starts, in bytes.</summary>
    public ReadOnlySpan<int> Starts => new(_lines.Starts, _lines.Count);

    /// <summary>Where each line ends (exclusive), in bytes.</summary>
    public ReadOnlySpan<int> Ends => new(_lines.Ends, _lines.Count);

    /// <summary>Forgets the last text.</summary>
    [Begin]
    public void Begin()
    {
        _lines.Begin();
        _length = 0;
    }

    /// <inheritdoc/>
    public void OnChunk(in TextChunk chunk) => _lines.Add(chunk.Mask(TextClasses.Newline));

    /// <inheritdoc/>
    public void OnDocument(ReadOnlySpan<byte> text)
    {
        _text = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text)); // texts lie in pinned memory, with their padding
        _length = text.Length;
        _lines.End(_length);
    }
}
