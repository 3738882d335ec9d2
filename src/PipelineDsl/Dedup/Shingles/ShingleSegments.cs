using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>The pieces of a segmenter as units of shingles, as they are: case counts, and punctuation if the segmenter keeps it.</summary>
/// <typeparam name="TSegmenter">What cuts the text, such as <see cref="Uax29Words"/>.</typeparam>
[Feature]
public sealed unsafe class ShingleSegments<TSegmenter> : IDocumentVisitor, IShingleUnits
    where TSegmenter : class, ISegmenter, new()
{
    private readonly TSegmenter _segmenter = new();
    private readonly SegmentList _segments = new();
    private readonly ScratchArray<ulong> _hashes = new();
    private int _count;

    /// <inheritdoc/>
    public ReadOnlySpan<ulong> Hashes => new(_hashes.Start, _count);

    /// <summary>Forgets the last text.</summary>
    [Begin]
    public void Begin()
    {
        _hashes.Begin();
        _count = 0;
    }

    /// <inheritdoc/>
    public void OnDocument(ReadOnlySpan<byte> text)
    {
        byte* start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text)); // texts lie in pinned memory, with their padding
        _segments.Clear();
        _segmenter.Split(new PaddedText(start, text.Length), _segments);
        _count = _segments.Count;
        ulong* hashes = _hashes.Take(_count);
        for (int i = 0; i < _count; i++)
        {
            hashes[i] = TextHash.Of(start + _segments.Starts[i], _segments.Ends[i] - _segments.Starts[i]);
        }
    }
}
