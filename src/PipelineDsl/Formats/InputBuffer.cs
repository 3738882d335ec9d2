using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>The pinned memory that a <see cref="RecordInput"/> reads into. A worker keeps one for all its files, so that a corpus of small files is as cheap as one large file.</summary>
internal sealed unsafe class InputBuffer
{
    /// <summary>Creates a buffer.</summary>
    /// <param name="capacity">Bytes to read at once; it grows with the longest piece.</param>
    public InputBuffer(int capacity) => Allocate(capacity);

    /// <summary>The memory: <see cref="Capacity"/> bytes and the padding.</summary>
    public byte[] Bytes { get; private set; }

    /// <summary>Its first byte.</summary>
    public byte* Start { get; private set; }

    /// <summary>Bytes that may be read into it.</summary>
    public int Capacity { get; private set; }

    /// <summary>Takes new memory; what was in the old is not copied.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(Bytes))]
    public void Allocate(int capacity)
    {
        Capacity = capacity;
        Bytes = GC.AllocateUninitializedArray<byte>(capacity + PaddedText.Padding, pinned: true);
        Start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(Bytes));
    }
}
