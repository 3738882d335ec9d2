using System;
using System.Text;

namespace PipelineDsl;

/// <summary>Counts the characters of a file's comments, so far as a lexer of its language finds them.</summary>
internal sealed class CommentCounter
{
    private readonly PythonComments _python = new();

    /// <summary>The code points of all comments, their marks included where the language's counter says so; -1 for a language that is not known.</summary>
    /// <param name="text">The file.</param>
    /// <param name="language">Its language: <c>python</c>, <c>java</c> or <c>javascript</c>, in any case.</param>
    public int Count(ReadOnlySpan<byte> text, ReadOnlySpan<byte> language)
    {
        if (Ascii.EqualsIgnoreCase(language, "java"u8))
        {
            return JavaComments.Count(text);
        }

        if (Ascii.EqualsIgnoreCase(language, "javascript"u8))
        {
            return JavaScriptComments.Count(text);
        }

        return Ascii.EqualsIgnoreCase(language, "python"u8) ? _python.Count(text) : -1;
    }

    /// <summary>The code points of a piece, CR LF counted as one.</summary>
    internal static unsafe int Length(ReadOnlySpan<byte> piece)
    {
        fixed (byte* start = piece)
        {
            return CharacterCount.Of(start, piece.Length) - piece.Count("\r\n"u8);
        }
    }

    /// <summary>Where the comment of C's kind ends that begins at a slash; the place behind the slash if none does.</summary>
    internal static int CommentEnd(ReadOnlySpan<byte> text, int at)
    {
        if (text[at..].StartsWith("//"u8))
        {
            return LineEnd(text, at);
        }

        return text[at..].StartsWith("/*"u8) && text[(at + 2)..].IndexOf("*/"u8) is >= 0 and int length ? at + length + 4 : at + 1;
    }

    /// <summary>Where a line ends: at its CR or LF, or at the text's end.</summary>
    internal static int LineEnd(ReadOnlySpan<byte> text, int from)
    {
        int length = text[from..].IndexOfAny((byte)'\n', (byte)'\r');
        return length < 0 ? text.Length : from + length;
    }
}
