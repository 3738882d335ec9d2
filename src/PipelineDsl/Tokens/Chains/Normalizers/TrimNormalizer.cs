using System;

namespace PipelineDsl;

/// <summary>Strip: takes white space from the ends.</summary>
internal sealed class TrimNormalizer(bool left, bool right) : TextNormalizer
{
    /// <inheritdoc/>
    public override bool TryApply(ReadOnlySpan<byte> text, TextBuffer output)
    {
        ReadOnlySpan<byte> trimmed = text;
        while (left && TextPlaces.SpaceAt(trimmed) is > 0 and int length)
        {
            trimmed = trimmed[length..];
        }

        while (right && TextPlaces.SpaceBefore(trimmed) is > 0 and int length)
        {
            trimmed = trimmed[..^length];
        }

        if (trimmed.Length == text.Length)
        {
            return false;
        }

        output.Append(trimmed);
        return true;
    }
}
