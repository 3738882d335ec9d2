using System;

namespace PipelineDsl;

/// <summary>Decides which pieces of a text stay.</summary>
internal interface IPieceTest
{
    /// <summary>Whether a line or paragraph stays.</summary>
    bool Keeps(ReadOnlySpan<byte> piece);
}

/// <summary>Removes lines or paragraphs, each with the newlines behind it.</summary>
internal static class LineMapper
{
    /// <summary>Removes lines (between U+000A); false if all stay. Where the last line goes, the newline before it goes too.</summary>
    public static bool RemoveLines<TTest>(ReadOnlySpan<byte> text, TextBuffer output, ref TTest test)
        where TTest : struct, IPieceTest, allows ref struct
        => Remove(text, output, ref test, paragraphs: false);

    /// <summary>Removes paragraphs (between two or more U+000A); false if all stay. Newlines before the first stay, and where the last paragraph goes, those before it go too.</summary>
    public static bool RemoveParagraphs<TTest>(ReadOnlySpan<byte> text, TextBuffer output, ref TTest test)
        where TTest : struct, IPieceTest, allows ref struct
        => Remove(text, output, ref test, paragraphs: true);

    private static bool Remove<TTest>(ReadOnlySpan<byte> text, TextBuffer output, ref TTest test, bool paragraphs)
        where TTest : struct, IPieceTest, allows ref struct
    {
        int done = 0;
        bool changed = false;
        int gap = 0; // length of the newlines behind the last piece that stays
        int start = paragraphs ? Newlines(text) : 0;
        while (start < text.Length)
        {
            int end = start + EndOfPiece(text[start..], paragraphs);
            int next = end + (paragraphs ? Newlines(text[end..]) : Math.Min(1, text.Length - end));
            if (test.Keeps(text[start..end]))
            {
                gap = next - end;
            }
            else
            {
                output.Append(text[done..start]);
                done = next;
                changed = true;
                if (end == text.Length)
                {
                    output.Truncate(Math.Max(0, output.Length - gap)); // what stood between the pieces
                }
            }

            start = next;
        }

        if (changed)
        {
            output.Append(text[done..]);
        }

        return changed;
    }

    private static int EndOfPiece(ReadOnlySpan<byte> text, bool paragraphs)
    {
        int end = paragraphs ? text.IndexOf("\n\n"u8) : text.IndexOf((byte)'\n');
        return end < 0 ? text.Length : end;
    }

    private static int Newlines(ReadOnlySpan<byte> text)
    {
        int count = text.IndexOfAnyExcept((byte)'\n');
        return count < 0 ? text.Length : count;
    }
}
