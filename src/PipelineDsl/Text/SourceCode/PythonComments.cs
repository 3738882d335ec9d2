using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>
/// The text for readers in Python: comments without their <c>#</c>, and the documentation strings of modules, classes and functions as <c>inspect.cleandoc</c> shows them, as StarCoder's <c>get_text_python</c> takes them.
/// </summary>
/// <remarks>
/// A file whose brackets or long strings are not closed, or whose indentation is inconsistent, has none, and no documentation strings either where statements show that it is Python 2. Other errors of syntax are not seen: the
/// original, which asks Python's own parser, then finds no documentation strings.
/// </remarks>
internal sealed class PythonComments
{
    private readonly List<int> _indents = [];
    private readonly SegmentList _lines = new();
    private readonly TextBuffer _comments = new();
    private readonly TextBuffer _docstring = new(); // as it is written
    private readonly TextBuffer _expanded = new(); // the same without tabs
    private readonly TextBuffer _output = new();

    /// <summary>The code points of comments and documentation strings, joined with line ends, without the white space around them all.</summary>
    public int Count(ReadOnlySpan<byte> text)
    {
        _indents.Clear();
        _indents.Add(0);
        _comments.Clear();
        _output.Clear();
        Lexer lexer = new(text, this);
        if (!lexer.Run())
        {
            return 0;
        }

        if (lexer.IsPython2)
        {
            _output.Clear();
        }

        _output.Append(_comments.Bytes);
        return CommentCounter.Length(TextSpace.Trim(_output.Bytes));
    }

    /// <summary>Adds a documentation string without its indentation: that of its first line, and that which all others have in common; blank lines at both ends are left out.</summary>
    private void AddDocstring()
    {
        ExpandTabs();
        ReadOnlySpan<byte> text = _expanded.Bytes;
        int margin = int.MaxValue;
        for (int i = 1; i < _lines.Count; i++)
        {
            ReadOnlySpan<byte> line = text[_lines.Starts[i].._lines.Ends[i]];
            int content = TextSpace.TrimStart(line).Length;
            margin = content > 0 ? int.Min(margin, line.Length - content) : margin;
        }

        int first = 0;
        while (first < _lines.Count && Line(first, margin).IsEmpty)
        {
            first++;
        }

        int last = _lines.Count - 1;
        while (last >= first && Line(last, margin).IsEmpty)
        {
            last--;
        }

        for (int i = first; i <= last; i++)
        {
            _output.Append(Line(i, margin));
            _output.Append((byte)'\n');
        }
    }

    private ReadOnlySpan<byte> Line(int number, int margin)
    {
        ReadOnlySpan<byte> line = _expanded.Bytes[_lines.Starts[number].._lines.Ends[number]];
        return number == 0 ? TextSpace.TrimStart(line) : margin == int.MaxValue ? line : line[int.Min(margin, line.Length)..];
    }

    /// <summary>Copies the documentation string with spaces in place of tabs, and finds its lines.</summary>
    private void ExpandTabs()
    {
        _expanded.Clear();
        _lines.Clear();
        int column = 0;
        int start = 0;
        foreach (byte value in _docstring.Bytes)
        {
            if (value == '\t')
            {
                do
                {
                    _expanded.Append((byte)' ');
                }
                while (++column % 8 != 0);
                continue;
            }

            if (value == '\n')
            {
                _lines.Add(start, _expanded.Length);
                start = _expanded.Length + 1;
            }

            _expanded.Append(value);
            column = value is (byte)'\n' or (byte)'\r' ? 0 : column + ((value & 0xC0) != 0x80 ? 1 : 0);
        }

        _lines.Add(start, _expanded.Length);
    }

    private ref struct Lexer(ReadOnlySpan<byte> text, PythonComments found)
    {
        private readonly ReadOnlySpan<byte> _text = text;
        private readonly PythonComments _found = found;
        private readonly List<int> _indents = found._indents;
        private int _at;
        private int _depth;
        private bool _docstringMayFollow = true;

        public bool IsPython2 { get; private set; }

        /// <summary>Reads the file; false if it cannot be cut into tokens.</summary>
        public bool Run()
        {
            if (_text.StartsWith("\uFEFF"u8))
            {
                _at = 3;
            }

            while (_at < _text.Length)
            {
                if (!Line())
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>A logical line, or one that is blank or has a comment only.</summary>
        private bool Line()
        {
            int column = Indentation();
            if (_at >= _text.Length)
            {
                return true;
            }

            if (_text[_at] is (byte)'\n' or (byte)'\r')
            {
                NextLine();
                return true;
            }

            if (_text[_at] == '#')
            {
                Comment();
                NextLine();
                return true;
            }

            return Indent(column) && Statement();
        }

        private int Indentation()
        {
            int column = 0;
            for (; _at < _text.Length; _at++)
            {
                switch (_text[_at])
                {
                    case (byte)' ':
                        column++;
                        break;
                    case (byte)'\t':
                        column = ((column / 8) + 1) * 8;
                        break;
                    case (byte)'\f':
                        column = 0;
                        break;
                    default:
                        return column;
                }
            }

            return column;
        }

        private readonly bool Indent(int column)
        {
            if (column > _indents[^1])
            {
                _indents.Add(column);
                return true;
            }

            while (column < _indents[^1])
            {
                _indents.RemoveAt(_indents.Count - 1);
            }

            return column == _indents[^1];
        }

        private bool Statement()
        {
            ReadOnlySpan<byte> first = Peek();
            bool opensBlock = first.SequenceEqual("def"u8) || first.SequenceEqual("class"u8);
            bool raises = first.SequenceEqual("raise"u8);
            bool excepts = first.SequenceEqual("except"u8);
            bool prints = first.SequenceEqual("print"u8) || first.SequenceEqual("exec"u8);
            bool onlyStrings = true;
            bool colonLast = false;
            int tokens = 0;
            bool hasString = false;
            bool inSuite = false; // behind the colon of a definition
            while (_at < _text.Length)
            {
                byte c = _text[_at];
                if (c is (byte)' ' or (byte)'\t' or (byte)'\f')
                {
                    _at++;
                }
                else if (c == '\\' && _at + 1 < _text.Length && _text[_at + 1] is (byte)'\n' or (byte)'\r')
                {
                    _at++;
                    NextLine();
                }
                else if (c == '#')
                {
                    Comment();
                }
                else if (c is (byte)'\n' or (byte)'\r')
                {
                    NextLine();
                    if (_depth <= 0)
                    {
                        break;
                    }
                }
                else
                {
                    colonLast = c == ':';
                    tokens++;
                    if (StringStart(out int prefix))
                    {
                        IsPython2 |= prints && tokens == 2;
                        if (!hasString)
                        {
                            _found._docstring.Clear();
                        }

                        hasString = true;
                        if (!String(prefix, onlyStrings && (_docstringMayFollow || inSuite) ? _found._docstring : null, out bool plain))
                        {
                            return false;
                        }

                        onlyStrings &= plain;
                    }
                    else
                    {
                        IsPython2 |= (prints && tokens == 2 && IsNamePart(c) && !IsOperatorWord()) || ((raises || excepts) && _depth == 0 && c == ',') || c == '`';
                        onlyStrings &= c == ';';
                        Token(c);
                        if (opensBlock && !inSuite && colonLast && _depth == 0)
                        {
                            inSuite = true;
                            onlyStrings = true;
                            hasString = false;
                        }
                    }
                }
            }

            if (_depth > 0)
            {
                return false;
            }

            if (hasString && onlyStrings && (_docstringMayFollow || inSuite))
            {
                _found.AddDocstring();
            }

            _docstringMayFollow = opensBlock && colonLast;
            return true;
        }

        private void Token(byte c)
        {
            if (IsNamePart(c))
            {
                while (_at < _text.Length && IsNamePart(_text[_at]))
                {
                    _at++;
                }

                return;
            }

            _at++;
            _depth += c is (byte)'(' or (byte)'[' or (byte)'{' ? 1 : c is (byte)')' or (byte)']' or (byte)'}' ? -1 : 0;
        }

        private readonly bool IsOperatorWord() => Peek() is var word && (word.SequenceEqual("in"u8) || word.SequenceEqual("is"u8) || word.SequenceEqual("and"u8) || word.SequenceEqual("or"u8)
            || word.SequenceEqual("if"u8) || word.SequenceEqual("for"u8) || word.SequenceEqual("not"u8));

        /// <summary>The name that begins here.</summary>
        private readonly ReadOnlySpan<byte> Peek()
        {
            int end = _at;
            while (end < _text.Length && IsNamePart(_text[end]))
            {
                end++;
            }

            return _text[_at..end];
        }

        /// <summary>Whether a string begins here, and how many letters stand before its mark.</summary>
        private readonly bool StringStart(out int prefix)
        {
            ReadOnlySpan<byte> name = Peek();
            prefix = name.Length;
            if (prefix > 2 || _at + prefix >= _text.Length || _text[_at + prefix] is not ((byte)'"' or (byte)'\''))
            {
                return false;
            }

            foreach (byte letter in name)
            {
                if ((letter | 0x20) is not ((byte)'r' or (byte)'b' or (byte)'u' or (byte)'f'))
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Reads a string; false if it is a long one that is not closed.</summary>
        private bool String(int prefix, TextBuffer? value, out bool plain)
        {
            bool raw = false;
            plain = true;
            foreach (byte letter in _text.Slice(_at, prefix))
            {
                raw |= (letter | 0x20) == 'r';
                plain &= (letter | 0x20) is not ((byte)'b' or (byte)'f');
            }

            _at += prefix;
            byte mark = _text[_at];
            bool isLong = _at + 2 < _text.Length && _text[_at + 1] == mark && _text[_at + 2] == mark;
            int start = _at + (isLong ? 3 : 1);
            for (int i = start; i < _text.Length; i++)
            {
                byte c = _text[i];
                if (c == '\\')
                {
                    i += _text[i..].StartsWith("\\\r\n"u8) ? 2 : 1;
                }
                else if (c is (byte)'\n' or (byte)'\r' && !isLong)
                {
                    break;
                }
                else if (c == mark && (!isLong || (i + 2 < _text.Length && _text[i + 1] == mark && _text[i + 2] == mark)))
                {
                    if (value is not null)
                    {
                        Unescape(_text[start..i], raw, value);
                    }

                    _at = i + (isLong ? 3 : 1);
                    return true;
                }
            }

            _at++; // a mark by itself
            plain = false;
            return !isLong;
        }

        /// <summary>The value of a string, in which each numbered character is one of ASCII: only their number counts.</summary>
        private static void Unescape(ReadOnlySpan<byte> text, bool raw, TextBuffer value)
        {
            for (int i = 0; i < text.Length; i++)
            {
                byte c = text[i];
                if (c == '\r')
                {
                    value.Append((byte)'\n');
                    i += i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
                }
                else if (c != '\\' || raw || i + 1 >= text.Length)
                {
                    value.Append(c);
                }
                else
                {
                    i = Escape(text, i + 1, value);
                }
            }
        }

        /// <summary>Adds what stands behind a backslash, and returns its last place.</summary>
        private static int Escape(ReadOnlySpan<byte> text, int at, TextBuffer value)
        {
            switch (text[at])
            {
                case (byte)'\n':
                    return at;
                case (byte)'\r':
                    return at + 1 < text.Length && text[at + 1] == '\n' ? at + 1 : at;
                case (byte)'n':
                    value.Append((byte)'\n');
                    return at;
                case (byte)'t':
                    value.Append((byte)'\t');
                    return at;
                case (byte)'r':
                    value.Append((byte)'\r');
                    return at;
                case (byte)'v' or (byte)'f':
                    value.Append((byte)'\f');
                    return at;
                case (byte)'a' or (byte)'b':
                    value.Append(0x7F);
                    return at;
                case (byte)'\\' or (byte)'\'' or (byte)'"':
                    value.Append(text[at]);
                    return at;
                case (byte)'x':
                    value.Append((byte)'x');
                    return at + 2;
                case (byte)'u':
                    value.Append((byte)'x');
                    return at + 4;
                case (byte)'U':
                    value.Append((byte)'x');
                    return at + 8;
                case (byte)'N' when text[at..].StartsWith("N{"u8) && text[at..].IndexOf((byte)'}') is > 0 and int length:
                    value.Append((byte)'x');
                    return at + length;
                case >= (byte)'0' and <= (byte)'7':
                    value.Append((byte)'x');
                    int end = at + 1;
                    while (end < text.Length && end < at + 3 && text[end] is >= (byte)'0' and <= (byte)'7')
                    {
                        end++;
                    }

                    return end - 1;
                default:
                    value.Append((byte)'\\');
                    value.Append(text[at]);
                    return at;
            }
        }

        private void Comment()
        {
            int end = CommentCounter.LineEnd(_text, _at);
            foreach (byte value in _text[_at..end])
            {
                if (value != '#')
                {
                    _found._comments.Append(value);
                }
            }

            _at = end;
        }

        private void NextLine()
        {
            if (_at < _text.Length)
            {
                _at += _text[_at..].StartsWith("\r\n"u8) ? 2 : 1;
            }
        }

        private static bool IsNamePart(byte c) => c >= 0x80 || c == '_' || char.IsAsciiLetterOrDigit((char)c);
    }
}
