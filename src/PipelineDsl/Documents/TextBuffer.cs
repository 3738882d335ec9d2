using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>A growing buffer of UTF-8 bytes in pinned memory: what mappers write to and what texts are held in.</summary>
/// <remarks>Reused for every document, so that the steady state allocates nothing. Not thread-safe: each worker has its own.</remarks>
public sealed unsafe class TextBuffer
{
    private byte[] _bytes;
    private byte* _start;
    private int _length;

    /// <summary>Creates a buffer.</summary>
    /// <param name="capacity">Bytes to have room for at first.</param>
    public TextBuffer(int capacity = 4096) => Allocate(capacity);

    /// <summary>The number of bytes written.</summary>
    public int Length => _length;

    /// <summary>What was written, without padding.</summary>
    public ReadOnlySpan<byte> Bytes => new(_start, _length);

    /// <summary>What was written, with its padding in place.</summary>
    public PaddedText Text
    {
        get
        {
            new Span<byte>(_start + _length, PaddedText.Padding).Fill((byte)' ');
            return new PaddedText(_start, _length);
        }
    }

    internal byte* Start => _start;

    /// <summary>What was written from <paramref name="start"/> on, to be patched.</summary>
    internal Span<byte> Written(int start) => new(_start + start, _length - start);

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _length = 0;

    /// <summary>Drops what was written after the first <paramref name="length"/> bytes.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)_length, nameof(length));
        _length = length;
    }

    /// <summary>Writes one byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(byte value)
    {
        if (_length + 1 + PaddedText.Padding > _bytes.Length)
        {
            Grow(1);
        }

        _start[_length++] = value;
    }

    /// <summary>Writes bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length + PaddedText.Padding > _bytes.Length)
        {
            Grow(bytes.Length);
        }

        bytes.CopyTo(new Span<byte>(_start + _length, bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Room for at least <paramref name="count"/> bytes after what was written; <see cref="Advance"/> then says how many were used.</summary>
    /// <remarks><see cref="PaddedText.Padding"/> more bytes behind the room may be scribbled on.</remarks>
    public Span<byte> Reserve(int count)
    {
        if (_length + count + PaddedText.Padding > _bytes.Length)
        {
            Grow(count);
        }

        return new Span<byte>(_start + _length, count);
    }

    /// <summary>Counts bytes written to <see cref="Reserve"/>'s room.</summary>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(_length + count), (uint)(_bytes.Length - PaddedText.Padding), nameof(count));
        _length += count;
    }

    /// <summary>Writes the padding after what was written and counts it as written, so that a further text can follow in the same buffer.</summary>
    internal void Seal()
    {
        Reserve(PaddedText.Padding).Fill((byte)' ');
        _length += PaddedText.Padding;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count)
    {
        byte[] old = _bytes;
        Allocate(checked((int)Math.Min(Math.Max((long)_length + count, 2L * old.Length), Array.MaxLength - PaddedText.Padding)));
        old.AsSpan(0, _length).CopyTo(_bytes);
    }

    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(_bytes))]
    private void Allocate(int capacity)
    {
        _bytes = GC.AllocateUninitializedArray<byte>(checked(capacity + PaddedText.Padding), pinned: true);
        _start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_bytes));
    }
}
