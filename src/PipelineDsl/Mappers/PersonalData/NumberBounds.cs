using System;

namespace PipelineDsl;

/// <summary>Whether a number stands by itself. What is part of a longer number, of a word, of a path or of a formula is no personal number: that keeps false alarms low.</summary>
internal static class NumberBounds
{
    /// <summary>Whether a number can start here.</summary>
    public static bool StartsAt(ReadOnlySpan<byte> text, int at)
    {
        if (at == 0)
        {
            return true;
        }

        byte before = text[at - 1];
        return before switch
        {
            (byte)'-' or (byte)'.' => at < 2 || !char.IsAsciiLetterOrDigit((char)text[at - 2]) || (before == (byte)'.' && char.IsAsciiLetter((char)text[at - 2])),
            (byte)'/' or (byte)'=' or (byte)'_' or (byte)'%' or (byte)'&' or (byte)'$' or (byte)'@' or (byte)'+' or (byte)'\\' or (byte)'~' or (byte)'^' or (byte)'*' => false,
            (byte)',' => at < 2 || !char.IsAsciiDigit((char)text[at - 2]),
            _ => !char.IsAsciiLetterOrDigit((char)before),
        };
    }

    /// <summary>Whether a number can end here.</summary>
    public static bool EndsAt(ReadOnlySpan<byte> text, int at)
    {
        if (at >= text.Length)
        {
            return true;
        }

        byte next = text[at];
        return next switch
        {
            (byte)'-' or (byte)'.' or (byte)',' or (byte)':' => at + 1 >= text.Length || !char.IsAsciiLetterOrDigit((char)text[at + 1]) || (next != (byte)'-' && char.IsAsciiLetter((char)text[at + 1])),
            (byte)'/' or (byte)'=' or (byte)'_' or (byte)'%' or (byte)'&' or (byte)'@' or (byte)'+' or (byte)'\\' or (byte)'^' or (byte)'*' => false,
            _ => !char.IsAsciiLetterOrDigit((char)next),
        };
    }
}
