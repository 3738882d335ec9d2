using System;
using System.Text;

namespace PipelineDsl;

/// <summary>The texts of comments in C's family, Go, HTML, JavaScript, Ruby and Unix shells without their marks, as the Python package comment_parser 1.2.5 finds them, which NeMo Curator asks.</summary>
/// <remarks>
/// It knows less of the languages than their compilers: lines end at U+000A only; in C and HTML a string ends at the next quotation mark of the line, escaped or not, and a character is no string; Go's raw strings have escapes; behind
/// a slash that opens no comment JavaScript and Go do not look at the next character; any <c>#</c> outside of a shell's strings opens a comment, also that of <c>$#</c>; <c>=begin</c> opens none.
/// </remarks>
internal static class CommentText
{
    /// <summary>For a file with a comment that is not closed.</summary>
    public const int Unclosed = -1;

    /// <summary>For a language that is not known.</summary>
    public const int Unknown = -2;

    /// <summary>The code points of all comments, joined with single spaces; or <see cref="Unclosed"/> or <see cref="Unknown"/>.</summary>
    /// <param name="text">The file.</param>
    /// <param name="language">Its language by its name or its MIME type, in any case.</param>
    public static int Count(ReadOnlySpan<byte> text, ReadOnlySpan<byte> language)
        => IsAny(language, "c"u8, "text/x-c"u8) || IsAny(language, "c++"u8, "text/x-c++"u8) || IsAny(language, "cpp"u8, "c#"u8) || IsAny(language, "c-sharp"u8, "objective-c"u8)
                || IsAny(language, "java"u8, "text/x-java"u8) || IsAny(language, "text/x-java-source"u8, default) ? CountC(text)
            : IsAny(language, "javascript"u8, "application/javascript"u8) || IsAny(language, "text/x-javascript"u8, default) ? CountScript(text, rawStrings: false)
            : IsAny(language, "go"u8, "text/x-go"u8) ? CountScript(text, rawStrings: true)
            : IsAny(language, "html"u8, "text/html"u8) || IsAny(language, "xml"u8, "text/xml"u8) ? CountHtml(text)
            : IsAny(language, "ruby"u8, "text/x-ruby"u8) ? CountRuby(text)
            : IsAny(language, "shell"u8, "text/x-shellscript"u8) ? CountShell(text)
            : Unknown;

    private static bool IsAny(ReadOnlySpan<byte> language, ReadOnlySpan<byte> name, ReadOnlySpan<byte> type)
        => !language.IsEmpty && (Ascii.EqualsIgnoreCase(language, name) || Ascii.EqualsIgnoreCase(language, type));

    private static int CountC(ReadOnlySpan<byte> text)
    {
        Sum sum = default;
        for (int at = 0; text[at..].IndexOfAny((byte)'"', (byte)'/') is >= 0 and int next;)
        {
            at += next;
            if (text[at] == '"')
            {
                at = LiteralEnd(text, at);
            }
            else if (!TryComment(text, ref at, ref sum))
            {
                return Unclosed;
            }
        }

        return sum.Characters;
    }

    private static int CountHtml(ReadOnlySpan<byte> text)
    {
        Sum sum = default;
        for (int at = 0; text[at..].IndexOfAny((byte)'"', (byte)'<') is >= 0 and int next;)
        {
            at += next;
            if (text[at] == '"')
            {
                at = LiteralEnd(text, at);
            }
            else if (!text[at..].StartsWith("<!--"u8))
            {
                at++;
            }
            else if (text[(at + 4)..].IndexOf("-->"u8) is >= 0 and int length)
            {
                sum.Add(text.Slice(at + 4, length));
                at += length + 7;
            }
            else
            {
                return Unclosed;
            }
        }

        return sum.Characters;
    }

    private static int CountScript(ReadOnlySpan<byte> text, bool rawStrings)
    {
        Sum sum = default;
        for (int at = 0; (rawStrings ? text[at..].IndexOfAny("/\"'`"u8) : text[at..].IndexOfAny((byte)'/', (byte)'"', (byte)'\'')) is >= 0 and int next;)
        {
            at += next;
            if (text[at] != '/')
            {
                at = StringEnd(text, at);
            }
            else if (text[at..] is [_, (byte)'/' or (byte)'*', ..])
            {
                if (!TryComment(text, ref at, ref sum))
                {
                    return Unclosed;
                }
            }
            else
            {
                at = int.Min(at + 2, text.Length);
            }
        }

        return sum.Characters;
    }

    private static int CountRuby(ReadOnlySpan<byte> text)
    {
        Sum sum = default;
        for (int at = 0; text[at..].IndexOfAny((byte)'#', (byte)'"', (byte)'\'') is >= 0 and int next;)
        {
            at += next;
            if (text[at] == '#')
            {
                int end = LineEnd(text, at);
                sum.Add(text[(at + 1)..end]);
                at = end;
            }
            else
            {
                at = RubyStringEnd(text, at);
            }
        }

        return sum.Characters;
    }

    private static int CountShell(ReadOnlySpan<byte> text)
    {
        Sum sum = default;
        for (int at = 0; text[at..].IndexOfAny("#\"'\\"u8) is >= 0 and int next;)
        {
            at += next;
            switch (text[at])
            {
                case (byte)'#':
                    int end = LineEnd(text, at);
                    sum.Add(text[(at + 1)..end]);
                    at = end;
                    break;
                case (byte)'\\':
                    at = int.Min(at + 2, text.Length); // of a character with more bytes, the rest is none that counts
                    break;
                default:
                    at = StringEnd(text, at);
                    break;
            }
        }

        return sum.Characters;
    }

    /// <summary>Goes behind the comment of C's kind that a slash opens, or behind the slash; false if it is not closed.</summary>
    private static bool TryComment(ReadOnlySpan<byte> text, ref int at, ref Sum sum)
    {
        if (text[at..].StartsWith("//"u8))
        {
            int end = LineEnd(text, at);
            sum.Add(text[(at + 2)..end]);
            at = end;
            return true;
        }

        if (!text[at..].StartsWith("/*"u8))
        {
            at++;
            return true;
        }

        int length = text[(at + 2)..].IndexOf("*/"u8);
        if (length < 0)
        {
            return false;
        }

        sum.Add(text.Slice(at + 2, length));
        at += length + 4;
        return true;
    }

    private static int LineEnd(ReadOnlySpan<byte> text, int at) => text[at..].IndexOf((byte)'\n') is >= 0 and int length ? at + length : text.Length;

    /// <summary>Where a string without escapes ends; the place behind its mark if it does not on its line.</summary>
    private static int LiteralEnd(ReadOnlySpan<byte> text, int at)
        => text[(at + 1)..].IndexOfAny((byte)'"', (byte)'\n') is >= 0 and int length && text[at + 1 + length] == '"' ? at + length + 2 : at + 1;

    /// <summary>Where a string with escapes ends, on whatever line.</summary>
    private static int StringEnd(ReadOnlySpan<byte> text, int at)
    {
        byte mark = text[at];
        at++;
        while (at < text.Length && text[at..].IndexOfAny(mark, (byte)'\\') is >= 0 and int next)
        {
            at += next;
            if (text[at] == mark)
            {
                return at + 1;
            }

            at = int.Min(at + 2, text.Length);
        }

        return text.Length;
    }

    /// <summary>Where a string of one line ends: at the next mark without a backslash, else at the last one with; the place behind the first mark if there is none.</summary>
    private static int RubyStringEnd(ReadOnlySpan<byte> text, int at)
    {
        byte mark = text[at];
        int end = at + 1;
        for (int i = at + 1; i < text.Length && text[i] != '\n'; i++)
        {
            if (text[i] == mark)
            {
                return i + 1;
            }

            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] == mark)
            {
                i++;
                end = i + 1;
            }
        }

        return end;
    }

    /// <summary>The length of texts joined with single spaces.</summary>
    private struct Sum
    {
        private int _texts;
        private int _characters;

        public readonly int Characters => _characters + int.Max(_texts - 1, 0);

        public unsafe void Add(ReadOnlySpan<byte> comment)
        {
            _texts++;
            fixed (byte* start = comment)
            {
                _characters += CharacterCount.Of(start, comment.Length);
            }
        }
    }
}
