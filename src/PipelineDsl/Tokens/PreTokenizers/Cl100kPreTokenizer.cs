using System.Numerics;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>
/// The pattern of <c>cl100k_base</c> and LLaMA 3; with <see cref="SingleNumbers"/> that of Qwen:
/// <c>(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+</c>.
/// </summary>
/// <typeparam name="TNumbers">How many numbers are one pre-token.</typeparam>
/// <remarks>A contraction wins before letters do: <c>'string</c> is cut into <c>'s</c> and <c>tring</c>.</remarks>
internal readonly unsafe struct Cl100kPreTokenizer<TNumbers> : IPreTokenizer
    where TNumbers : struct, INumberLength
{
    /// <inheritdoc/>
    public byte* Next(byte* start, byte* end)
    {
        TokenClass first = TokenCharacters.At(start, out int length);
        byte* next = start + length;
        if (*start == '\'' && PreTokenScan.Contraction(next) is > 0 and int suffix)
        {
            return next + suffix;
        }

        if (PreTokenScan.IsLetter(first))
        {
            return Letters(next, end);
        }

        if (first == TokenClass.Number)
        {
            return PreTokenScan.Numbers(next, end, TNumbers.Max);
        }

        TokenClass second = next < end ? TokenCharacters.At(next, out length) : TokenClass.Space;
        if (PreTokenScan.IsLetter(second) && first != TokenClass.Newline)
        {
            return Letters(next + length, end);
        }

        if (PreTokenScan.IsOther(first) || (*start == ' ' && PreTokenScan.IsOther(second)))
        {
            byte* p = PreTokenScan.Others(next, end);
            while (p < end && *p is (byte)'\n' or (byte)'\r')
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
        ulong starts = window.Starts<TNumbers>();
        ulong apostrophes = window.Apostrophes & starts & (window.Letters >> 1);
        if (apostrophes != 0)
        {
            starts |= ContractionEnds(apostrophes, start);
        }

        return (starts & decided & ~1UL) | textEnd;
    }

    private static byte* Letters(byte* p, byte* end)
    {
        while (p < end && PreTokenScan.IsLetter(TokenCharacters.At(p, out int length)))
        {
            p += length;
        }

        return p;
    }

    private static ulong ContractionEnds(ulong apostrophes, byte* start)
    {
        ulong ends = 0;
        do
        {
            int at = BitOperations.TrailingZeroCount(apostrophes);
            apostrophes &= apostrophes - 1;
            int suffix = PreTokenScan.Contraction(start + at + 1);
            if (suffix > 0 && at + 1 + suffix < 64)
            {
                ends |= 1UL << (at + 1 + suffix);
            }
        }
        while (apostrophes != 0);
        return ends;
    }
}
