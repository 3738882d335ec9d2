using System;

namespace PipelineDsl;

/// <summary>A text on its way through the pre-tokenizers: the text, which steps may rewrite, and the pieces that it is cut into so far. Memory that is reused.</summary>
internal sealed unsafe class PreTokens
{
    private TextBuffer _written = new();
    private TextBuffer _output = new();
    private int[] _starts = new int[256];
    private int[] _ends = new int[256];
    private int[] _nextStarts = new int[256];
    private int[] _nextEnds = new int[256];
    private int _nextCount;

    /// <summary>The text.</summary>
    public byte* Text { get; private set; }

    /// <summary>The length of the text in bytes; spaces follow it, as in all padded text.</summary>
    public int Length { get; private set; }

    /// <summary>Whether the pieces are the whole text, nothing left out.</summary>
    public bool IsWhole
    {
        get
        {
            int end = 0;
            for (int i = 0; i < Count; i++)
            {
                if (_starts[i] != end)
                {
                    return false;
                }

                end = _ends[i];
            }

            return end == Length;
        }
    }

    /// <summary>The number of pieces; none is empty.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the text begins a document, so that its first piece may be given a prefix.</summary>
    public bool IsStart { get; private set; }

    /// <summary>What a step that rewrites the text writes to, between <see cref="BeginRewrite"/> and <see cref="EndRewrite"/>.</summary>
    public TextBuffer Output => _output;

    /// <summary>For steps that look for matches.</summary>
    public SplitSegments Segments { get; } = new();

    /// <summary>Begins a text, as one piece.</summary>
    public void Begin(PaddedText text, bool isStart)
    {
        Text = text.Start;
        Length = text.Length;
        IsStart = isStart;
        _starts[0] = 0;
        _ends[0] = text.Length;
        Count = text.Length > 0 ? 1 : 0;
    }

    /// <summary>Where a piece begins.</summary>
    public int Start(int piece) => _starts[piece];

    /// <summary>Where a piece ends.</summary>
    public int End(int piece) => _ends[piece];

    /// <summary>The bytes of a piece.</summary>
    public ReadOnlySpan<byte> Bytes(int piece) => new(Text + _starts[piece], _ends[piece] - _starts[piece]);

    /// <summary>Begins a step: what it leaves is told by <see cref="Emit"/>.</summary>
    public void BeginStep() => _nextCount = 0;

    /// <summary>Leaves a piece, if it is not empty.</summary>
    public void Emit(int start, int end)
    {
        if (end <= start)
        {
            return;
        }

        if (_nextCount == _nextStarts.Length)
        {
            Array.Resize(ref _nextStarts, 2 * _nextCount);
            Array.Resize(ref _nextEnds, 2 * _nextCount);
        }

        _nextStarts[_nextCount] = start;
        _nextEnds[_nextCount++] = end;
    }

    /// <summary>Ends a step.</summary>
    public void EndStep()
    {
        (_starts, _nextStarts) = (_nextStarts, _starts);
        (_ends, _nextEnds) = (_nextEnds, _ends);
        Count = _nextCount;
    }

    /// <summary>Begins a step that writes the text anew, to <see cref="Output"/>; what it leaves are places there.</summary>
    public void BeginRewrite()
    {
        _output.Clear();
        BeginStep();
    }

    /// <summary>Ends a step that wrote the text anew.</summary>
    public void EndRewrite()
    {
        (_written, _output) = (_output, _written);
        Text = _written.Text.Start;
        Length = _written.Length;
        EndStep();
    }
}
