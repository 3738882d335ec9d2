using System;

namespace PipelineDsl;

/// <summary>Removes white space before U+000A and at the end of the text, then makes every run of three or more U+000A two.</summary>
/// <remarks>
/// White space is what Python's <c>str.isspace</c> calls so; CR LF therefore becomes LF. A newline that ends the text stays. Doing it twice changes no more than doing it once.
/// </remarks>
[Mapper]
public sealed class CollapseWhitespace
{
    /// <summary>Rewrites the text; false if it is as it should be already.</summary>
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output)
    {
        int clean = CleanLength(text);
        if (clean == text.Length)
        {
            return false;
        }

        output.Append(text[..clean]);
        int newlines = clean == 0 ? 0 : clean >= 2 && text[clean - 2] == (byte)'\n' ? 2 : 1;
        for (ReadOnlySpan<byte> rest = text[clean..]; !rest.IsEmpty;)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = TextSpace.TrimEnd(end < 0 ? rest : rest[..end]);
            if (!line.IsEmpty)
            {
                output.Append(line);
                newlines = 0;
            }

            if (end < 0)
            {
                break;
            }

            if (newlines < 2)
            {
                output.Append((byte)'\n');
                newlines++;
            }

            rest = rest[(end + 1)..];
        }

        return true;
    }

    /// <summary>How much of the text is clean: all, or the lines before the first that ends with white space or is the third newline of a run.</summary>
    private static int CleanLength(ReadOnlySpan<byte> text)
    {
        int newlines = 0;
        for (int start = 0; start < text.Length;)
        {
            int length = text[start..].IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = length < 0 ? text[start..] : text.Slice(start, length);
            newlines = line.IsEmpty ? newlines + 1 : 1;
            if (newlines > 2 || TextSpace.TrimEnd(line).Length != line.Length)
            {
                return start;
            }

            start += line.Length + 1;
        }

        return text.Length;
    }
}
