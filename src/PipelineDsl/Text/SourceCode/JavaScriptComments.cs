using System;
using System.Buffers;
using System.Text;

namespace PipelineDsl;

/// <summary>
/// The comments of JavaScript as Pygments finds them: <c>//</c> to the line's end and <c>/* */</c>, with their marks, outside of strings, regular expressions and the text of templates. What is not closed is none of
/// these.
/// </summary>
internal static class JavaScriptComments
{
    private static readonly SearchValues<byte> s_spaces = SearchValues.Create(" \t\n\v\f\r"u8);
    private static readonly Utf8Set s_keywords = Keywords();

    /// <summary>The code points of the comments.</summary>
    public static int Count(ReadOnlySpan<byte> text)
    {
        Lexer lexer = new(text);
        lexer.Run();
        return lexer.Comments;
    }

    /// <summary>The words that a regular expression may follow.</summary>
    private static Utf8Set Keywords()
    {
        Utf8Set.Builder keywords = new();
        foreach (string word in (ReadOnlySpan<string>)
        [
            "typeof", "instanceof", "in", "void", "delete", "new", "for", "while", "do", "break", "return", "continue", "switch", "case", "default", "if", "else", "throw", "try", "catch", "finally", "yield", "await",
            "async", "this", "of", "static", "export", "import", "debugger", "extends", "super", "var", "let", "const", "with", "function", "class",
        ])
        {
            keywords.Add(Encoding.ASCII.GetBytes(word));
        }

        return keywords.Build();
    }

    private ref struct Lexer(ReadOnlySpan<byte> text)
    {
        private const int MaxDepth = 64; // templates within templates; deeper ones are taken for code

        private readonly ReadOnlySpan<byte> _text = text;
        private int _at;
        private int _depth;
        private bool _regexMayFollow;

        public int Comments { get; private set; }

        public void Run()
        {
            SkipHashbang();
            while (_at < _text.Length)
            {
                byte c = _text[_at];
                bool space = IsSpace(c);
                _regexMayFollow |= (space || c == '/') && (_at == 0 || _text[_at - 1] is (byte)'\n' or (byte)'\r');
                if (space)
                {
                    int length = _text[_at..].IndexOfAnyExcept(s_spaces);
                    _at = length < 0 ? _text.Length : _at + length;
                }
                else
                {
                    Step(c);
                }
            }
        }

        private void Step(byte c)
        {
            if (c == '/')
            {
                Slash();
            }
            else if (c is (byte)'"' or (byte)'\'')
            {
                int end = StringEnd(c);
                _at = end < 0 ? _at + 1 : end;
                _regexMayFollow = false;
            }
            else if (c == '`')
            {
                _at++;
                Template();
            }
            else if (c == '}' && _depth > 0)
            {
                _at++;
                _depth--;
                Template();
            }
            else if (IsNamePart(c))
            {
                Name();
            }
            else if (_text[_at..].StartsWith("<!--"u8))
            {
                _at += 4;
            }
            else if (_text[_at..].StartsWith("=>"u8))
            {
                _at += 2;
                _regexMayFollow = false;
            }
            else
            {
                _at++;
                _regexMayFollow = c == '\\' ? _at < _text.Length && _text[_at] is (byte)'\n' or (byte)'\r' : c is not ((byte)')' or (byte)']' or (byte)'}' or (byte)'.' or (byte)'#' or (byte)'@' or (< (byte)' ') or 0x7F);
            }
        }

        private void SkipHashbang()
        {
            if (_text.StartsWith("#!/"u8) || _text.StartsWith("#! /"u8))
            {
                _at = CommentCounter.LineEnd(_text, 0);
            }
        }

        private void Slash()
        {
            int end = CommentCounter.CommentEnd(_text, _at);
            if (end > _at + 1)
            {
                Comments += CommentCounter.Length(_text[_at..end]);
                _at = end;
            }
            else if (!_regexMayFollow)
            {
                _at++;
                _regexMayFollow = true; // a division
            }
            else if (RegexEnd() is > 0 and int behind)
            {
                _at = behind;
                _regexMayFollow = false;
            }
            else
            {
                // No expression: the line is not understood.
                int line = _text[_at..].IndexOf((byte)'\n');
                _at = line < 0 ? _text.Length : _at + line;
                _regexMayFollow = false;
            }
        }

        /// <summary>Where the regular expression ends that begins here, flags included; -1 if there is none.</summary>
        private readonly int RegexEnd()
        {
            bool inClass = false;
            for (int i = _at + 1; i < _text.Length; i++)
            {
                switch (_text[i])
                {
                    case (byte)'\n':
                        return -1;
                    case (byte)'\\':
                        i++;
                        break;
                    case (byte)'\r' when i + 1 >= _text.Length || _text[i + 1] != '\n':
                        return -1;
                    case (byte)'[':
                        inClass = true;
                        break;
                    case (byte)']':
                        inClass = false;
                        break;
                    case (byte)'/' when !inClass:
                        if (i == _at + 1)
                        {
                            return -1;
                        }

                        return FlagsEnd(i + 1);
                }
            }

            return -1;
        }

        /// <summary>Where the flags behind an expression end; -1 if what stands there is a word and no flags.</summary>
        private readonly int FlagsEnd(int at)
        {
            int end = at;
            while (end < _text.Length && _text[end] is (byte)'g' or (byte)'i' or (byte)'m' or (byte)'u' or (byte)'y' or (byte)'s' or (byte)'d')
            {
                end++;
            }

            return end < _text.Length && IsNamePart(_text[end]) && _text[end] != '$' ? -1 : end;
        }

        /// <summary>Where the string ends that begins here; -1 if its mark does not come again.</summary>
        private readonly int StringEnd(byte mark)
        {
            for (int i = _at + 1; i < _text.Length; i++)
            {
                if (_text[i] == '\\')
                {
                    i++;
                }
                else if (_text[i] == mark)
                {
                    return i + 1;
                }
            }

            return -1;
        }

        /// <summary>Skips the text of a template to its end or to the code in it.</summary>
        private void Template()
        {
            while (_at < _text.Length)
            {
                int next = _text[_at..].IndexOfAny((byte)'`', (byte)'\\', (byte)'$');
                if (next < 0)
                {
                    _at = _text.Length;
                    return;
                }

                _at += next;
                if (_text[_at] == '`')
                {
                    _at++;
                    _regexMayFollow = false;
                    return;
                }

                if (_text[_at] == '$' && _at + 1 < _text.Length && _text[_at + 1] == '{' && _depth < MaxDepth)
                {
                    _at += 2;
                    _depth++;
                    _regexMayFollow = false;
                    return;
                }

                _at += _text[_at] == '\\' ? 2 : 1;
            }

            _at = int.Min(_at, _text.Length);
        }

        private void Name()
        {
            int start = _at;
            while (_at < _text.Length && IsNamePart(_text[_at]))
            {
                _at++;
            }

            _regexMayFollow = s_keywords.Contains(_text[start.._at]);
        }

        private static bool IsSpace(byte c) => c is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');

        private static bool IsNamePart(byte c) => c >= 0x80 || c is (byte)'_' or (byte)'$' || char.IsAsciiLetterOrDigit((char)c);
    }
}
