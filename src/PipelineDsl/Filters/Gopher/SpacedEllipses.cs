using System;

namespace PipelineDsl;

/// <summary>Ellipses with spaces between their points.</summary>
internal static class SpacedEllipses
{
    /// <summary>How often <c>. . .</c> occurs in a text, without overlap.</summary>
    public static int CountIn(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> pattern = ". . ."u8;
        int count = 0;
        for (int at = text.IndexOf(pattern); at >= 0; at = text.IndexOf(pattern))
        {
            count++;
            text = text[(at + pattern.Length)..];
        }

        return count;
    }
}
