using System;

namespace PipelineDsl;

/// <summary>The runs of bytes between those that a mask marks: words between white space, lines between newlines.</summary>
internal sealed unsafe class RunList(TextKernel kernel)
{
    private readonly bool _compress = kernel == TextKernel.Vector512 && MaskPositions.CanCompress;
    private readonly ScratchArray<int> _starts = new();
    private readonly ScratchArray<int> _ends = new();
    private int _startCount;
    private int _endCount;
    private int _at; // the offset of the next chunk
    private ulong _inside; // 1 if the block before ends inside a run

    /// <summary>The number of runs.</summary>
    public int Count => _endCount;

    /// <summary>Where each run starts, in bytes.</summary>
    public int* Starts => _starts.Start;

    /// <summary>Where each run ends (exclusive), in bytes.</summary>
    public int* Ends => _ends.Start;

    /// <summary>Forgets all runs.</summary>
    public void Begin()
    {
        _startCount = 0;
        _endCount = 0;
        _at = 0;
        _inside = 0;
        _starts.Begin();
        _ends.Begin();
    }

    /// <summary>Adds the runs of a chunk.</summary>
    /// <param name="marks">One mask for each 64 bytes.</param>
    public void Add(ReadOnlySpan<ulong> marks)
    {
        int most = (32 * marks.Length) + 1 + MaskPositions.Room;
        int* starts = _starts.Grow(_startCount + most) + _startCount;
        int* ends = _ends.Grow(_endCount + most) + _endCount;
        if (_compress)
        {
            Write<MaskPositions.Compressed>(marks, starts, ends);
        }
        else
        {
            Write<MaskPositions.Plain>(marks, starts, ends);
        }
    }

    /// <summary>Ends the last run where the text ends.</summary>
    public void End(int length)
    {
        if (_startCount > _endCount && Starts[_startCount - 1] < length)
        {
            Ends[_endCount++] = length;
        }

        _startCount = _endCount;
    }

    private void Write<TWriter>(ReadOnlySpan<ulong> marks, int* starts, int* ends)
        where TWriter : struct, MaskPositions.IWriter
    {
        int at = _at;
        ulong inside = _inside;
        foreach (ulong mark in marks)
        {
            ulong run = ~mark;
            ulong edges = run ^ ((run << 1) | inside);
            inside = run >> 63;
            starts = TWriter.Write(edges & run, at, starts);
            ends = TWriter.Write(edges & mark, at, ends);
            at += 64;
        }

        _startCount = (int)(starts - _starts.Start);
        _endCount = (int)(ends - _ends.Start);
        _inside = inside;
        _at = at;
    }
}
