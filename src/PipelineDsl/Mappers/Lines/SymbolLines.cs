using System;
using System.Text;

namespace PipelineDsl;

/// <summary>Removes lines of nothing but symbols (rules of dashes, stars, bullets), as datatrove's <c>SymbolLinesFormatter</c> does.</summary>
/// <remarks>
/// A line (Python's <c>str.splitlines</c>) goes if it is not blank and holds only U+0020 and characters of datatrove's PUNCTUATION and TERMINAL_PUNCTUATION. A run of such lines leaves one
/// line that is the replacement, unless that is empty. The lines are then joined with U+000A: a newline at the end is lost, and CR LF becomes LF, also where no line is removed.
/// </remarks>
[Mapper]
public sealed class SymbolLines
{
    /// <summary>Rewrites the text; false if it is as it should be already.</summary>
    /// <param name="text">The text.</param>
    /// <param name="output">Receives the changed text.</param>
    /// <param name="replacement">The line that stands for a run of removed lines; none if empty.</param>
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output, string replacement)
    {
        int from = 0; // bytes before it are written or left out
        bool changed = false;
        bool removing = false;
        bool ended = false; // whether the last line that stays has its U+000A
        for (int start = 0; start < text.Length;)
        {
            int end = LineEnds.Find(text, start, out int breakLength);
            int next = end + breakLength;
            if (IsSymbols(text[start..end]))
            {
                output.Append(text[from..start]);
                if (!removing && replacement.Length != 0)
                {
                    output.Advance(Encoding.UTF8.GetBytes(replacement, output.Reserve(Encoding.UTF8.GetMaxByteCount(replacement.Length))));
                    output.Append((byte)'\n');
                    ended = true;
                }

                from = next;
                changed = true;
                removing = true;
            }
            else
            {
                removing = false;
                ended = breakLength != 0;
                if (ended && text[end] != (byte)'\n')
                {
                    output.Append(text[from..end]);
                    output.Append((byte)'\n');
                    from = next;
                    changed = true;
                }
            }

            start = next;
        }

        if (!changed && !ended)
        {
            return false;
        }

        output.Append(text[from..]);
        output.Truncate(output.Length - (ended ? 1 : 0));
        return !output.Bytes.SequenceEqual(text); // a replacement may be what it replaces
    }

    /// <summary>Whether a line is not blank and holds only spaces and datatrove's punctuation.</summary>
    private static bool IsSymbols(ReadOnlySpan<byte> line)
    {
        bool visible = false;
        for (int at = 0; at < line.Length;)
        {
            int length = 1;
            if (line[at] != (byte)' ')
            {
                CharacterFlags flags = CharacterFlagsReader.At(line, at, out length);
                if ((flags & CharacterFlags.Punctuation) == 0)
                {
                    return false;
                }

                visible |= (flags & CharacterFlags.Space) == 0; // U+001F is both
            }

            at += length;
        }

        return visible;
    }
}
