using System;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>Up to 4 KiB of text as blocks of 64 bytes, with one bit mask per block and class.</summary>
/// <remarks>
/// Bit i of a mask's block b is the byte at 64·b + i. Beyond the text's end the bytes are spaces: the <see cref="TextClasses.Space"/> mask is set there, and
/// no other. The last chunk of a text ends with at least one such space (so its <see cref="Bytes"/> can be empty): every word ends inside some chunk.
/// An empty text has no chunk.
/// </remarks>
public readonly unsafe ref struct TextChunk
{
    private readonly byte* _bytes;
    private readonly ulong* _masks;
    private readonly int _length;
    private readonly TextClasses _classes;

    internal TextChunk(byte* bytes, int length, ulong* masks, int blocks, TextClasses classes)
    {
        _bytes = bytes;
        _masks = masks;
        _length = length;
        _classes = classes;
        Blocks = blocks;
    }

    /// <summary>The chunk's bytes, without padding.</summary>
    public ReadOnlySpan<byte> Bytes => new(_bytes, _length);

    /// <summary>The number of 64-byte blocks.</summary>
    public int Blocks { get; }

    /// <summary>The number of spaces behind the text that the blocks hold.</summary>
    public int Padding => (64 * Blocks) - _length;

    /// <summary>The masks of one class, one for each block; empty if no feature of the segment declares the class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<ulong> Mask(TextClasses row) => (_classes & row) != 0 ? new(Row(row), Blocks) : default;

    /// <summary>The chunk's bytes; behind them the text goes on, or the padding.</summary>
    internal byte* Start => _bytes;

    /// <summary>The masks of one class, which must be selected.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong* Row(TextClasses row) => _masks + ClassRows.Offset(_classes, row);
}
