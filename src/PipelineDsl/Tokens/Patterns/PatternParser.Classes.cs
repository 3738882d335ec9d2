using System.Globalization;

namespace PipelineDsl;

/// <content>Classes of characters, and escapes.</content>
internal sealed partial class PatternParser
{
    /// <summary>Parses <c>[…]</c>.</summary>
    private CharacterSetBuilder ParseClass()
    {
        int open = _at++;
        if (++_depth > MaxDepth)
        {
            throw Error($"classes are nested more than {MaxDepth} deep");
        }

        bool isNegative = TrySkip("^");
        CharacterSetBuilder? intersection = null;
        CharacterSetBuilder set = new();
        bool isFirst = true;
        while (true)
        {
            if (AtEnd)
            {
                _at = open;
                throw Error("a '[' has no ']'");
            }

            if (_expression[_at] == ']' && !isFirst)
            {
                _at++;
                break;
            }

            isFirst = false;
            if (TrySkip("&&"))
            {
                intersection = intersection is null ? set : intersection.Intersect(set);
                set = new CharacterSetBuilder();
                continue;
            }

            if (_dialect == PatternDialect.Rust && (TrySkip("--") || TrySkip("~~")))
            {
                throw Error("differences of classes ('--', '~~') are not supported; write an intersection with '&&[^…]'");
            }

            ParseClassItem(set);
        }

        _depth--;
        set = intersection is null ? set : intersection.Intersect(set);
        if (_flags.HasFlag(Flags.IgnoreCase))
        {
            _ = set.AddOtherCases();
        }

        return isNegative ? set.Invert() : set;
    }

    private void ParseClassItem(CharacterSetBuilder set)
    {
        if (_expression[_at] == '[')
        {
            _ = set.Add(TryParsePosix() ?? ParseClass());
            return;
        }

        if (_expression[_at] == '\\' && ParseEscapedSet() is { } named)
        {
            _ = set.Add(named);
            return;
        }

        int first = ParseClassCharacter();
        if (_at + 1 < _expression.Length && _expression[_at] == '-' && _expression[_at + 1] is not (']' or '['))
        {
            int hyphen = _at++;
            if (_expression[_at] == '\\' && ParseEscapedSet() is { } set2)
            {
                // A class ends no range: the hyphen is one.
                _ = set.Add(first, first).Add('-', '-').Add(set2);
                return;
            }

            int last = ParseClassCharacter();
            if (last < first)
            {
                _at = hyphen;
                throw Error("the ends of a range stand in the wrong order");
            }

            _ = set.Add(first, last);
            return;
        }

        _ = set.Add(first, first);
    }

    private int ParseClassCharacter()
    {
        if (AtEnd)
        {
            throw Error("a '[' has no ']'");
        }

        if (_expression[_at] != '\\')
        {
            return ReadCodePoint();
        }

        if (_at + 1 < _expression.Length && _expression[_at + 1] == 'b')
        {
            _at += 2;
            return '\b';
        }

        return ParseEscapedCharacter();
    }

    /// <summary>Parses <c>[:name:]</c> or <c>[:^name:]</c>; null if none stands here.</summary>
    private CharacterSetBuilder? TryParsePosix()
    {
        if (string.CompareOrdinal(_expression, _at, "[:", 0, 2) != 0)
        {
            return null;
        }

        int close = _expression.IndexOf(":]", _at + 2, System.StringComparison.Ordinal);
        if (close < 0)
        {
            return null;
        }

        string name = _expression[(_at + 2)..close];
        bool isNegative = name.StartsWith('^');
        CharacterSetBuilder? set = CharacterProperties.FindPosix(isNegative ? name[1..] : name, _dialect);
        if (set is null)
        {
            return null;
        }

        _at = close + 2;
        return isNegative ? set.Invert() : set;
    }

    /// <summary>Parses <c>\d</c>, <c>\p{…}</c> and the like; null, and nothing read, for the escape of one character.</summary>
    private CharacterSetBuilder? ParseEscapedSet()
    {
        char c = _at + 1 >= _expression.Length ? throw Error("nothing follows the last backslash") : _expression[_at + 1];
        CharacterSetBuilder? set = c switch
        {
            'd' or 'D' => CharacterProperties.Digit(),
            's' or 'S' => CharacterProperties.Space(),
            'w' or 'W' => CharacterProperties.Word(_dialect),
            'h' or 'H' => CharacterProperties.HexDigit(),
            _ => null,
        };
        if (set is not null)
        {
            _at += 2;
            return c is 'D' or 'S' or 'W' or 'H' ? set.Invert() : set;
        }

        return c is 'p' or 'P' ? ParseProperty() : null;
    }

    private CharacterSetBuilder ParseProperty()
    {
        int start = _at;
        bool isNegative = _expression[_at + 1] == 'P';
        _at += 2;
        string name;
        if (TrySkip("{"))
        {
            int close = _expression.IndexOf('}', _at);
            name = close < 0 ? throw Error("the name of a property has no '}'") : _expression[_at..close];
            _at = close + 1;
        }
        else
        {
            name = AtEnd || _dialect == PatternDialect.Oniguruma ? throw Error("the name of a property must stand in braces") : _expression[_at++].ToString();
        }

        if (name.StartsWith('^'))
        {
            isNegative = !isNegative;
            name = name[1..];
        }

        if (CharacterProperties.Find(name, _dialect) is not { } set)
        {
            _at = start;
            throw Error($"the property '{name}' is not known; supported are general categories, scripts and POSIX names");
        }

        // Ignoring case, \p{Lu} is \p{Ll}, too.
        if (_flags.HasFlag(Flags.IgnoreCase))
        {
            _ = set.AddOtherCases();
        }

        return isNegative ? set.Invert() : set;
    }

    private int ParseEscapedCharacter()
    {
        int start = _at;
        char c = _at + 1 >= _expression.Length ? throw Error("nothing follows the last backslash") : _expression[_at + 1];
        _at += 2;
        switch (c)
        {
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 'f':
                return '\f';
            case 'v':
                return '\v';
            case 'a':
                return '\a';
            case 'e':
                return 0x1B;
            case '0' when _dialect == PatternDialect.Oniguruma && (AtEnd || _expression[_at] is < '0' or > '7'):
                return 0;
            case 'x':
                return TrySkip("{") ? ParseBracedHex(start) : ParseHex(start, 2);
            case 'u':
                return TrySkip("{") ? ParseBracedHex(start) : ParseHex(start, 4);
            case 'U' when _dialect == PatternDialect.Rust:
                return TrySkip("{") ? ParseBracedHex(start) : ParseHex(start, 8);
        }

        _at--;
        if (char.IsAsciiLetterOrDigit(c))
        {
            _at = start;
            throw Error($"'\\{c}' is not supported");
        }

        return ReadCodePoint();
    }

    private int ParseBracedHex(int start)
    {
        int close = _expression.IndexOf('}', _at);
        int value = close < 0 ? throw Error("a '{' has no '}'") : ParseHex(start, close - _at);
        _at = close + 1;
        return value;
    }

    private int ParseHex(int start, int digits)
    {
        if (digits is 0 or > 8 || _at + digits > _expression.Length
            || !int.TryParse(System.MemoryExtensions.AsSpan(_expression, _at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)
            || value is < 0 or > 0x10FFFF)
        {
            _at = start;
            throw Error("the escape is no code point in hexadecimal");
        }

        _at += digits;
        return value;
    }
}
