using System;

namespace PipelineDsl;

/// <summary>Replace: puts a text for each match.</summary>
internal sealed unsafe class ReplaceNormalizer(SplitMatcher matcher, byte[] content) : TextNormalizer
{
    private readonly SplitSegments _segments = new();

    /// <inheritdoc/>
    public override bool TryApply(ReadOnlySpan<byte> text, TextBuffer output)
    {
        bool changed = false;
        _segments.Clear();
        fixed (byte* start = text)
        {
            matcher.Find(start, start + text.Length, _segments);
        }

        foreach ((int _, int _, bool isMatch) in _segments.All)
        {
            changed |= isMatch;
        }

        if (!changed)
        {
            return false;
        }

        foreach ((int start, int end, bool isMatch) in _segments.All)
        {
            output.Append(isMatch ? content : text[start..end]);
        }

        return true;
    }
}
