using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace PipelineDsl;

/// <summary>Parses a regular expression.</summary>
/// <remarks>
/// Knows alternation, greedy, lazy and possessive quantifiers, groups of all kinds, flags, classes with ranges, negation, nested classes and intersection, properties, anchors, and looking ahead and behind.
/// Not known, and refused: references to groups, conditions, calls of groups, absent expressions, <c>\K</c>, <c>\X</c>. Ignoring case goes by the simple case folding of single characters.
/// </remarks>
internal sealed partial class PatternParser
{
    private const int MaxDepth = 100;
    private const int MaxRepetitions = 1000;

    private readonly string _expression;
    private readonly PatternDialect _dialect;
    private int _at;
    private int _depth;
    private Flags _flags;

    private PatternParser(string expression, PatternDialect dialect)
    {
        _expression = expression;
        _dialect = dialect;
    }

    [System.Flags]
    private enum Flags
    {
        None = 0,
        IgnoreCase = 1,
        DotMatchesNewline = 2,
        AnchorsAtLines = 4,
        Extended = 8,
    }

    private bool AtEnd => _at >= _expression.Length;

    /// <summary>Parses an expression.</summary>
    /// <exception cref="InvalidDataException">It is no regular expression, or has parts that are not supported; the message says what and where.</exception>
    public static PatternNode Parse(string expression, PatternDialect dialect)
    {
        PatternParser parser = new(expression, dialect);
        PatternNode node = parser.ParseChoice();
        return parser.AtEnd ? node : throw parser.Error("a ')' has no '('");
    }

    private PatternNode ParseChoice()
    {
        if (++_depth > MaxDepth)
        {
            throw Error($"groups are nested more than {MaxDepth} deep");
        }

        List<PatternNode> branches = [ParseSequence()];
        while (!AtEnd && _expression[_at] == '|')
        {
            _at++;
            branches.Add(ParseSequence());
        }

        _depth--;
        return branches.Count == 1 ? branches[0] : new PatternNode.Choice(branches);
    }

    private PatternNode ParseSequence()
    {
        List<PatternNode> parts = [];
        while (!AtEnd && _expression[_at] is not ('|' or ')'))
        {
            if (_flags.HasFlag(Flags.Extended) && SkipExtended())
            {
                continue;
            }

            if (ParseAtom() is { } atom)
            {
                parts.Add(ParseQuantifiers(atom));
            }
        }

        return parts.Count == 1 ? parts[0] : new PatternNode.Sequence(parts);
    }

    private bool SkipExtended()
    {
        char c = _expression[_at];
        if (c is ' ' or '\t' or '\n' or '\r' or '\f' or '\v')
        {
            _at++;
            return true;
        }

        if (c != '#')
        {
            return false;
        }

        while (!AtEnd && _expression[_at] != '\n')
        {
            _at++;
        }

        return true;
    }

    /// <summary>Parses one part without its quantifiers; null for what is none, such as a comment or a flag.</summary>
    private PatternNode? ParseAtom()
    {
        char c = _expression[_at];
        switch (c)
        {
            case '(':
                return ParseGroup();
            case '[':
                return Characters(ParseClass());
            case '.':
                _at++;
                CharacterSetBuilder any = new CharacterSetBuilder().Invert();
                return Characters(_flags.HasFlag(Flags.DotMatchesNewline) ? any : any.Intersect(CharacterSetBuilder.OfRanges('\n', '\n').Invert()));
            case '^':
                _at++;
                return new PatternNode.Anchor(AnchorsAtLines ? PatternAnchor.LineStart : PatternAnchor.TextStart);
            case '$':
                _at++;
                return new PatternNode.Anchor(AnchorsAtLines ? PatternAnchor.LineEnd : PatternAnchor.TextEnd);
            case '\\':
                return ParseEscape();
            case '*' or '+' or '?':
                throw Error($"'{c}' repeats nothing");
            default:
                return Literal(ReadCodePoint());
        }
    }

    private bool AnchorsAtLines => _dialect == PatternDialect.Oniguruma || _flags.HasFlag(Flags.AnchorsAtLines);

    private PatternNode? ParseGroup()
    {
        int open = _at++;
        Flags flags = _flags;
        if (AtEnd || _expression[_at] != '?')
        {
            return Close(open, flags, ParseChoice());
        }

        _at++;
        if (TrySkip(":"))
        {
            return Close(open, flags, ParseChoice());
        }

        if (TrySkip("#"))
        {
            int close = _expression.IndexOf(')', _at);
            _at = close < 0 ? throw Error("a comment has no ')'") : close + 1;
            return null;
        }

        if (TrySkip(">"))
        {
            return new PatternNode.Atomic(Close(open, flags, ParseChoice()));
        }

        if (TrySkip("=") || TrySkip("!"))
        {
            bool isNegative = _expression[_at - 1] == '!';
            return new PatternNode.LookAhead(Close(open, flags, ParseChoice()), isNegative);
        }

        if (TrySkip("<=") || TrySkip("<!"))
        {
            bool isNegative = _expression[_at - 1] == '!';
            return new PatternNode.LookBehind(Close(open, flags, ParseChoice()), isNegative);
        }

        if (TrySkip("P<") || TrySkip("<"))
        {
            int end = _expression.IndexOf('>', _at);
            _at = end < 0 ? throw Error("the name of a group has no '>'") : end + 1;
            return Close(open, flags, ParseChoice());
        }

        if (TrySkip("'"))
        {
            int end = _expression.IndexOf('\'', _at);
            _at = end < 0 ? throw Error("the name of a group has no second quote") : end + 1;
            return Close(open, flags, ParseChoice());
        }

        return ParseFlags(open, flags);
    }

    private PatternNode? ParseFlags(int open, Flags before)
    {
        bool on = true;
        while (true)
        {
            char c = AtEnd ? throw Error("a '(' has no ')'") : _expression[_at++];
            switch (c)
            {
                case '-':
                    on = false;
                    break;
                case 'i':
                    Set(Flags.IgnoreCase, on);
                    break;
                case 'x':
                    Set(Flags.Extended, on);
                    break;
                case 'm':
                    Set(_dialect == PatternDialect.Oniguruma ? Flags.DotMatchesNewline : Flags.AnchorsAtLines, on);
                    break;
                case 's' when _dialect == PatternDialect.Rust:
                    Set(Flags.DotMatchesNewline, on);
                    break;
                case 'u' when _dialect == PatternDialect.Rust && on:
                    break; // Unicode is on anyway
                case ':':
                    return Close(open, before, ParseChoice());
                case ')' when _dialect == PatternDialect.Oniguruma:
                    // All that follows in the group, alternatives included, belongs to the flags.
                    PatternNode rest = ParseChoice();
                    _flags = before;
                    return rest;
                case ')':
                    return null; // until the group ends
                default:
                    _at--;
                    throw Error($"a group that begins with '(?{c}' is not supported");
            }
        }
    }

    private void Set(Flags flag, bool on) => _flags = on ? _flags | flag : _flags & ~flag;

    private PatternNode Close(int open, Flags flags, PatternNode body)
    {
        if (AtEnd)
        {
            _at = open;
            throw Error("a '(' has no ')'");
        }

        _at++;
        _flags = flags;
        return body;
    }

    private PatternNode ParseQuantifiers(PatternNode atom)
    {
        while (!AtEnd)
        {
            if (_flags.HasFlag(Flags.Extended) && SkipExtended())
            {
                continue;
            }

            char c = _expression[_at];
            int least = 0;
            int most = int.MaxValue;
            bool isInterval = false;
            if (c is '*' or '+' or '?')
            {
                _at++;
                least = c == '+' ? 1 : 0;
                most = c == '?' ? 1 : int.MaxValue;
            }
            else if (c == '{' && TryParseInterval(out least, out most))
            {
                isInterval = true;
            }
            else
            {
                break;
            }

            if (atom is PatternNode.Anchor or PatternNode.LookAhead or PatternNode.LookBehind)
            {
                // As often as one likes is as good as once; not at all is as good as nothing.
                most = System.Math.Min(most, 1);
                least = System.Math.Min(least, 1);
            }

            bool isLazy = TrySkip("?");
            bool isPossessive = !isLazy && (!isInterval || _dialect == PatternDialect.Rust) && TrySkip("+");
            PatternNode repetition = least == 1 && most == 1 ? atom : new PatternNode.Repetition(atom, least, most, isLazy);
            atom = isPossessive ? new PatternNode.Atomic(repetition) : repetition;
        }

        return atom;
    }

    /// <summary>Parses <c>{n}</c>, <c>{n,}</c>, <c>{n,m}</c> or, in Oniguruma, <c>{,m}</c>; what is none of these is text.</summary>
    private bool TryParseInterval(out int least, out int most)
    {
        least = 0;
        most = int.MaxValue;
        int close = _expression.IndexOf('}', _at);
        if (close < 0)
        {
            return _dialect == PatternDialect.Oniguruma ? false : throw Error("a '{' has no '}'");
        }

        string[] bounds = _expression[(_at + 1)..close].Split(',');
        bool hasLeast = TryParse(bounds[0], out least);
        bool hasMost = TryParse(bounds[^1], out int bound);
        bool isInterval = bounds.Length switch
        {
            1 => hasLeast,
            2 => (hasLeast || (bounds[0].Length == 0 && hasMost && _dialect == PatternDialect.Oniguruma)) && (hasMost || bounds[1].Length == 0),
            _ => false,
        };
        if (!isInterval)
        {
            return _dialect == PatternDialect.Oniguruma ? false : throw Error("the braces hold no numbers of repetitions");
        }

        most = hasMost ? bound : int.MaxValue;
        if (least > most || least > MaxRepetitions || (hasMost && most > MaxRepetitions))
        {
            throw Error($"the numbers of repetitions must rise and be at most {MaxRepetitions}");
        }

        _at = close + 1;
        return true;
    }

    private static bool TryParse(string digits, out int number) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private PatternNode ParseEscape()
    {
        PatternAnchor? anchor = _at + 1 >= _expression.Length ? throw Error("nothing follows the last backslash") : _expression[_at + 1] switch
        {
            'A' => PatternAnchor.TextStart,
            'z' => PatternAnchor.TextEnd,
            'Z' => PatternAnchor.LastLineEnd,
            'b' => PatternAnchor.WordBorder,
            'B' => PatternAnchor.NoWordBorder,
            'G' => PatternAnchor.SearchStart,
            _ => null,
        };
        if (anchor is { } place)
        {
            _at += 2;
            return new PatternNode.Anchor(place);
        }

        if (_expression[_at + 1] == 'R')
        {
            _at += 2;
            return new PatternNode.Atomic(new PatternNode.Choice([
                new PatternNode.Sequence([Literal('\r'), Literal('\n')]),
                Characters(CharacterSetBuilder.OfRanges('\n', '\r', 0x85, 0x85, 0x2028, 0x2029)),
            ]));
        }

        return ParseEscapedSet() is { } set ? Characters(set) : Literal(ParseEscapedCharacter());
    }

    private PatternNode Literal(int codePoint)
    {
        int[] variants = _flags.HasFlag(Flags.IgnoreCase) ? CaseVariants.Of(codePoint) : [];
        if (variants.Length == 0)
        {
            return new PatternNode.Character(codePoint);
        }

        CharacterSetBuilder set = new();
        foreach (int variant in variants)
        {
            _ = set.Add(variant, variant);
        }

        return Characters(set);
    }

    private static PatternNode.Characters Characters(CharacterSetBuilder set) => new(set.Build());

    private bool TrySkip(string text)
    {
        bool isHere = string.CompareOrdinal(_expression, _at, text, 0, text.Length) == 0;
        _at += isHere ? text.Length : 0;
        return isHere;
    }

    private int ReadCodePoint()
    {
        if (Rune.DecodeFromUtf16(System.MemoryExtensions.AsSpan(_expression, _at), out Rune rune, out int length) != System.Buffers.OperationStatus.Done)
        {
            throw Error("half a surrogate pair");
        }

        _at += length;
        return rune.Value;
    }

    private InvalidDataException Error(string what)
        => new($"the regular expression '{_expression}' cannot be used: {what} (at character {_at + 1})");
}
