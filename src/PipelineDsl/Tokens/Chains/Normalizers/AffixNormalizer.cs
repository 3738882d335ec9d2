using System;

namespace PipelineDsl;

/// <summary>Prepend and Append: put a text before and behind what is not empty.</summary>
internal sealed class AffixNormalizer(byte[] prefix, byte[] suffix) : TextNormalizer
{
    /// <inheritdoc/>
    public override bool TryApply(ReadOnlySpan<byte> text, TextBuffer output)
    {
        if (text.IsEmpty)
        {
            return false;
        }

        output.Append(prefix);
        output.Append(text);
        output.Append(suffix);
        return true;
    }
}
