using System;
using System.Buffers;

namespace PipelineDsl;

/// <summary>Removes control characters and makes exotic spaces U+0020.</summary>
/// <remarks>
/// Control characters: U+0000 to U+001F other than tab, LF and CR, U+007F, and U+0080 to U+009F other than U+0085. Exotic spaces: U+00A0, U+1680, U+2000 to U+200A, U+202F, U+205F and U+3000.
/// Invisible characters: U+200B (zero-width space), U+2060 (word joiner) and U+FEFF (byte order mark); the joiners U+200C and U+200D, which scripts and emoji need, are none of them.
/// </remarks>
[Mapper]
public sealed class CleanControls
{
    private static readonly SearchValues<byte> s_leads = SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 0x0B, 0x0C, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F, 0x7F, 0xC2, 0xE1, 0xE2, 0xE3, 0xEF]);

    /// <summary>Rewrites the text; false if there is nothing to clean.</summary>
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output, bool controls, bool spaces, bool invisible)
    {
        int done = 0;
        for (int from = 0; ;)
        {
            int step = text[from..].IndexOfAny(s_leads);
            if (step < 0)
            {
                break;
            }

            from += step;
            int length = Length(text[from..], controls, spaces, invisible, out bool space);
            if (length == 0)
            {
                from++;
                continue;
            }

            output.Append(text[done..from]);
            if (space)
            {
                output.Append((byte)' ');
            }

            done = from += length;
        }

        if (done > 0)
        {
            output.Append(text[done..]);
        }

        return done > 0;
    }

    private static int Length(ReadOnlySpan<byte> text, bool controls, bool spaces, bool invisible, out bool space)
    {
        space = false;
        switch (text)
        {
            case [< 0x80, ..]:
                return controls ? 1 : 0;
            case [0xC2, >= 0x80 and <= 0x9F and not 0x85, ..]:
                return controls ? 2 : 0;
            case [0xE2, 0x80, 0x8B, ..] or [0xE2, 0x81, 0xA0, ..] or [0xEF, 0xBB, 0xBF, ..]:
                return invisible ? 3 : 0;
            case [0xC2, 0xA0, ..]:
                space = spaces;
                return spaces ? 2 : 0;
            case [0xE1, 0x9A, 0x80, ..] or [0xE2, 0x80, (>= 0x80 and <= 0x8A) or 0xAF, ..] or [0xE2, 0x81, 0x9F, ..] or [0xE3, 0x80, 0x80, ..]:
                space = spaces;
                return spaces ? 3 : 0;
            default:
                return 0;
        }
    }
}
