using System.Numerics;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>
/// The pattern of <c>o200k_base</c>, and, by other rules, of its relatives. With U for <c>[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]</c>, l for <c>[\p{Ll}\p{Lm}\p{Lo}\p{M}]</c>, and s for the contractions
/// <c>(?i:'s|'t|'re|'ve|'m|'ll|'d)?</c>:
/// <c>[^\r\n\p{L}\p{N}]?U*l+s|[^\r\n\p{L}\p{N}]?U+l*s|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+</c>.
/// </summary>
/// <typeparam name="TRules">In what the relatives differ.</typeparam>
/// <remarks>Letters without case and marks are both U and l, and a mark is also a prefix; so the first alternative may have to give characters back.</remarks>
internal readonly unsafe struct O200kPreTokenizer<TRules> : IPreTokenizer
    where TRules : struct, IWordRules
{
    /// <inheritdoc/>
    public byte* Next(byte* start, byte* end)
    {
        TokenClass first = TokenCharacters.At(start, out int length);
        byte* next = start + length;
        if (TRules.HanApart && HanScript.IsAt(start))
        {
            return HanScript.Run(next, end);
        }

        if (Word(start, next, first, end) is var word && word != null)
        {
            return TRules.Contractions && *word == '\'' && word < end && PreTokenScan.Contraction(word + 1) is > 0 and int suffix ? word + 1 + suffix : word;
        }

        if (first == TokenClass.Number)
        {
            return PreTokenScan.Numbers(next, end, TRules.Max);
        }

        if (PreTokenScan.IsOther(first) || (*start == ' ' && next < end && PreTokenScan.IsOther(TokenCharacters.At(next, out _))))
        {
            byte* p = PreTokenScan.Others(next, end);
            while (p < end && (*p is (byte)'\n' or (byte)'\r' || (TRules.Slashes && *p == '/')))
            {
                p++;
            }

            return p;
        }

        return PreTokenScan.Spaces(start, end);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Ends(byte* start, byte* end)
    {
        AsciiWindow window = AsciiWindow.At(start);
        ulong decided = window.Decided(end - start, out ulong textEnd);
        ulong starts = window.Starts<TRules>() | (window.Upper & (window.Lower << 1));
        ulong apostrophes = !TRules.Contractions ? 0 : window.Apostrophes & (window.Letters << 1) & (window.Letters >> 1);
        if (apostrophes != 0)
        {
            starts = WithContractions(starts, apostrophes, start);
        }

        // Slashes behind newlines may belong to the punctuation before those: not decided here.
        ulong slashes = !TRules.Slashes ? 0 : window.Slashes & (window.Newlines << 1);
        if (slashes != 0)
        {
            ulong before = (slashes ^ (slashes - 1)) & ~slashes;
            textEnd &= before;
            decided &= before;
        }

        return (starts & decided & ~1UL) | textEnd;
    }

    /// <summary>The end of the first two alternatives without the contraction, or null: with a prefix and without it, the first alternative before the second.</summary>
    private static byte* Word(byte* start, byte* next, TokenClass first, byte* end)
    {
        if (first is TokenClass.Number or TokenClass.Newline)
        {
            return null;
        }

        // A letter is no prefix, and what is neither letter nor mark does not begin a word.
        bool prefixed = first is TokenClass.Symbol or TokenClass.Space or TokenClass.Mark or TokenClass.Other;
        byte* lowerEnd = Cased(prefixed ? next : start, end, out byte* upperEnd);
        if (lowerEnd == null && first == TokenClass.Mark)
        {
            // Without a prefix the first alternative matches at least the mark itself, so that the second one's turn never comes.
            lowerEnd = Cased(start, end, out _);
        }

        return lowerEnd != null ? lowerEnd : upperEnd;
    }

    /// <summary>The end of <c>U*l+</c>, or null; and, where that is null, the end of <c>U+l*</c>, or null.</summary>
    private static byte* Cased(byte* start, byte* end, out byte* upperEnd)
    {
        byte* p = start;
        byte* bothEnd = null;
        upperEnd = null;
        while (p < end)
        {
            TokenClass c = TokenCharacters.At(p, out int length);
            if (c is TokenClass.Letter or TokenClass.Mark)
            {
                if (TRules.HanApart && HanScript.IsAt(p))
                {
                    break;
                }

                p += length;
                bothEnd = p;
            }
            else if (c == TokenClass.Upper)
            {
                p += length;
            }
            else if (c == TokenClass.Lower)
            {
                return LowerEnd(p + length, end);
            }
            else
            {
                break;
            }
        }

        // No lower-case letter came: U* gives back what stands behind the last character that is also an l.
        upperEnd = p > start ? p : null;
        return bothEnd;
    }

    private static byte* LowerEnd(byte* p, byte* end)
    {
        while (p < end
            && TokenCharacters.At(p, out int length) is TokenClass.Lower or TokenClass.Letter or TokenClass.Mark
            && !(TRules.HanApart && HanScript.IsAt(p)))
        {
            p += length;
        }

        return p;
    }

    /// <summary>A contraction belongs to the word before it, unless that word's last letter is itself of a contraction.</summary>
    private static ulong WithContractions(ulong starts, ulong apostrophes, byte* start)
    {
        int last = -1;
        do
        {
            int at = BitOperations.TrailingZeroCount(apostrophes);
            apostrophes &= apostrophes - 1;
            int suffix = PreTokenScan.Contraction(start + at + 1);
            if (suffix == 0 || at == last)
            {
                continue;
            }

            last = at + 1 + suffix;
            ulong before = AsciiWindow.Below(at);
            starts = last < 64 ? (starts & (before | ~AsciiWindow.Below(last))) | (1UL << last) : starts & before;
        }
        while (apostrophes != 0);
        return starts;
    }
}
