using System;

namespace PipelineDsl;

/// <summary>The shingles of datatrove's MinHash: n words of the simplified text, joined by single spaces and hashed as a string. One per worker; its memory is reused.</summary>
/// <typeparam name="TWords">What cuts the simplified text into words.</typeparam>
internal sealed unsafe class DatatroveShingles<TWords>
    where TWords : class, ISegmenter, new()
{
    private readonly SimplifiedText _simplified = new();
    private readonly TextBuffer _text = new();
    private readonly TextBuffer _joined = new();
    private readonly TWords _words = new();
    private readonly SegmentList _segments = new();
    private readonly ScratchArray<int> _offsets = new();
    private readonly ScratchArray<ulong> _hashes = new();

    /// <summary>The hashes of the last text's shingles, in order, repeated ones too.</summary>
    public ulong* Hashes => _hashes.Start;

    /// <summary>The number of shingles.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a text. One of fewer than <paramref name="n"/> words has no shingle.</summary>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="n">The words of a shingle.</param>
    /// <param name="hash">The hash function.</param>
    public void Take(ReadOnlySpan<byte> text, int n, DatatroveHash hash)
    {
        _offsets.Begin();
        _hashes.Begin();
        _text.Clear();
        _simplified.Append(text, _text);
        PaddedText simplified = _text.Text;
        _segments.Clear();
        _words.Split(simplified, _segments);
        int words = _segments.Count;
        Count = Math.Max(0, words - n + 1);
        if (Count == 0)
        {
            return;
        }

        // Word i lies at offsets[i], one space behind it, so that a shingle is a piece of what is joined.
        _joined.Clear();
        int* offsets = _offsets.Take(words + 1);
        for (int i = 0; i < words; i++)
        {
            offsets[i] = _joined.Length;
            _joined.Append(simplified.Bytes[_segments.Starts[i].._segments.Ends[i]]);
            _joined.Append((byte)' ');
        }

        offsets[words] = _joined.Length;
        ulong* hashes = _hashes.Take(Count);
        ReadOnlySpan<byte> joined = _joined.Bytes;
        for (int i = 0; i < Count; i++)
        {
            hashes[i] = DatatroveHashes.Of(hash, joined[offsets[i]..(offsets[i + n] - 1)]);
        }
    }
}
