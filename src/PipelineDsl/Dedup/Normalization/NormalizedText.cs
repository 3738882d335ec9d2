using System;

namespace PipelineDsl;

/// <summary>Holds a text as it is compared. One per worker; its memory is reused.</summary>
[Scratch]
public sealed class NormalizedText
{
    private readonly UnitNormalizer _normalizer = new();
    private readonly TextBuffer _text = new();

    /// <summary>A text as it is compared, until the next call.</summary>
    internal ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text, UnitNormalization normalization)
    {
        _text.Clear();
        _normalizer.Append(text, normalization, _text);
        return _text.Bytes;
    }
}
