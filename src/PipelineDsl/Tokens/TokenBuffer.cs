using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>A growing buffer of token ids in pinned memory, reused for every document.</summary>
public sealed unsafe class TokenBuffer
{
    private int[] _ids = [];
    private int* _start;

    /// <summary>The number of ids.</summary>
    public int Count { get; private set; }

    /// <summary>The ids.</summary>
    public ReadOnlySpan<int> Ids => new(_start, Count);

    /// <summary>Forgets the ids.</summary>
    public void Clear() => Count = 0;

    /// <summary>Appends one id.</summary>
    public void Append(int id)
    {
        *Reserve(1) = id;
        Count++;
    }

    /// <summary>Room for <paramref name="count"/> ids after those there are.</summary>
    internal int* Reserve(int count)
    {
        if ((long)Count + count > _ids.Length)
        {
            long length = Math.Max((long)Count + count, Math.Max(1024, Math.Min(2L * _ids.Length, Array.MaxLength)));
            int[] grown = GC.AllocateUninitializedArray<int>(checked((int)length), pinned: true);
            _ids.AsSpan(0, Count).CopyTo(grown);
            _ids = grown;
            _start = (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(grown));
        }

        return _start + Count;
    }

    /// <summary>Counts ids written to <see cref="Reserve"/>'s room.</summary>
    internal void Advance(int count) => Count += count;
}
