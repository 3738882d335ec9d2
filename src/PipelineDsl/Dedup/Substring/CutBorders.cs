using System;

namespace PipelineDsl;

/// <summary>Moves the ends of a stretch to where a text may be cut; for one thread.</summary>
internal sealed class CutBorders
{
    private readonly ISegmenter? _segmenter;
    private readonly bool _widen;
    private readonly SegmentList _segments = new();
    private readonly TextBuffer _buffer = new();
    private bool _split;

    /// <summary>Chooses borders.</summary>
    /// <param name="borders">What is not cut in two.</param>
    /// <param name="widen">Whether what would be cut in two goes as a whole, or stays as a whole.</param>
    public CutBorders(SubstringBorders borders, bool widen)
    {
        _widen = widen;
        _segmenter = borders switch
        {
            SubstringBorders.Characters => null,
            SubstringBorders.Words => new Uax29Words(),
            SubstringBorders.Sentences => new Uax29Sentences(),
            _ => throw new ArgumentOutOfRangeException(nameof(borders), borders, "not one of the borders"),
        };
    }

    /// <summary>Begins a text.</summary>
    public void Begin() => _split = false;

    /// <summary>Moves the ends of a stretch. It may become empty.</summary>
    /// <param name="text">The text that was begun, well-formed UTF-8.</param>
    /// <param name="start">Where the stretch begins.</param>
    /// <param name="end">Where it ends.</param>
    public void Move(ReadOnlySpan<byte> text, ref int start, ref int end)
    {
        start = Character(text, start, up: !_widen);
        end = Character(text, end, up: _widen);
        if (_segmenter is not null)
        {
            Split(text);
            start = Segment(start, up: !_widen);
            end = Segment(end, up: _widen);
        }
    }

    /// <summary>The border of a character at a place, or next to it.</summary>
    private static int Character(ReadOnlySpan<byte> text, int place, bool up)
    {
        while (place > 0 && place < text.Length && (text[place] & 0xC0) == 0x80)
        {
            place += up ? 1 : -1;
        }

        return place;
    }

    /// <summary>The place, if it is inside no piece, else the border of the piece.</summary>
    private int Segment(int place, bool up)
    {
        // The last piece that starts before the place.
        int found = _segments.Starts.BinarySearch(place);
        int piece = (found < 0 ? ~found : found) - 1;
        return piece >= 0 && _segments.Ends[piece] > place
            ? up ? _segments.Ends[piece] : _segments.Starts[piece]
            : place;
    }

    private void Split(ReadOnlySpan<byte> text)
    {
        if (!_split)
        {
            _buffer.Clear();
            _buffer.Append(text);
            _segments.Clear();
            _segmenter!.Split(_buffer.Text, _segments);
            _split = true;
        }
    }
}
