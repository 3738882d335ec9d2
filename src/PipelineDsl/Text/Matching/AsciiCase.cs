using System;
using System.Numerics;
using System.Text;

namespace PipelineDsl;

/// <summary>Comparisons that do not mind the case of ASCII letters.</summary>
internal static class AsciiCase
{
    /// <summary>Whether a text begins with another.</summary>
    public static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower) => text.Length >= lower.Length && Ascii.EqualsIgnoreCase(text[..lower.Length], lower);

    /// <summary>Where a text has another, given in lower case, for the first time; -1 if it does not.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lower">What to look for: in lower case, beginning with two letters.</param>
    /// <remarks>Blocks of bytes are searched for its first two letters, which few places have.</remarks>
    public static int IndexOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower)
    {
        int last = text.Length - lower.Length;
        int i = 0;
        Vector<byte> first = new(lower[0]);
        Vector<byte> second = new(lower[1]);
        Vector<byte> bit = new(0x20);
        for (; i <= last - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector<byte> here = Vector.Equals(new Vector<byte>(text[i..]) | bit, first) & Vector.Equals(new Vector<byte>(text[(i + 1)..]) | bit, second);
            if (here != Vector<byte>.Zero)
            {
                for (int at = i; at < i + Vector<byte>.Count; at++)
                {
                    if (here[at - i] != 0 && StartsWith(text[at..], lower))
                    {
                        return at;
                    }
                }
            }
        }

        for (; i <= last; i++)
        {
            if (StartsWith(text[i..], lower))
            {
                return i;
            }
        }

        return -1;
    }
}
