using System;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Memory outside the heap, aligned to huge pages where it is big enough to have some: tables that are read at random.</summary>
/// <remarks>Who takes <see cref="Start"/> must keep the array alive for as long as it uses the pointer.</remarks>
/// <typeparam name="T">The element.</typeparam>
internal sealed unsafe class NativeArray<T>
    where T : unmanaged
{
    private const nuint CacheLine = 64;
    private const nuint HugePage = 2 << 20;

    private readonly void* _block; // somewhat more, in which Start is aligned

    /// <summary>Allocates elements.</summary>
    /// <param name="length">How many.</param>
    /// <param name="zeroed">Whether they are 0 (default), or whatever.</param>
    public NativeArray(int length, bool zeroed = true)
    {
        nuint bytes = Math.Max(1, checked((nuint)length * (nuint)sizeof(T)));
        nuint alignment = bytes >= HugePage ? HugePage : CacheLine;
        Length = length;

        // Zeros are asked for at once and not written: those of fresh pages are there already.
        nuint rounded = (bytes + alignment - 1) & ~(alignment - 1);
        _block = zeroed ? NativeMemory.AllocZeroed(rounded + alignment) : NativeMemory.Alloc(rounded + alignment);
        Start = (T*)(((nuint)_block + alignment - 1) & ~(alignment - 1));
        if (alignment == HugePage)
        {
            HugePages.Advise(Start, rounded);
        }

        GC.AddMemoryPressure((long)bytes);
    }

    /// <summary>Frees the memory if <see cref="Free"/> was not called.</summary>
    ~NativeArray() => Free();

    /// <summary>The first element.</summary>
    public T* Start { get; private set; }

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>All elements.</summary>
    public Span<T> Span => new(Start, Length);

    /// <summary>Frees the memory without waiting for the finalizer.</summary>
    public void Free()
    {
        if (Start != null)
        {
            NativeMemory.Free(_block);
            Start = null;
            GC.RemoveMemoryPressure(Math.Max(1, (long)Length * sizeof(T)));
        }
    }
}
