using System;
using System.Buffers;
using System.Text;

namespace PipelineDsl;

/// <summary>The text of an HTML file as BeautifulSoup 4.11 gives it with Python's own parser: what stands outside of tags, comments, declarations, scripts, styles, templates and ruby annotations.</summary>
/// <remarks>
/// A character reference is the characters that it stands for. Text between two tags that is ASCII white space only counts one character, unless it stands in <c>pre</c> or <c>textarea</c>. Elements whose text does
/// not count end with their own tag, or with the file: that the end of an outer element ends them is not seen.
/// </remarks>
internal static class HtmlText
{
    private static readonly SearchValues<byte> s_nameEnds = SearchValues.Create(" \t\n\v\f\r/>"u8);
    private static readonly SearchValues<byte> s_spaces = SearchValues.Create(" \n\t\f\r"u8);

    /// <summary>The code points of the text.</summary>
    public static int Count(ReadOnlySpan<byte> html)
    {
        Parser parser = new(html);
        parser.Run();
        return parser.Characters;
    }

    private ref struct Parser(ReadOnlySpan<byte> html)
    {
        private readonly ReadOnlySpan<byte> _html = html;
        private int _at;
        private int _characters; // of the text since the last tag
        private bool _onlySpace = true;
        private int _templates; // open elements whose text does not count
        private int _readings;
        private int _parentheses;
        private int _preserved; // open elements whose white space counts

        private bool _atEnd; // Python's parser has met something that may go on behind the file, and starts again there knowing that it does not

        public int Characters { get; private set; }

        public void Run()
        {
            while (_at < _html.Length)
            {
                int next = _html[_at..].IndexOfAny((byte)'<', (byte)'&');
                Data(next < 0 ? _html.Length : _at + next);
                if (_at >= _html.Length)
                {
                    break;
                }

                if (_html[_at] == '&')
                {
                    Reference();
                }
                else
                {
                    Markup();
                }
            }

            EndText();
        }

        /// <summary>Takes the bytes up to a place for text.</summary>
        private unsafe void Data(int end)
        {
            ReadOnlySpan<byte> text = _html[_at..end];
            if (!text.IsEmpty)
            {
                fixed (byte* start = text)
                {
                    _characters += CharacterCount.Of(start, text.Length);
                }

                _onlySpace &= !text.ContainsAnyExcept(s_spaces);
            }

            _at = end;
        }

        private void EndText()
        {
            if (_characters > 0 && _templates + _readings + _parentheses == 0)
            {
                Characters += _onlySpace && _preserved == 0 ? 1 : _characters;
            }

            _characters = 0;
            _onlySpace = true;
        }

        private void Reference()
        {
            ReadOnlySpan<byte> rest = _html[(_at + 1)..];
            if (rest.StartsWith("#"u8))
            {
                bool hexadecimal = rest.Length > 1 && (rest[1] | 0x20) == 'x';
                int start = hexadecimal ? 2 : 1;
                int end = start;
                while (end < rest.Length && (hexadecimal ? char.IsAsciiHexDigit((char)rest[end]) : char.IsAsciiDigit((char)rest[end])))
                {
                    end++;
                }

                // A number must be followed by something that is no hexadecimal digit.
                if (end > start && end < rest.Length && !char.IsAsciiHexDigit((char)rest[end]))
                {
                    _characters++;
                    _onlySpace = false;
                    _at += 1 + end + (rest[end] == ';' ? 1 : 0);
                    return;
                }

                WrongNumber(rest);
                return;
            }

            int length = 0;
            if (rest.Length > 0 && char.IsAsciiLetter((char)rest[0]))
            {
                length = 1;
                while (length < rest.Length && (char.IsAsciiLetterOrDigit((char)rest[length]) || rest[length] is (byte)'-' or (byte)'.'))
                {
                    length++;
                }

                // The name ends before a hyphen or a full stop at its end, since a character must follow it that cannot be in it.
                while (length > 0 && (length >= rest.Length || char.IsAsciiLetterOrDigit((char)rest[length])))
                {
                    length--;
                }
            }

            if (length == 0)
            {
                Data(_at + 1);
                return;
            }

            int characters = HtmlEntities.CountOf(rest[..length]);
            if (characters > 0)
            {
                _characters += characters;
                _onlySpace = false;
                _at += 1 + length;
            }
            else
            {
                Data(_at + 1 + length);
            }

            _at += _at < _html.Length && _html[_at] == ';' ? 1 : 0;
        }

        /// <summary>A reference without a number is text, and so is what follows it, if that has no semicolon or if it is not the first one.</summary>
        private void WrongNumber(ReadOnlySpan<byte> rest)
        {
            bool all = _atEnd || !rest.Contains((byte)';');
            _atEnd = true;
            Data(all ? _html.Length : _at + 2);
        }

        private void Markup()
        {
            ReadOnlySpan<byte> rest = _html[_at..];
            if (rest.Length == 1)
            {
                Data(_html.Length);
            }
            else if (char.IsAsciiLetter((char)rest[1]))
            {
                StartTag(rest);
            }
            else if (rest[1] == '/')
            {
                EndTag(rest);
            }
            else if (rest.StartsWith("<!--"u8))
            {
                Skip(CommentEnd(rest));
            }
            else if (rest.StartsWith("<!["u8))
            {
                MarkedSection(rest);
            }
            else if (rest[1] is (byte)'?' or (byte)'!')
            {
                int end = rest.IndexOf((byte)'>');
                Skip(end < 0 ? -1 : end + 1);
            }
            else
            {
                Data(_at + 1);
            }
        }

        /// <summary>Skips markup of a length; what is not closed is text up to the next mark.</summary>
        private void Skip(int length)
        {
            if (length < 0)
            {
                Unclosed();
                return;
            }

            EndText();
            _at += length;
        }

        private void Unclosed()
        {
            _atEnd = true;
            int end = _html[(_at + 1)..].IndexOf((byte)'>');
            if (end >= 0)
            {
                Data(_at + end + 2);
                return;
            }

            end = _html[(_at + 1)..].IndexOf((byte)'<');
            Data(end < 0 ? _at + 1 : _at + end + 1);
        }

        private static int CommentEnd(ReadOnlySpan<byte> rest)
        {
            for (int at = 4; rest[at..].IndexOf("--"u8) is >= 0 and int dashes;)
            {
                at += dashes + 2;
                int end = at;
                while (end < rest.Length && rest[end] is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r'))
                {
                    end++;
                }

                if (end < rest.Length && rest[end] == '>')
                {
                    return end + 1;
                }

                at--;
            }

            return -1;
        }

        private void MarkedSection(ReadOnlySpan<byte> rest)
        {
            ReadOnlySpan<byte> name = rest[3..];
            bool data = Ascii.EqualsIgnoreCase(name[..int.Min(6, name.Length)], "cdata["u8);
            bool condition = AsciiCase.StartsWith(name, "if"u8) || AsciiCase.StartsWith(name, "else"u8) || AsciiCase.StartsWith(name, "endif"u8);
            int end = data || condition ? SectionEnd(name, data ? 2 : 1, out int length) : EndOf(name, out length);
            if (end < 0)
            {
                Unclosed();
                return;
            }

            EndText();
            if (data)
            {
                _at += 9;
                Data(_at - 6 + end);
                EndText();
                _at += length;
            }
            else
            {
                _at += 3 + end + length;
            }
        }

        private static int EndOf(ReadOnlySpan<byte> text, out int length)
        {
            length = 1;
            return text.IndexOf((byte)'>');
        }

        /// <summary>Where so many closing brackets stand before a <c>&gt;</c>, with white space between them or not.</summary>
        private static int SectionEnd(ReadOnlySpan<byte> text, int brackets, out int length)
        {
            for (int i = 0; i < text.Length; i++)
            {
                int at = i;
                int found = 0;
                while (at < text.Length && found < brackets && text[at] == ']')
                {
                    found++;
                    at++;
                    while (at < text.Length && text[at] is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r'))
                    {
                        at++;
                    }
                }

                if (found == brackets && at < text.Length && text[at] == '>')
                {
                    length = at + 1 - i;
                    return i;
                }
            }

            length = 0;
            return -1;
        }

        private void EndTag(ReadOnlySpan<byte> rest)
        {
            int end = rest.IndexOf((byte)'>');
            if (end < 0)
            {
                Unclosed();
                return;
            }

            EndText();
            _at += end + 1;
            if (rest.Length > 2 && char.IsAsciiLetter((char)rest[2]))
            {
                ReadOnlySpan<byte> name = Name(rest[2..]);
                Nest(name, -1);
            }
        }

        private void StartTag(ReadOnlySpan<byte> rest)
        {
            int end = TagEnd(rest);
            if (end < 0)
            {
                Unclosed();
                return;
            }

            EndText();
            _at += end;
            ReadOnlySpan<byte> name = Name(rest[1..]);
            bool closed = rest[..end].EndsWith("/>"u8);
            if (!closed && (Ascii.EqualsIgnoreCase(name, "script"u8) || Ascii.EqualsIgnoreCase(name, "style"u8)))
            {
                _at = RawTextEnd(name);
            }
            else if (!closed)
            {
                Nest(name, 1);
            }
        }

        /// <summary>The length of a start tag; -1 if it is not closed. Quotation marks count where a value begins.</summary>
        private static int TagEnd(ReadOnlySpan<byte> tag)
        {
            for (int i = 1; i < tag.Length; i++)
            {
                if (tag[i] == '>')
                {
                    return i + 1;
                }

                if (tag[i] == '=')
                {
                    int value = i + 1;
                    while (value < tag.Length && tag[value] is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r'))
                    {
                        value++;
                    }

                    if (value < tag.Length && tag[value] is (byte)'"' or (byte)'\'')
                    {
                        int close = tag[(value + 1)..].IndexOf(tag[value]);
                        if (close < 0)
                        {
                            return -1;
                        }

                        i = value + 1 + close;
                    }
                }
            }

            return -1;
        }

        /// <summary>Where the text of a script or style ends, behind its end tag.</summary>
        private readonly int RawTextEnd(ReadOnlySpan<byte> name)
        {
            for (int at = _at; _html[at..].IndexOf("</"u8) is >= 0 and int next; at += 2)
            {
                at += next;
                int end = at + 2 + name.Length;
                if (end <= _html.Length && Ascii.EqualsIgnoreCase(_html[(at + 2)..end], name))
                {
                    while (end < _html.Length && _html[end] is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r'))
                    {
                        end++;
                    }

                    if (end < _html.Length && _html[end] == '>')
                    {
                        return end + 1;
                    }
                }
            }

            return _html.Length;
        }

        private static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> tag)
        {
            int length = tag.IndexOfAny(s_nameEnds);
            return length < 0 ? tag : tag[..length];
        }

        /// <summary>Opens or closes an element.</summary>
        private void Nest(ReadOnlySpan<byte> name, int step)
        {
            if (Ascii.EqualsIgnoreCase(name, "template"u8))
            {
                _templates = int.Max(0, _templates + step);
            }
            else if (Ascii.EqualsIgnoreCase(name, "rt"u8))
            {
                _readings = int.Max(0, _readings + step);
            }
            else if (Ascii.EqualsIgnoreCase(name, "rp"u8))
            {
                _parentheses = int.Max(0, _parentheses + step);
            }
            else if (IsPreserved(name))
            {
                _preserved = int.Max(0, _preserved + step);
            }
        }

        private static bool IsPreserved(ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(name, "pre"u8) || Ascii.EqualsIgnoreCase(name, "textarea"u8);
    }
}
