using System;

namespace PipelineDsl;

/// <summary>Up to 4 KiB of text as blocks of 64 bytes, with one bit mask per block and class.</summary>
/// <remarks>
/// Bit i of a mask's block b is the byte at 64·b + i. Beyond the text's end the bytes are spaces: the <see cref="TextClasses.Space"/> mask is set there, and
/// no other. Asking for a mask that the feature does not declare gives an empty span.
/// </remarks>
public readonly unsafe ref struct TextChunk
{
    /// <summary>The chunk's bytes, without padding.</summary>
    public ReadOnlySpan<byte> Bytes => throw new NotImplementedException();

    /// <summary>The number of 64-byte blocks.</summary>
    public int Blocks => throw new NotImplementedException();
}
