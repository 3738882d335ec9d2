using System;
using System.IO.Hashing;

namespace PipelineDsl;

/// <summary>The n-grams of a document's lines, as 128-bit hashes: the memory of the deduplications by n-grams.</summary>
[Scratch]
public sealed class NGramMemory
{
    /// <summary>The bytes of a hash.</summary>
    internal const int HashBytes = 16;

    private readonly Uax29Words _segmenter = new();
    private readonly UnitNormalizer _normalizer = new();
    private readonly TextBuffer _line = new();
    private readonly TextBuffer _joined = new();
    private readonly SegmentList _words = new();
    private readonly TextPieces _pieces = new();
    private int[] _ends = new int[256]; // of each word among those joined

    /// <summary>Writes the sketch: the lines, and of each the number of its n-grams and their hashes; nothing if no line has any.</summary>
    internal void Write(ReadOnlySpan<byte> text, UnitNormalization normalization, int ngram, Sketch sketch)
    {
        _pieces.Clear();
        PieceSplitter.Lines(text, _pieces);
        UnitSketch.WritePieces(sketch, _pieces.Items, text.Length);
        bool any = false;
        foreach (ref readonly TextPiece piece in _pieces.Items)
        {
            Join(text[piece.Unit..piece.End], normalization);
            int count = Math.Max(0, _words.Count - ngram + 1);
            any |= count > 0;
            UnitSketch.WriteNumber(sketch, count);
            ReadOnlySpan<byte> joined = _joined.Bytes;
            for (int i = 0; i < count; i++)
            {
                sketch.WriteUInt128(XxHash128.HashToUInt128(joined[(i == 0 ? 0 : _ends[i - 1] + 1).._ends[i + ngram - 1]]));
            }
        }

        if (!any)
        {
            sketch.Clear();
        }
    }

    /// <summary>The words of a line, one space between any two, whatever stood there.</summary>
    private void Join(ReadOnlySpan<byte> line, UnitNormalization normalization)
    {
        _line.Clear();
        _normalizer.Append(line, normalization, _line);
        _words.Clear();
        _segmenter.Split(_line.Text, _words);
        if (_ends.Length < _words.Count)
        {
            _ends = new int[Math.Max(_words.Count, 2 * _ends.Length)];
        }

        _joined.Clear();
        for (int i = 0; i < _words.Count; i++)
        {
            if (i > 0)
            {
                _joined.Append((byte)' ');
            }

            _joined.Append(_line.Bytes[_words.Starts[i].._words.Ends[i]]);
            _ends[i] = _joined.Length;
        }
    }
}
