using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>The runs of bytes between those that a mask marks: words between white space, lines between newlines.</summary>
/// <remarks>
/// Where runs begin and end is written eight positions at a time, needed or not, so that the number of them in a block of 64 bytes, which nobody can foresee, seldom
/// decides a branch.
/// </remarks>
internal sealed unsafe class RunList
{
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
        _ = _starts.Take(1024);
        _ = _ends.Take(1024);
    }

    /// <summary>Adds the runs of a chunk.</summary>
    /// <param name="marks">One mask for each 64 bytes.</param>
    public void Add(ReadOnlySpan<ulong> marks)
    {
        int most = (32 * marks.Length) + 16;
        int* starts = _starts.Grow(_startCount + most) + _startCount;
        int* ends = _ends.Grow(_endCount + most) + _endCount;
        int at = _at;
        ulong inside = _inside;
        for (int b = 0; b < marks.Length; b++, at += 64)
        {
            ulong run = ~marks[b];
            ulong edges = run ^ ((run << 1) | inside);
            inside = run >> 63;
            starts = Write(starts, edges & run, at);
            ends = Write(ends, edges & ~run, at);
        }

        _startCount = (int)(starts - _starts.Start);
        _endCount = (int)(ends - _ends.Start);
        _inside = inside;
        _at = at;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int* Write(int* target, ulong bits, int at)
    {
        int count = BitOperations.PopCount(bits);
        for (int* next = target; bits != 0; next += 8)
        {
            for (int i = 0; i < 8; i++)
            {
                next[i] = at + BitOperations.TrailingZeroCount(bits);
                bits &= bits - 1;
            }
        }

        return target + count;
    }
}
