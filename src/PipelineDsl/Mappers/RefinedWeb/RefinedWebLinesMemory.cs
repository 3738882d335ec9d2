using System;

namespace PipelineDsl;

/// <summary>What <see cref="RefinedWebLines"/> keeps from its map to its rules, and the lines it works on.</summary>
[Scratch]
public sealed class RefinedWebLinesMemory
{
    private int[] _starts = new int[256];
    private int[] _ends = new int[256];

    /// <summary>Words of the text as it was.</summary>
    public int WordsBefore { get; internal set; }

    /// <summary>Words of what was kept.</summary>
    public int WordsAfter { get; internal set; }

    /// <summary>Whether anything was kept.</summary>
    public bool AnyKept { get; internal set; }

    /// <summary>The texts of the lines: the document, and behind it lines of which a part was taken out.</summary>
    internal TextBuffer Text { get; } = new();

    /// <summary>The number of lines.</summary>
    internal int Count { get; private set; }

    /// <summary>A line.</summary>
    internal ReadOnlySpan<byte> Line(int index) => Text.Bytes[_starts[index].._ends[index]];

    /// <summary>Sets the document and cuts it at U+000A.</summary>
    internal void Begin(ReadOnlySpan<byte> text)
    {
        Text.Clear();
        Text.Append(text);
        Count = 0;
        for (int start = 0; ;)
        {
            int length = text[start..].IndexOf((byte)'\n');
            Set(Count++, start, length < 0 ? text.Length : start + length);
            if (length < 0)
            {
                return;
            }

            start += length + 1;
        }
    }

    /// <summary>Moves a line to a place that is not behind it.</summary>
    internal void Move(int from, int to) => (_starts[to], _ends[to]) = (_starts[from], _ends[from]);

    /// <summary>Makes what was appended to <see cref="Text"/> from a place on the text of a line.</summary>
    internal void Replace(int index, int start) => (_starts[index], _ends[index]) = (start, Text.Length);

    /// <summary>Leaves out all lines from a number on.</summary>
    internal void Truncate(int count) => Count = count;

    /// <summary>Takes one U+000D off each line but the last, and the last line if it is empty: the lines that Rust's <c>lines</c> finds in what these make when joined with U+000A.</summary>
    internal void DropLineEnds()
    {
        for (int line = 0; line < Count - 1; line++)
        {
            _ends[line] -= Line(line).EndsWith((byte)'\r') ? 1 : 0;
        }

        Count -= Count > 0 && Line(Count - 1).IsEmpty ? 1 : 0;
    }

    /// <summary>Removes white space at the beginning and the end of the whole, blank lines included.</summary>
    internal void Strip()
    {
        int first = 0;
        while (first < Count && TextSpace.Trim(Line(first)).IsEmpty)
        {
            first++;
        }

        while (Count > first && TextSpace.Trim(Line(Count - 1)).IsEmpty)
        {
            Count--;
        }

        if (first == Count)
        {
            Count = 0;
            return;
        }

        _starts[first] += Line(first).Length - TextSpace.TrimStart(Line(first)).Length;
        _ends[Count - 1] -= Line(Count - 1).Length - TextSpace.TrimEnd(Line(Count - 1)).Length;
        if (first > 0)
        {
            Count -= first;
            Array.Copy(_starts, first, _starts, 0, Count);
            Array.Copy(_ends, first, _ends, 0, Count);
        }
    }

    private void Set(int index, int start, int end)
    {
        if (index == _starts.Length)
        {
            Array.Resize(ref _starts, 2 * index);
            Array.Resize(ref _ends, 2 * index);
        }

        _starts[index] = start;
        _ends[index] = end;
    }
}
