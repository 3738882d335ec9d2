namespace PipelineDsl;

/// <summary>The rules for word boundaries of UAX #29 (Unicode 15.0, no tailoring) as a table: state and class of the next character give the next state and what to do.</summary>
/// <remarks>
/// A state is what the rules need to know of the text before: the class of the last character that is not ignored (rule WB4), whether U+200D was the very last one (WB3c), and whether
/// a character that joins only by what follows it (WB6, WB7b, WB12) waits for that.
/// </remarks>
internal static class WordBreakMachine
{
    /// <summary>The state at the beginning of a text.</summary>
    public const int Start = 0;

    /// <summary>The bits of an entry that hold the next state.</summary>
    public const int StateMask = 31;

    /// <summary>In an entry: there is a boundary before the character.</summary>
    public const int Break = 32;

    /// <summary>In an entry: the character waits, and is to be remembered.</summary>
    public const int Wait = 64;

    /// <summary>In an entry: there is a boundary before the character that waited.</summary>
    public const int BreakAtWait = 128;

    private const int Classes = 32;
    private const int CarriageReturn = 1;
    private const int Newline = 2;
    private const int Space = 3;

    // The others come in pairs: without and with U+200D behind them.
    private const int Other = 4;
    private const int Letter = 6;
    private const int Hebrew = 8;
    private const int Numeric = 10;
    private const int Katakana = 12;
    private const int ExtendNumberLetter = 14;
    private const int RegionalIndicator = 16; // without a partner
    private const int HebrewSingleQuote = 18;
    private const int LetterMid = 20; // from here on something waits
    private const int NumericMid = 22;
    private const int HebrewDoubleQuote = 24;
    private const int States = 26;

    private static readonly byte[] s_entries = Build();

    /// <summary>The entry for a state and the class of the next character, at <c>state * 32 + class</c>.</summary>
    public static System.ReadOnlySpan<byte> Entries => s_entries;

    /// <summary>Whether a character waits in this state; at the end of the text there is then a boundary before it.</summary>
    public static bool IsWaiting(int state) => state >= LetterMid;

    private static byte[] Build()
    {
        byte[] entries = new byte[States * Classes];
        for (int state = 0; state < States; state++)
        {
            for (WordBreak next = WordBreak.Other; next <= WordBreak.LetterPictograph; next++)
            {
                entries[(state * Classes) + (int)next] = (byte)Entry(state, next);
            }
        }

        return entries;
    }

    private static int Entry(int state, WordBreak next)
    {
        switch (state)
        {
            case Start:
                return Fresh(next);
            case CarriageReturn:
                return next == WordBreak.LineFeed ? Newline : Break | Fresh(next); // WB3
            case Newline:
                return Break | Fresh(next); // WB3a
            case Space:
                return next == WordBreak.Space ? Space : AfterCharacter(Other, false, next); // WB3d
            default:
                return AfterCharacter(state & ~1, (state & 1) != 0, next);
        }
    }

    /// <summary>After a character and what is ignored behind it.</summary>
    private static int AfterCharacter(int state, bool joiner, WordBreak next)
    {
        bool mustJoin = joiner && next is (WordBreak.Pictograph or WordBreak.LetterPictograph); // WB3c
        switch (next)
        {
            case WordBreak.Extend or WordBreak.Format: // WB4
                return state;
            case WordBreak.ZeroWidthJoiner:
                return state + 1;
        }

        if (Joined(state, next) is int joined)
        {
            return joined;
        }

        if (state >= LetterMid)
        {
            return BreakAtWait | AfterCharacter(Other, joiner, next);
        }

        return (mustJoin ? 0 : Break) | Fresh(next);
    }

    /// <summary>What joins by the rules for letters, digits and the rest; null where nothing does.</summary>
    private static int? Joined(int state, WordBreak next) => (state, next) switch
    {
        (Letter or Hebrew or Numeric or ExtendNumberLetter or LetterMid or HebrewSingleQuote, WordBreak.Letter or WordBreak.LetterPictograph) => Letter, // WB5, WB7, WB10, WB13b
        (Letter or Hebrew or Numeric or ExtendNumberLetter or LetterMid or HebrewSingleQuote or HebrewDoubleQuote, WordBreak.HebrewLetter) => Hebrew, // and WB7c
        (Hebrew, WordBreak.SingleQuote) => HebrewSingleQuote, // WB7a
        (Hebrew, WordBreak.DoubleQuote) => Wait | HebrewDoubleQuote, // WB7b
        (Letter or Hebrew, WordBreak.MidLetter or WordBreak.MidNumberLetter or WordBreak.SingleQuote) => Wait | LetterMid, // WB6
        (Letter or Hebrew or Numeric or ExtendNumberLetter or NumericMid, WordBreak.Numeric) => Numeric, // WB8, WB9, WB11, WB13b
        (Numeric, WordBreak.MidNumber or WordBreak.MidNumberLetter or WordBreak.SingleQuote) => Wait | NumericMid, // WB12
        (Katakana or ExtendNumberLetter, WordBreak.Katakana) => Katakana, // WB13, WB13b
        (Letter or Hebrew or Numeric or Katakana or ExtendNumberLetter, WordBreak.ExtendNumberLetter) => ExtendNumberLetter, // WB13a
        (RegionalIndicator, WordBreak.RegionalIndicator) => Other, // WB15, WB16
        _ => null,
    };

    /// <summary>The state after a character that nothing before it matters for.</summary>
    private static int Fresh(WordBreak next) => next switch
    {
        WordBreak.CarriageReturn => CarriageReturn,
        WordBreak.LineFeed or WordBreak.Newline => Newline,
        WordBreak.Space => Space,
        WordBreak.ZeroWidthJoiner => Other + 1,
        WordBreak.Letter or WordBreak.LetterPictograph => Letter,
        WordBreak.HebrewLetter => Hebrew,
        WordBreak.Numeric => Numeric,
        WordBreak.Katakana => Katakana,
        WordBreak.ExtendNumberLetter => ExtendNumberLetter,
        WordBreak.RegionalIndicator => RegionalIndicator,
        _ => Other,
    };
}
