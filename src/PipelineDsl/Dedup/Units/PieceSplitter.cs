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

    /// <summary>Sentences. The gap of each is the white space before it; what follows the last belongs to it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="sentences">The pieces that a segmenter cut, each from the end of the one before.</param>
    /// <param name="pieces">Receives the pieces.</param>
    public static void Sentences(ReadOnlySpan<byte> text, SegmentList sentences, TextPieces pieces)
    {
        int start = 0;
        foreach (int end in sentences.Ends)
        {
            int gap = end - start - TextSpace.TrimStart(text[start..end]).Length;
            pieces.Add(new TextPiece(start, end, gap, text.Slice(start, gap).Count((byte)'\n'), gap, 0));
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
}
