using System;

namespace PipelineDsl;

/// <summary>The comments of Java as Pygments finds them: <c>//</c> to the line's end and <c>/* */</c>, with their marks, outside of strings, text blocks and characters. What is not closed is no comment and no string.</summary>
internal static class JavaComments
{
    /// <summary>The code points of the comments.</summary>
    public static int Count(ReadOnlySpan<byte> text)
    {
        int count = 0;
        for (int at = 0; at < text.Length;)
        {
            int next = text[at..].IndexOfAny((byte)'/', (byte)'"', (byte)'\'');
            if (next < 0)
            {
                break;
            }

            at += next;
            int end = text[at] switch
            {
                (byte)'/' => CommentCounter.CommentEnd(text, at),
                (byte)'"' => text[at..].StartsWith("\"\"\"\n"u8) || text[at..].StartsWith("\"\"\"\r"u8) ? BlockEnd(text, at + 3) : StringEnd(text, at + 1),
                _ => CharacterEnd(text, at),
            };
            count += text[at] == '/' && end > at + 1 ? CommentCounter.Length(text[at..end]) : 0;
            at = end;
        }

        return count;
    }

    /// <summary>Where a string ends that nothing but its mark ends: at the text's end if it has none.</summary>
    private static int StringEnd(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length)
        {
            int next = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return text.Length;
            }

            at += next;
            if (text[at] == '"')
            {
                return at + 1;
            }

            at += at + 1 < text.Length && text[at + 1] is (byte)'\\' or (byte)'"' ? 2 : 1;
        }

        return at;
    }

    private static int BlockEnd(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length)
        {
            int next = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return text.Length;
            }

            at += next;
            if (text[at..].StartsWith("\"\"\""u8))
            {
                return at + 3;
            }

            at += text[at] == '\\' && at + 1 < text.Length && text[at + 1] is (byte)'\\' or (byte)'"' ? 2 : 1;
        }

        return at;
    }

    /// <summary>Where a character ends, or the place behind a mark that opens none.</summary>
    private static unsafe int CharacterEnd(ReadOnlySpan<byte> text, int at)
    {
        int first = at + 1;
        if (first >= text.Length)
        {
            return first;
        }

        if (text[first] == '\\')
        {
            if (text[first..] is [_, (byte)'u', byte a, byte b, byte c, byte d, (byte)'\'', ..]
                && char.IsAsciiHexDigit((char)a) && char.IsAsciiHexDigit((char)b) && char.IsAsciiHexDigit((char)c) && char.IsAsciiHexDigit((char)d))
            {
                return first + 7;
            }

            first++;
        }

        int length;
        fixed (byte* start = text)
        {
            _ = Utf8Character.Read(start + first, start + text.Length, out length);
        }

        return first + length < text.Length && text[first + length] == '\'' ? first + length + 1 : at + 1;
    }
}
