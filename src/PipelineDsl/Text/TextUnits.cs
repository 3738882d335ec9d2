using System;

namespace PipelineDsl;

/// <summary>A line without its end.</summary>
public readonly ref struct Line
{
    /// <summary>Creates a line.</summary>
    public Line(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>The line, UTF-8.</summary>
    public ReadOnlySpan<byte> Bytes { get; }
}

/// <summary>A run of characters that are not white space.</summary>
public readonly ref struct Word
{
    /// <summary>Creates a word.</summary>
    public Word(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>The word, UTF-8, never empty.</summary>
    public ReadOnlySpan<byte> Bytes { get; }
}

/// <summary>A sentence.</summary>
public readonly ref struct Sentence
{
    /// <summary>Creates a sentence.</summary>
    public Sentence(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>The sentence, UTF-8.</summary>
    public ReadOnlySpan<byte> Bytes { get; }
}

/// <summary>A paragraph.</summary>
public readonly ref struct Paragraph
{
    /// <summary>Creates a paragraph.</summary>
    public Paragraph(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>The paragraph, UTF-8.</summary>
    public ReadOnlySpan<byte> Bytes { get; }
}
