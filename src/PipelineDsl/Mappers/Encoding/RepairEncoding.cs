using System;
using System.Buffers;

namespace PipelineDsl;

/// <summary>Repairs mojibake and other damage that encodings do to text: python-ftfy 6.3.1 with the settings of datatrove's <c>FTFYFormatter</c>.</summary>
/// <remarks>
/// <para>Line by line (up to U+000A): HTML entities, unless a <c>&lt;</c> stands in the line or in one before it; text that was read in the wrong encoding; C1 controls, as Windows 1252; terminal
/// escapes; control characters other than tab, LF, FF and CR, U+206A to U+206F, U+FEFF and U+FFF9 to U+FFFC. Ligatures, widths, quotes and line ends stay, and nothing is normalised.</para>
/// <para>Lines of plain ASCII without <c>&amp;</c> and controls are only looked through. Bytes that are no UTF-8 stay.</para>
/// </remarks>
[Mapper]
public sealed class RepairEncoding
{
    private const int MaxLineCharacters = 1_000_000;

    /// <summary>Bytes that a line must have to be changed: <c>&amp;</c>, controls, and lead bytes of the characters that mojibake consists of, and of those that are removed.</summary>
    private static readonly SearchValues<byte> s_triggers = SearchValues.Create(Triggers());

    /// <summary>Rewrites the text; false if it is as it should be already.</summary>
    /// <param name="text">The text.</param>
    /// <param name="output">Receives the changed text.</param>
    /// <param name="repair">The step's memory.</param>
    /// <param name="mojibake">Whether text that was read in the wrong encoding is repaired.</param>
    /// <param name="htmlEntities">Whether HTML entities are replaced.</param>
    /// <param name="terminalEscapes">Whether escape sequences of terminals are removed.</param>
    /// <param name="controlCharacters">Whether control characters are removed.</param>
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output, TextRepair repair, bool mojibake, bool htmlEntities, bool terminalEscapes, bool controlCharacters)
    {
        int done = 0;
        for (int from = 0; ;)
        {
            int at = NextTrigger(text, from);
            if (at < 0)
            {
                break;
            }

            int start = text[from..at].LastIndexOf((byte)'\n') + 1 + from; // from is the beginning of a line
            int end = text[at..].IndexOf((byte)'\n') + 1;
            end = end == 0 ? text.Length : at + end;
            end = start + CutLength(text[start..end]);
            htmlEntities &= !text[from..end].Contains((byte)'<');
            from = end;
            if (!MayChange(text[start..end], mojibake, htmlEntities, terminalEscapes || controlCharacters, controlCharacters))
            {
                continue;
            }

            repair.Line.Decode(text[start..end]);
            if (repair.Run(mojibake, htmlEntities, terminalEscapes, controlCharacters))
            {
                output.Append(text[done..start]);
                repair.Line.Encode(output);
                done = end;
            }
        }

        if (done == 0)
        {
            return false;
        }

        output.Append(text[done..]);
        return true;
    }

    /// <summary>The bytes of a line's first million characters.</summary>
    private static int CutLength(ReadOnlySpan<byte> line)
    {
        if (line.Length <= MaxLineCharacters)
        {
            return line.Length;
        }

        int at = 0;
        for (int count = 0; at < line.Length; at++)
        {
            if ((line[at] & 0xC0) != 0x80 && count++ == MaxLineCharacters)
            {
                break;
            }
        }

        return at;
    }

    /// <summary>Whether a line holds something that a step may change; read byte by byte only where it is not ASCII.</summary>
    private static unsafe bool MayChange(ReadOnlySpan<byte> line, bool mojibake, bool htmlEntities, bool asciiControls, bool controls)
    {
        fixed (byte* start = line)
        {
            byte* end = start + line.Length;
            for (int at = NextTrigger(line, 0); at >= 0;)
            {
                if (line[at] < 0x80)
                {
                    if (line[at] == (byte)'&' ? htmlEntities : asciiControls)
                    {
                        return true;
                    }

                    at = NextTrigger(line, at + 1);
                    continue;
                }

                int character = Utf8Character.Read(start + at, end, out int length);
                at += length;
                MojibakeClass kind = MojibakeDetector.ClassOf(character);
                int next = at < line.Length ? Utf8Character.Read(start + at, end, out _) : -1;
                if ((controls && character >= 0x80 && TextRepair.IsControl(character)) || (mojibake && kind != MojibakeClass.None && MojibakeDetector.MayBeginBad(character, kind, next)))
                {
                    return true;
                }

                if (MojibakeDetector.ClassOf(next) == MojibakeClass.None)
                {
                    at = NextTrigger(line, at);
                }
            }
        }

        return false;
    }

    private static int NextTrigger(ReadOnlySpan<byte> text, int from)
    {
        while (true)
        {
            int step = text[from..].IndexOfAny(s_triggers);
            if (step < 0)
            {
                return -1;
            }

            from += step;
            if (text[from] != 0xEF || (from + 1 < text.Length && text[from + 1] is 0xA3 or 0xAC or 0xBB or 0xBF)) // not full-width forms
            {
                return from;
            }

            from++;
        }
    }

    private static byte[] Triggers()
    {
        byte[] triggers = new byte[256];
        int count = 0;
        for (int value = 0; value <= 255; value++)
        {
            if (TextRepair.IsControl(value) || value is '&' or (>= 0xC2 and <= 0xD2) or 0xE2 or 0xEF)
            {
                triggers[count++] = (byte)value;
            }
        }

        return triggers[..count];
    }
}
