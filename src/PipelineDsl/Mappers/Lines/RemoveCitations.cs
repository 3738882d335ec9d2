using System;

namespace PipelineDsl;

/// <summary>Removes the marks of citations that wikis leave: numbers in square brackets, <c>[]</c>, <c>[edit]</c> and <c>[citation needed]</c> (C4's pattern, as datatrove has it, in any place).</summary>
/// <remarks>What a removal joins to a new mark (<c>[[1]2]</c>) goes too, so that doing it twice changes no more than doing it once. Spaces around a mark stay.</remarks>
[Mapper]
public sealed unsafe class RemoveCitations
{
    private const int MaxRounds = 16;

    /// <summary>Rewrites the text; false if there is no mark.</summary>
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output, MapperBuffer buffer)
    {
        if (!Remove(text, output))
        {
            return false;
        }

        for (int round = 1; round < MaxRounds; round++)
        {
            TextBuffer next = buffer.Cleared();
            if (!Remove(output.Bytes, next))
            {
                break;
            }

            output.Clear();
            output.Append(next.Bytes);
        }

        return true;
    }

    private static bool Remove(ReadOnlySpan<byte> text, TextBuffer output)
    {
        int done = 0;
        fixed (byte* start = text)
        {
            for (int from = 0; ;)
            {
                int at = text[from..].IndexOf((byte)'[');
                if (at < 0)
                {
                    break;
                }

                at += from;
                byte* end = C4Phrases.CitationEnd(start + at, start + text.Length);
                from = at + 1;
                if (end != null)
                {
                    output.Append(text[done..at]);
                    done = from = (int)(end - start);
                }
            }
        }

        if (done > 0)
        {
            output.Append(text[done..]);
        }

        return done > 0;
    }
}
