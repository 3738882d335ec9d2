using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace PipelineDsl;

/// <summary>What a piece of a template is.</summary>
internal enum JinjaTokenKind
{
    /// <summary>Text between tags.</summary>
    Data,

    /// <summary><c>{{</c>.</summary>
    OutputBegin,

    /// <summary><c>}}</c>.</summary>
    OutputEnd,

    /// <summary><c>{%</c>.</summary>
    BlockBegin,

    /// <summary><c>%}</c>.</summary>
    BlockEnd,

    /// <summary>An identifier or a keyword.</summary>
    Name,

    /// <summary>A string literal; the text is its value.</summary>
    Text,

    /// <summary>An integer literal.</summary>
    Integer,

    /// <summary>A literal with a point or an exponent.</summary>
    Float,

    /// <summary>An operator or a bracket.</summary>
    Operator,

    /// <summary>Behind the last piece.</summary>
    End,
}

/// <summary>A piece of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its characters, or a string literal's value.</param>
/// <param name="Line">Its line, from 1.</param>
internal readonly record struct JinjaToken(JinjaTokenKind Kind, string Text, int Line);

/// <summary>Cuts a template into tokens, with the white-space rules that chat templates are rendered with.</summary>
/// <remarks>
/// The settings are those of transformers' environment: <c>trim_blocks</c> (the line end behind a block or comment goes) and <c>lstrip_blocks</c> (blanks from the
/// start of the line to a block or comment go); <c>-</c> strips all white space on its side, <c>+</c> keeps it. One line end at the template's end goes
/// (<c>keep_trailing_newline</c> is off), and CR LF and CR are LF.
/// </remarks>
internal sealed class JinjaLexer
{
    private static readonly string[] s_operators = ["//", "**", "==", "!=", ">=", "<=", "+", "-", "*", "/", "%", "~", "<", ">", "=", ".", ",", ":", ";", "|", "(", ")", "[", "]", "{", "}"];

    private readonly string _source;
    private readonly List<JinjaToken> _tokens = [];
    private int _at;
    private int _line = 1;

    private JinjaLexer(string source)
    {
        string lines = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        _source = lines.EndsWith('\n') ? lines[..^1] : lines;
    }

    /// <summary>The tokens of a template.</summary>
    public static List<JinjaToken> Read(string source)
    {
        JinjaLexer lexer = new(source);
        lexer.ReadAll();
        return lexer._tokens;
    }

    private void ReadAll()
    {
        bool stripNext = false; // the tag before ended in '-': white space goes
        bool trimNext = false; // the tag before was a block or comment: one line end goes
        while (true)
        {
            int tag = NextTag(_at);
            int end = tag < 0 ? _source.Length : tag;
            int start = _at;
            if (stripNext)
            {
                while (start < end && PythonCharacters.IsSpace(_source[start]))
                {
                    start++;
                }
            }
            else if (trimNext && start < end && _source[start] == '\n')
            {
                start++;
            }

            int stop = end;
            if (tag >= 0)
            {
                char sign = tag + 2 < _source.Length ? _source[tag + 2] : ' ';
                if (sign == '-')
                {
                    while (stop > start && PythonCharacters.IsSpace(_source[stop - 1]))
                    {
                        stop--;
                    }
                }
                else if (sign != '+' && _source[tag + 1] != '{')
                {
                    stop = LineStart(start, stop);
                }
            }

            if (stop > start)
            {
                Count(_at, start);
                Add(JinjaTokenKind.Data, _source[start..stop]);
                Count(start, end);
            }
            else
            {
                Count(_at, end);
            }

            _at = end;
            if (tag < 0)
            {
                Add(JinjaTokenKind.End, "");
                return;
            }

            (stripNext, trimNext) = ReadTag();
        }
    }

    /// <summary>Where the blanks before a block begin, if nothing but blanks stands between the start of its line and it; else where the block begins.</summary>
    private int LineStart(int start, int stop)
    {
        int line = start == stop ? -1 : _source.LastIndexOf('\n', stop - 1, stop - start);
        line = line >= 0 ? line + 1 : start == 0 || _source[start - 1] == '\n' ? start : stop;
        for (int i = line; i < stop; i++)
        {
            if (!PythonCharacters.IsSpace(_source[i]))
            {
                return stop;
            }
        }

        return line;
    }

    private int NextTag(int from)
    {
        for (int i = _source.IndexOf('{', from); i >= 0 && i + 1 < _source.Length; i = _source.IndexOf('{', i + 1))
        {
            if (_source[i + 1] is '{' or '%' or '#')
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Reads a tag to its end.</summary>
    /// <returns>Whether white space behind it is stripped, and whether a line end behind it is.</returns>
    private (bool Strip, bool Trim) ReadTag()
    {
        char kind = _source[_at + 1];
        if (kind == '#')
        {
            int close = _source.IndexOf("#}", _at + 2, StringComparison.Ordinal);
            if (close < 0)
            {
                throw new JinjaException(_line, "a comment is not closed");
            }

            char sign = close - 1 > _at + 2 ? _source[close - 1] : ' ';
            Count(_at, close + 2);
            _at = close + 2;
            return (sign == '-', sign != '+');
        }

        bool isBlock = kind == '%';
        Add(isBlock ? JinjaTokenKind.BlockBegin : JinjaTokenKind.OutputBegin, isBlock ? "{%" : "{{");
        _at += 2;
        if (_at < _source.Length && _source[_at] is '-' or '+')
        {
            _at++;
        }

        if (isBlock && IsRaw(out bool stripInside))
        {
            return ReadRaw(stripInside);
        }

        string close2 = isBlock ? "%}" : "}}";
        int depth = 0;
        while (true)
        {
            SkipSpace();
            if (_at >= _source.Length)
            {
                throw new JinjaException(_line, $"a tag is not closed: '{close2}' is missing");
            }

            if (depth == 0)
            {
                char sign = _source[_at];
                bool signed = (sign == '-' || (sign == '+' && isBlock)) && string.CompareOrdinal(_source, _at + 1, close2, 0, 2) == 0;
                if (signed || string.CompareOrdinal(_source, _at, close2, 0, 2) == 0)
                {
                    Add(isBlock ? JinjaTokenKind.BlockEnd : JinjaTokenKind.OutputEnd, close2);
                    _at += signed ? 3 : 2;
                    return (signed && sign == '-', isBlock && !(signed && sign == '+'));
                }
            }

            depth += ReadToken();
        }
    }

    /// <summary>Whether a block's tag is <c>raw</c>; if so it is passed over to its end.</summary>
    private bool IsRaw(out bool strip)
    {
        strip = false;
        int at = _at;
        while (at < _source.Length && PythonCharacters.IsSpace(_source[at]))
        {
            at++;
        }

        if (string.CompareOrdinal(_source, at, "raw", 0, 3) != 0)
        {
            return false;
        }

        at += 3;
        while (at < _source.Length && PythonCharacters.IsSpace(_source[at]))
        {
            at++;
        }

        strip = at < _source.Length && _source[at] == '-';
        at += strip ? 1 : 0;
        if (string.CompareOrdinal(_source, at, "%}", 0, 2) != 0)
        {
            return false;
        }

        Count(_at, at + 2);
        _at = at + 2;
        return true;
    }

    private (bool Strip, bool Trim) ReadRaw(bool strip)
    {
        _tokens.RemoveAt(_tokens.Count - 1);
        for (int i = _source.IndexOf("{%", _at, StringComparison.Ordinal); i >= 0; i = _source.IndexOf("{%", i + 2, StringComparison.Ordinal))
        {
            int at = i + 2;
            bool stripBefore = at < _source.Length && _source[at] == '-';
            at += at < _source.Length && _source[at] is '-' or '+' ? 1 : 0;
            string rest = _source[at..Math.Min(_source.Length, at + 64)].TrimStart();
            if (!rest.StartsWith("endraw", StringComparison.Ordinal))
            {
                continue;
            }

            int close = _source.IndexOf("%}", at, StringComparison.Ordinal);
            if (close < 0)
            {
                break;
            }

            int start = _at;
            if (strip)
            {
                while (start < i && PythonCharacters.IsSpace(_source[start]))
                {
                    start++;
                }
            }

            int stop = i;
            while (stripBefore && stop > start && PythonCharacters.IsSpace(_source[stop - 1]))
            {
                stop--;
            }

            stop = stripBefore || _source[i + 2] == '+' ? stop : LineStart(start, stop);
            Add(JinjaTokenKind.Data, _source[start..stop]);
            Count(_at, close + 2);
            bool stripNext = _source[close - 1] == '-';
            bool keep = _source[close - 1] == '+';
            _at = close + 2;
            return (stripNext, !keep);
        }

        throw new JinjaException(_line, "a raw block is not closed");
    }

    /// <summary>Reads one token of a tag; says by how much it changes the depth of brackets.</summary>
    private int ReadToken()
    {
        char c = _source[_at];
        if (c is '"' or '\'')
        {
            ReadString(c);
            return 0;
        }

        if (char.IsAsciiDigit(c))
        {
            ReadNumber();
            return 0;
        }

        if (char.IsLetter(c) || c == '_')
        {
            int start = _at;
            while (_at < _source.Length && (char.IsLetterOrDigit(_source[_at]) || _source[_at] == '_'))
            {
                _at++;
            }

            Add(JinjaTokenKind.Name, _source[start.._at]);
            return 0;
        }

        foreach (string symbol in s_operators)
        {
            if (string.CompareOrdinal(_source, _at, symbol, 0, symbol.Length) == 0)
            {
                Add(JinjaTokenKind.Operator, symbol);
                _at += symbol.Length;
                return symbol is "(" or "[" or "{" ? 1 : symbol is ")" or "]" or "}" ? -1 : 0;
            }
        }

        throw new JinjaException(_line, $"unexpected character '{c}'");
    }

    private void ReadNumber()
    {
        int start = _at;
        SkipDigits();
        bool isFloat = false;
        if (_at + 1 < _source.Length && _source[_at] == '.' && char.IsAsciiDigit(_source[_at + 1]))
        {
            isFloat = true;
            _at++;
            SkipDigits();
        }

        int exponent = _at + 1 < _source.Length && _source[_at] is 'e' or 'E' ? _at + (_source[_at + 1] is '+' or '-' ? 2 : 1) : -1;
        if (exponent > 0 && exponent < _source.Length && char.IsAsciiDigit(_source[exponent]))
        {
            isFloat = true;
            _at = exponent;
            SkipDigits();
        }

        Add(isFloat ? JinjaTokenKind.Float : JinjaTokenKind.Integer, _source[start.._at].Replace("_", "", StringComparison.Ordinal));
    }

    private void SkipDigits()
    {
        while (_at < _source.Length && (char.IsAsciiDigit(_source[_at]) || _source[_at] == '_'))
        {
            _at++;
        }
    }

    /// <summary>Reads a string literal; escapes are Python's.</summary>
    private void ReadString(char quote)
    {
        int line = _line;
        StringBuilder value = new();
        for (int i = _at + 1; i < _source.Length; i++)
        {
            char c = _source[i];
            if (c == quote)
            {
                _tokens.Add(new JinjaToken(JinjaTokenKind.Text, value.ToString(), line));
                _at = i + 1;
                return;
            }

            if (c == '\n')
            {
                _line++;
            }

            if (c != '\\' || i + 1 >= _source.Length)
            {
                value.Append(c);
                continue;
            }

            i = AppendEscape(i + 1, value);
        }

        throw new JinjaException(line, "a string is not closed");
    }

    /// <summary>Appends what an escape stands for; its letter is at <paramref name="i"/>.</summary>
    /// <returns>Where the escape ends.</returns>
    private int AppendEscape(int i, StringBuilder value)
    {
        char letter = _source[i];
        int digits = letter switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0)
        {
            if (i + digits >= _source.Length || !int.TryParse(_source.AsSpan(i + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code) || code is < 0 or > 0x10FFFF)
            {
                throw new JinjaException(_line, $"a broken escape '\\{letter}'");
            }

            _ = Rune.IsValid(code) ? value.Append(new Rune(code).ToString()) : value.Append((char)code);
            return i + digits;
        }

        if (letter is >= '0' and <= '7')
        {
            int code = 0;
            int end = i;
            while (end < i + 3 && end < _source.Length && _source[end] is >= '0' and <= '7')
            {
                code = (8 * code) + _source[end++] - '0';
            }

            value.Append((char)code);
            return end - 1;
        }

        string? plain = letter switch
        {
            'n' => "\n",
            't' => "\t",
            'r' => "\r",
            '\\' => "\\",
            '\'' => "'",
            '"' => "\"",
            'a' => "\a",
            'b' => "\b",
            'f' => "\f",
            'v' => "\v",
            '\n' => "",
            _ => null,
        };
        _line += letter == '\n' ? 1 : 0;
        _ = plain is null ? value.Append('\\').Append(letter) : value.Append(plain);
        return i;
    }

    private void SkipSpace()
    {
        while (_at < _source.Length && PythonCharacters.IsSpace(_source[_at]))
        {
            _line += _source[_at] == '\n' ? 1 : 0;
            _at++;
        }
    }

    private void Count(int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            _line += _source[i] == '\n' ? 1 : 0;
        }
    }

    private void Add(JinjaTokenKind kind, string text) => _tokens.Add(new JinjaToken(kind, text, _line));
}
