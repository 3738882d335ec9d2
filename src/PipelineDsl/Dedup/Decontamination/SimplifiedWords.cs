using System;

namespace PipelineDsl;

/// <summary>The words that a segmenter finds in a text that was simplified as datatrove does it (<see cref="SimplifiedText"/>).</summary>
/// <typeparam name="TSegmenter">What cuts the text into words.</typeparam>
internal sealed unsafe class SimplifiedWords<TSegmenter> : IContaminationWords
    where TSegmenter : class, ISegmenter, new()
{
    private readonly TSegmenter _segmenter = new();
    private readonly SimplifiedText _simplifier = new();
    private readonly TextBuffer _simple = new();
    private readonly SegmentList _words = new();
    private readonly ScratchArray<ulong> _hashes = new();

    /// <inheritdoc/>
    public ReadOnlySpan<ulong> Hashes => new(_hashes.Start, _words.Count);

    /// <inheritdoc/>
    public ReadOnlySpan<int> Starts => default;

    /// <inheritdoc/>
    public ReadOnlySpan<int> Ends => default;

    /// <inheritdoc/>
    public void Split(PaddedText text)
    {
        _simple.Clear();
        _simplifier.Append(text.Bytes, _simple);
        PaddedText simple = _simple.Text;
        _words.Clear();
        _segmenter.Split(simple, _words);
        _hashes.Begin();
        ulong* hashes = _hashes.Take(_words.Count);
        for (int i = 0; i < _words.Count; i++)
        {
            hashes[i] = TextHash.Of(simple.Start + _words.Starts[i], _words.Ends[i] - _words.Starts[i]);
        }
    }

    /// <inheritdoc/>
    public void AppendWord(int index, TextBuffer output) => output.Append(_simple.Bytes[_words.Starts[index].._words.Ends[index]]);
}
