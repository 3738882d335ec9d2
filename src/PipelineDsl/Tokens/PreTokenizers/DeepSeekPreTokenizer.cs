using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>
/// The three splits of DeepSeek-V3 and R1, one after the other: <c>\p{N}{1,3}</c>; <c>[一-龥぀-ゟ゠-ヿ]+</c>; and, with L for <c>[\p{L}\p{M}]</c>, S for <c>[\p{P}\p{S}]</c>, p for one character of ASCII punctuation:
/// <c>p[A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?L+| ?S+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+</c>.
/// </summary>
/// <remarks>
/// The third split sees the pieces that the first two leave, so numbers and CJK characters end its text: <c>(?!\S)</c> is true before them. A piece of CJK characters it cuts too, at the marks among
/// these, such as <c>・</c>. What no alternative matches, such as control characters before punctuation, is a piece of its own.
/// </remarks>
internal readonly unsafe struct DeepSeekPreTokenizer : IPreTokenizer
{
    /// <summary>What a character is to the three splits.</summary>
    private enum Part
    {
        /// <summary>The end of the text, a number, or a CJK character among others or the reverse: the end of what the third split sees.</summary>
        Stop,
        Letter,
        Symbol,
        Space,
        Newline,
        Other,
    }

    /// <inheritdoc/>
    public byte* Next(byte* start, byte* end)
    {
        TokenClass first = TokenCharacters.At(start, out int length);
        byte* next = start + length;
        if (first == TokenClass.Number)
        {
            return PreTokenScan.Numbers(next, end, 3);
        }

        bool cjk = IsCjk(start);
        Part part = PartOf(first);
        Part second = At(next, end, cjk, out int nextLength);
        switch (part)
        {
            case Part.Letter:
                return Run(Part.Letter, next, end, cjk);
            case Part.Symbol when cjk:
                return Run(Part.Symbol, next, end, cjk);
            case Part.Symbol when *start < 0x80 && next < end && IsAsciiLetter(*next):
                do
                {
                    next++;
                }
                while (next < end && IsAsciiLetter(*next));
                return next;
            case Part.Symbol:
                return Newlines(Run(Part.Symbol, next, end, cjk), end);
            case Part.Space or Part.Other when second == Part.Letter:
                return Run(Part.Letter, next + nextLength, end, cjk);
            case Part.Space when *start == ' ' && second == Part.Symbol:
                return Newlines(Run(Part.Symbol, next + nextLength, end, cjk), end);
            case Part.Other:
                return Gap(next, end, cjk);
            default:
                return Spaces(start, end);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Ends(byte* start, byte* end)
    {
        AsciiWindow window = AsciiWindow.At(start);
        window.HideControls(start);
        ulong decided = window.Decided(end - start, out ulong textEnd);

        // The rules are those of cl100k, but for white space before a digit, none of which is left over for it.
        ulong starts = window.Starts<NumberTriples>();
        ulong white = window.White;
        ulong kept = white & ~window.Newlines & (white << 1) & ~(window.Newlines << 1) & (window.Digits >> 1);
        return (starts & ~kept & decided & ~1UL) | textEnd;
    }

    private static Part At(byte* p, byte* end, bool cjk, out int length)
    {
        length = 0;
        return p >= end || IsCjk(p) != cjk ? Part.Stop : PartOf(TokenCharacters.At(p, out length));
    }

    private static Part PartOf(TokenClass c) => c switch
    {
        TokenClass.Upper or TokenClass.Lower or TokenClass.Letter or TokenClass.Mark => Part.Letter,
        TokenClass.Symbol => Part.Symbol,
        TokenClass.Space => Part.Space,
        TokenClass.Newline => Part.Newline,
        TokenClass.Number => Part.Stop,
        _ => Part.Other,
    };

    /// <summary>Whether the character is one of U+3040 to U+30FF or U+4E00 to U+9FA5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsCjk(byte* p)
    {
        uint lead = *p;
        if (lead is < 0xE3 or > 0xE9)
        {
            return false;
        }

        uint codePoint = ((lead & 0xF) << 12) | ((p[1] & 0x3Fu) << 6) | (p[2] & 0x3Fu);
        return codePoint - 0x4E00 <= 0x9FA5 - 0x4E00 || codePoint - 0x3040 <= 0x30FF - 0x3040;
    }

    private static bool IsAsciiLetter(byte b) => (uint)((b | 0x20) - 'a') <= 'z' - 'a';

    private static byte* Run(Part part, byte* p, byte* end, bool cjk)
    {
        while (At(p, end, cjk, out int length) == part)
        {
            p += length;
        }

        return p;
    }

    private static byte* Newlines(byte* p, byte* end)
    {
        while (p < end && *p is (byte)'\n' or (byte)'\r')
        {
            p++;
        }

        return p;
    }

    /// <summary>The end of characters that nothing matches: the next place where something does.</summary>
    private static byte* Gap(byte* p, byte* end, bool cjk)
    {
        while (At(p, end, cjk, out int length) == Part.Other && At(p + length, end, cjk, out _) != Part.Letter)
        {
            p += length;
        }

        return p;
    }

    /// <summary>The end of <c>\s*[\r\n]+|\s+(?!\S)|\s+</c>.</summary>
    private static byte* Spaces(byte* start, byte* end)
    {
        byte* p = start;
        byte* lastStart = start;
        byte* newlineEnd = null;
        Part part;
        while ((part = At(p, end, cjk: false, out int length)) is Part.Space or Part.Newline)
        {
            lastStart = p;
            p += length;
            if (part == Part.Newline)
            {
                newlineEnd = p;
            }
        }

        // The last space is left for what follows, unless it is the only one or nothing follows.
        return newlineEnd != null ? newlineEnd : part == Part.Stop || lastStart == start ? p : lastStart;
    }
}
