using System;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Memory for records that is given back the moment it is done with, so that what a budget allows is not exceeded by what the garbage collector has not got round to.</summary>
/// <typeparam name="T">The record.</typeparam>
internal sealed unsafe class NativeBuffer<T> : IDisposable
    where T : unmanaged
{
    private T* _start;

    /// <summary>Makes a buffer, whose contents are left to chance.</summary>
    /// <param name="length">Records; 0 takes no memory.</param>
    public NativeBuffer(int length = 0) => Resize(length);

    /// <summary>Gives the memory back if nobody did.</summary>
    ~NativeBuffer() => NativeMemory.Free(_start);

    /// <summary>The number of records there is room for.</summary>
    public int Length { get; private set; }

    /// <summary>The first record.</summary>
    public T* Start => _start;

    /// <summary>All of it.</summary>
    public Span<T> Span => new(_start, Length);

    /// <summary>Makes it longer or shorter; records that still fit stay.</summary>
    public void Resize(int length)
    {
        if (length == 0)
        {
            NativeMemory.Free(_start);
            _start = null;
        }
        else
        {
            _start = (T*)NativeMemory.Realloc(_start, checked((nuint)length * (nuint)sizeof(T)));
        }

        Length = length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Resize(0);
        GC.SuppressFinalize(this);
    }
}
