using System.Numerics;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>
/// The pattern of GPT-2 and GPT-3, which Hugging Face's <c>ByteLevel</c> has too: <c>'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>.
/// </summary>
internal readonly unsafe struct Gpt2PreTokenizer : IPreTokenizer
{
    /// <inheritdoc/>
    public byte* Next(byte* start, byte* end)
    {
        if (*start == '\'' && Contraction(start + 1) is > 0 and int suffix)
        {
            return start + 1 + suffix;
        }

        TokenClass first = TokenCharacters.At(start, out int length);
        byte* next = start + length;
        if (PreTokenScan.IsSpace(first))
        {
            if (*start != ' ' || next >= end || TokenCharacters.At(next, out length) is var second && PreTokenScan.IsSpace(second))
            {
                return SpacesOnly(start, end);
            }

            first = second;
            next += length;
        }

        return Run(first, next, end);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Ends(byte* start, byte* end)
    {
        AsciiWindow window = AsciiWindow.At(start);
        ulong decided = window.Decided(end - start, out ulong textEnd);
        ulong letters = window.Letters;
        ulong digits = window.Digits;
        ulong others = window.Others;
        ulong white = window.White;

        // Every run starts anew; one space goes with what follows it, and of more white space the last is left over for that.
        ulong runs = (letters & ~(letters << 1)) | (digits & ~(digits << 1)) | (others & ~(others << 1));
        ulong starts = (runs & ~(window.Spaces << 1)) | (white & ~(white << 1)) | (white & (white << 1) & ~(white >> 1));
        ulong apostrophes = window.Apostrophes & starts & (window.Lower >> 1);
        if (apostrophes != 0)
        {
            starts = WithContractions(starts, apostrophes, start);
        }

        return (starts & decided & ~1UL) | textEnd;
    }

    /// <summary>The end of the run of letters, of numbers or of what is neither, whose first character ends at <paramref name="p"/>.</summary>
    private static byte* Run(TokenClass first, byte* p, byte* end)
    {
        bool letters = PreTokenScan.IsLetter(first);
        bool numbers = first == TokenClass.Number;
        while (p < end)
        {
            TokenClass c = TokenCharacters.At(p, out int length);
            if (letters ? !PreTokenScan.IsLetter(c) : numbers ? c != TokenClass.Number : !PreTokenScan.IsOther(c))
            {
                break;
            }

            p += length;
        }

        return p;
    }

    /// <summary>The end of <c>\s+(?!\S)|\s+</c>.</summary>
    private static byte* SpacesOnly(byte* start, byte* end)
    {
        byte* p = start;
        byte* lastStart = start;
        while (p < end)
        {
            if (!PreTokenScan.IsSpace(TokenCharacters.At(p, out int length)))
            {
                return lastStart > start ? lastStart : p;
            }

            lastStart = p;
            p += length;
        }

        return p;
    }

    /// <summary>How many bytes after an apostrophe <c>[sdmt]|ll|ve|re</c> matches, or 0. May look at the padding, which never matches.</summary>
    private static int Contraction(byte* p)
        => p[0] is (byte)'s' or (byte)'d' or (byte)'m' or (byte)'t' ? 1
            : (p[0] is (byte)'r' or (byte)'v' && p[1] == 'e') || (p[0] == 'l' && p[1] == 'l') ? 2 : 0;

    /// <summary>What follows a contraction starts anew: more letters, even more punctuation, for an apostrophe that is no start of its own run is none.</summary>
    private static ulong WithContractions(ulong starts, ulong apostrophes, byte* start)
    {
        do
        {
            int at = BitOperations.TrailingZeroCount(apostrophes);
            apostrophes &= apostrophes - 1;
            int suffix = Contraction(start + at + 1);
            if (suffix > 0)
            {
                // The letters are the apostrophe's; they start nothing.
                ulong inside = at + 1 < 64 ? ((1UL << suffix) - 1) << (at + 1) : 0;
                starts &= ~inside;
                starts |= at + 1 + suffix < 64 ? 1UL << (at + 1 + suffix) : 0;
            }
        }
        while (apostrophes != 0);
        return starts;
    }
}
