using System;

namespace PipelineDsl;

/// <summary>The rules for sentence boundaries of UAX #29 (Unicode 15.0, no tailoring) as a table: state and class of the next character give the next state and what to do.</summary>
/// <remarks>
/// Rule SB8 looks ahead without limit, as far as the first letter, line end or terminator: the boundary that it may prevent waits until that is seen. The text between holds no other
/// boundary, so one place is enough to remember.
/// </remarks>
internal static class SentenceBreakMachine
{
    /// <summary>The state at the beginning of a text.</summary>
    public const int Start = 0;

    /// <summary>The state inside a sentence behind a character that is no letter with case.</summary>
    public const int Plain = 1;

    /// <summary>The state inside a sentence behind a letter with case.</summary>
    public const int Cased = 2;

    /// <summary>The bits of an entry that hold the next state.</summary>
    public const int StateMask = 15;

    /// <summary>In an entry: there is a boundary before the character.</summary>
    public const int Break = 16;

    /// <summary>In an entry: there may be one, and the place is to be remembered.</summary>
    public const int Wait = 32;

    /// <summary>In an entry: there is a boundary at the remembered place.</summary>
    public const int BreakAtWait = 64;

    private const int Classes = 16;
    private const int CarriageReturn = 3;
    private const int Separator = 4;
    private const int CasedFullStop = 5; // behind a letter with case
    private const int FullStop = 6;
    private const int FullStopClose = 7;
    private const int FullStopSpace = 8;
    private const int Terminator = 9;
    private const int TerminatorClose = 10;
    private const int TerminatorSpace = 11;
    private const int Waiting = 12;
    private const int States = 13;

    private static readonly byte[] s_entries = Build();

    /// <summary>The entry for a state and the class of the next character, at <c>state * 16 + class</c>.</summary>
    public static ReadOnlySpan<byte> Entries => s_entries;

    /// <summary>Whether a boundary waits in this state; at the end of the text there is one.</summary>
    public static bool IsWaiting(int state) => state == Waiting;

    private static byte[] Build()
    {
        byte[] entries = new byte[States * Classes];
        for (int state = 0; state < States; state++)
        {
            for (SentenceBreak next = SentenceBreak.Other; next <= SentenceBreak.Close; next++)
            {
                entries[(state * Classes) + (int)next] = (byte)Entry(state, next);
            }
        }

        return entries;
    }

    private static int Entry(int state, SentenceBreak next)
    {
        switch (state)
        {
            case Start:
                return Fresh(next, false);
            case CarriageReturn:
                return next == SentenceBreak.LineFeed ? Separator : Break | Fresh(next, false); // SB3
            case Separator:
                return Break | Fresh(next, false); // SB4
        }

        if (next is SentenceBreak.Extend or SentenceBreak.Format)
        {
            return state; // SB5
        }

        switch (state)
        {
            case Plain or Cased:
                return Fresh(next, state == Cased); // SB998
            case Waiting:
                return next switch
                {
                    SentenceBreak.Lower => Cased, // SB8
                    SentenceBreak.Upper or SentenceBreak.OtherLetter or SentenceBreak.CarriageReturn or SentenceBreak.LineFeed or SentenceBreak.Separator
                        or SentenceBreak.AmbiguousTerminator or SentenceBreak.Terminator => BreakAtWait | Fresh(next, false),
                    _ => Waiting,
                };
        }

        bool fullStop = state < Terminator;
        switch (next)
        {
            case SentenceBreak.Numeric when state is CasedFullStop or FullStop: // SB6
            case SentenceBreak.Upper when state == CasedFullStop: // SB7
            case SentenceBreak.Lower when fullStop: // SB8
            case SentenceBreak.Continue or SentenceBreak.AmbiguousTerminator or SentenceBreak.Terminator: // SB8a
            case SentenceBreak.CarriageReturn or SentenceBreak.LineFeed or SentenceBreak.Separator: // SB9, SB10
                return Fresh(next, false);
            case SentenceBreak.Close when state is CasedFullStop or FullStop or FullStopClose: // SB9
                return FullStopClose;
            case SentenceBreak.Close when state is Terminator or TerminatorClose:
                return TerminatorClose;
            case SentenceBreak.Space: // SB9, SB10
                return fullStop ? FullStopSpace : TerminatorSpace;
            case SentenceBreak.Upper or SentenceBreak.OtherLetter: // SB11
                return Break | Fresh(next, false);
            default:
                return fullStop ? Wait | Waiting : Break | Fresh(next, false); // SB8, SB11
        }
    }

    /// <summary>The state after a character that joins, or that nothing before it matters for but whether it was a letter with case.</summary>
    private static int Fresh(SentenceBreak next, bool cased) => next switch
    {
        SentenceBreak.CarriageReturn => CarriageReturn,
        SentenceBreak.LineFeed or SentenceBreak.Separator => Separator,
        SentenceBreak.Upper or SentenceBreak.Lower => Cased,
        SentenceBreak.AmbiguousTerminator => cased ? CasedFullStop : FullStop,
        SentenceBreak.Terminator => Terminator,
        _ => Plain,
    };
}
