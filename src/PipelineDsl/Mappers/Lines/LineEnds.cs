using System;
using System.Buffers;

namespace PipelineDsl;

/// <summary>Line ends as Python's <c>str.splitlines</c> has them: U+000A to U+000D, CR LF as one, U+001C to U+001E, U+0085, U+2028 and U+2029.</summary>
internal static class LineEnds
{
    private static readonly SearchValues<byte> s_leads = SearchValues.Create([(byte)'\n', 0x0B, 0x0C, (byte)'\r', 0x1C, 0x1D, 0x1E, 0xC2, 0xE2]);

    /// <summary>Where the line that begins at <paramref name="start"/> ends, and how long its line end is: 0 if the text ends the line.</summary>
    public static int Find(ReadOnlySpan<byte> text, int start, out int length)
    {
        for (int at = start; ;)
        {
            int step = text[at..].IndexOfAny(s_leads);
            if (step < 0)
            {
                length = 0;
                return text.Length;
            }

            at += step;
            ReadOnlySpan<byte> rest = text[at..];
            length = rest switch
            {
                [(byte)'\r', (byte)'\n', ..] => 2,
                [< 0x80, ..] => 1,
                [0xC2, 0x85, ..] => 2,
                [0xE2, 0x80, 0xA8 or 0xA9, ..] => 3,
                _ => 0,
            };
            if (length != 0)
            {
                return at;
            }

            at++;
        }
    }
}
