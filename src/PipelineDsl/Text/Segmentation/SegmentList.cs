using System;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>The pieces of a text, words or sentences, as byte offsets in ascending order. Reused for every document.</summary>
public sealed class SegmentList
{
    private int[] _starts = new int[256];
    private int[] _ends = new int[256];

    /// <summary>The number of pieces.</summary>
    public int Count { get; private set; }

    /// <summary>Where each piece starts, in bytes.</summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count);

    /// <summary>Where each piece ends (exclusive), in bytes.</summary>
    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, Count);

    /// <summary>Forgets all pieces.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a piece behind the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int start, int end)
    {
        int count = Count;
        if ((uint)count >= (uint)_starts.Length)
        {
            Grow(count + 1);
        }

        _starts[count] = start;
        _ends[count] = end;
        Count = count + 1;
    }

    /// <summary>Room for at least <paramref name="count"/> more pieces, to be filled by a kernel; <see cref="Advance"/> then says how many it added.</summary>
    internal void Reserve(int count, out Span<int> starts, out Span<int> ends)
    {
        if (Count + count > _starts.Length)
        {
            Grow(Count + count);
        }

        starts = _starts.AsSpan(Count);
        ends = _ends.AsSpan(Count);
    }

    /// <summary>Counts pieces written to <see cref="Reserve"/>'s room.</summary>
    internal void Advance(int count) => Count += count;

    /// <summary>Lets the last piece end at <paramref name="end"/>, or leaves it out if it begins there or later.</summary>
    internal void CutEnd(int end)
    {
        if (Count > 0 && _starts[Count - 1] >= end)
        {
            Count--;
        }
        else if (Count > 0)
        {
            _ends[Count - 1] = end;
        }
    }

    /// <summary>Takes the pieces of another list in place of its own.</summary>
    internal void CopyFrom(SegmentList other)
    {
        Count = 0;
        Reserve(other.Count, out Span<int> starts, out Span<int> ends);
        other.Starts.CopyTo(starts);
        other.Ends.CopyTo(ends);
        Count = other.Count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int least)
    {
        int size = Math.Max(least, 2 * _starts.Length);
        Array.Resize(ref _starts, size);
        Array.Resize(ref _ends, size);
    }
}
