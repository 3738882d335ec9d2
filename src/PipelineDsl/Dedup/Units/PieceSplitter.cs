using System;

namespace PipelineDsl;

/// <summary>Cuts texts into pieces.</summary>
internal static class PieceSplitter
{
    /// <summary>Lines: what lies between U+000A. The gap of each but the first is the newline before it; empty lines are pieces too.</summary>
    public static void Lines(ReadOnlySpan<byte> text, TextPieces pieces)
    {
        int gap = 0;
        for (int start = 0; start + gap < text.Length || (start < text.Length && gap > 0);)
        {
            int length = text[(start + gap)..].IndexOf((byte)'\n');
            int end = length < 0 ? text.Length : start + gap + length;
            pieces.Add(new TextPiece(start, end, gap, gap, gap, 0));
            start = end;
            gap = 1;
        }
    }

    /// <summary>Paragraphs: what lies between blank lines (two or more U+000A in a row). The gap of each is the newlines before it; newlines at the end are a gap with nothing behind.</summary>
    public static void Paragraphs(ReadOnlySpan<byte> text, TextPieces pieces)
    {
        for (int start = 0; start < text.Length;)
        {
            int gap = text[start..].IndexOfAnyExcept((byte)'\n');
            gap = gap < 0 ? text.Length - start : gap;
            int length = text[(start + gap)..].IndexOf("\n\n"u8);
            int end = length < 0 ? text.Length : start + gap + length;
            pieces.Add(new TextPiece(start, end, gap, gap, gap, 0));
            start = end;
        }
    }

    /// <summary>Sentences. The gap of each is the white space before it; white space at the end is a gap with nothing behind.</summary>
    /// <param name="text">The text.</param>
    /// <param name="sentences">What a segmenter cut: each from the end of the one before, the last up to the text's end.</param>
    /// <param name="pieces">Receives the pieces.</param>
    public static void Sentences(ReadOnlySpan<byte> text, SegmentList sentences, TextPieces pieces)
    {
        int start = 0;
        foreach (int segmentEnd in sentences.Ends)
        {
            int end = start + TextSpace.TrimEnd(text[start..segmentEnd]).Length;
            if (end > start)
            {
                Add(text, start, end, pieces);
                start = end;
            }
        }

        if (start < text.Length)
        {
            Add(text, start, text.Length, pieces);
        }
    }

    /// <summary>The same, but each piece ends where the segmenter's does, with white space at its end if need be, and what it leaves at the text's end is no piece.</summary>
    public static void Segments(ReadOnlySpan<byte> text, SegmentList segments, TextPieces pieces)
    {
        int start = 0;
        foreach (int end in segments.Ends)
        {
            Add(text, start, end, pieces);
            start = end;
        }
    }

    /// <summary>Lines as Python's <c>str.splitlines</c> has them. The gap of each but the first is the line end before it, with <see cref="TextPiece.Newlines"/> 1 if that is LF or CR LF.</summary>
    public static void PythonLines(ReadOnlySpan<byte> text, TextPieces pieces)
    {
        int gap = 0;
        for (int start = 0; start + gap < text.Length;)
        {
            int end = LineEnds.Find(text, start + gap, out int next);
            int indent = end - start - gap - TextSpace.TrimStart(text[(start + gap)..end]).Length;
            pieces.Add(new TextPiece(start, end, gap, gap > 0 && text[start + gap - 1] == '\n' ? 1 : 0, gap + indent, 0));
            start = end;
            gap = next;
            if (next == 0)
            {
                break;
            }
        }
    }

    private static void Add(ReadOnlySpan<byte> text, int start, int end, TextPieces pieces)
    {
        int gap = end - start - TextSpace.TrimStart(text[start..end]).Length;
        pieces.Add(new TextPiece(start, end, gap, text.Slice(start, gap).Count((byte)'\n'), gap, 0));
    }
}
