using System;

namespace PipelineDsl;

/// <summary>NFC, NFD, NFKC, NFKD.</summary>
internal sealed class FormNormalizer(UnicodeForm form) : TextNormalizer
{
    private readonly UnicodeNormalizer _normalizer = new();

    /// <inheritdoc/>
    public override bool TryApply(ReadOnlySpan<byte> text, TextBuffer output) => _normalizer.TryNormalize(text, form, output);
}
