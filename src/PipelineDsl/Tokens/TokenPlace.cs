using System;

namespace PipelineDsl;

/// <summary>Where the bytes of an id lie, and what it stands for.</summary>
internal readonly struct TokenPlace(int start, int length, TokenKind kind)
{
    private readonly int _start = start;
    private readonly int _length = length;

    /// <summary>What the id stands for.</summary>
    public TokenKind Kind { get; } = kind;

    /// <summary>The bytes, of all that a vocabulary has.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> bytes) => bytes.Slice(_start, _length);
}
