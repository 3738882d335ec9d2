using System;

namespace PipelineDsl;

/// <summary>ByteLevel: each byte as a character of <see cref="ByteAlphabet"/>.</summary>
internal sealed class ByteNormalizer : TextNormalizer
{
    /// <inheritdoc/>
    public override bool TryApply(ReadOnlySpan<byte> text, TextBuffer output)
    {
        ByteAlphabet.AppendEncoded(text, output);
        return true;
    }
}
