using System;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>UTF-8 text in pinned memory that is followed by at least <see cref="Padding"/> spaces, so that no kernel needs code for a tail.</summary>
/// <remarks>Only a <see cref="TextBuffer"/> makes one; it is valid until that buffer is written to again, and while something refers to the buffer.</remarks>
public readonly unsafe ref struct PaddedText
{
    /// <summary>How many readable bytes, all U+0020, follow every text.</summary>
    public const int Padding = 128;

    private readonly byte* _start;

    internal PaddedText(byte* start, int length)
    {
        _start = start;
        Length = length;
    }

    /// <summary>The text's length in bytes, without the padding.</summary>
    public int Length { get; }

    /// <summary>The text, without the padding.</summary>
    public ReadOnlySpan<byte> Bytes => new(_start, Length);

    internal byte* Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _start;
    }
}
