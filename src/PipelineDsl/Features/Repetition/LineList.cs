using System;

namespace PipelineDsl;

/// <summary>The lines of a text that are not empty: what lies between runs of newlines (U+000A and nothing else), untrimmed.</summary>
[Feature(TextClasses.Newline, FeatureCost.Lines)]
public sealed unsafe class LineList : IChunkVisitor
{
    private readonly RunList _lines;
    private byte* _text;
    private int _length;

    /// <summary>Creates an empty list.</summary>
    public LineList()
        : this(TextKernels.Best)
    {
    }

    internal LineList(TextKernel kernel) => _lines = new RunList(kernel);

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
    public void OnChunk(in TextChunk chunk)
    {
        _text = _length == 0 ? chunk.Start : _text; // texts lie in pinned memory, with their padding
        _length += chunk.Bytes.Length;
        _lines.Add(chunk.Mask(TextClasses.Newline));
    }

    /// <summary>Ends the last line where the text ends.</summary>
    [Finish]
    public void Finish() => _lines.End(_length);
}
