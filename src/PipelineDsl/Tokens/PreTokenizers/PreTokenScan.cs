using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>The parts that the patterns of the GPT family share, one character at a time.</summary>
internal static unsafe class PreTokenScan
{
    /// <summary>Whether <c>\p{L}</c> matches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsLetter(TokenClass c) => c is TokenClass.Upper or TokenClass.Lower or TokenClass.Letter;

    /// <summary>Whether <c>[^\s\p{L}\p{N}]</c> matches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOther(TokenClass c) => c is TokenClass.Symbol or TokenClass.Mark or TokenClass.Other;

    /// <summary>Whether <c>\s</c> matches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSpace(TokenClass c) => c >= TokenClass.Space;

    /// <summary>How many bytes after an apostrophe <c>(?i:s|t|re|ve|m|ll|d)</c> matches, or 0. Ignoring case, <c>s</c> is also U+017F, the long s.</summary>
    /// <remarks>May look at the padding, which never matches.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Contraction(byte* p)
    {
        int first = p[0] | 0x20;
        if (first is 's' or 't' or 'm' or 'd')
        {
            return 1;
        }

        int second = p[1] | 0x20;
        return (first is 'r' or 'v' && second == 'e') || (first == 'l' && second == 'l') || (p[0] == 0xC5 && p[1] == 0xBF) ? 2 : 0;
    }

    /// <summary>The end of <c>\p{N}{1,max}</c>, whose first number ends at <paramref name="p"/>.</summary>
    public static byte* Numbers(byte* p, byte* end, int max)
    {
        for (int count = 1; count < max && p < end && TokenCharacters.At(p, out int length) == TokenClass.Number; count++)
        {
            p += length;
        }

        return p;
    }

    /// <summary>The end of <c>[^\s\p{L}\p{N}]*</c>.</summary>
    public static byte* Others(byte* p, byte* end)
    {
        while (p < end && IsOther(TokenCharacters.At(p, out int length)))
        {
            p += length;
        }

        return p;
    }

    /// <summary>The end of <c>\s*[\r\n]+|\s+(?!\S)|\s+</c> at a space.</summary>
    public static byte* Spaces(byte* start, byte* end)
    {
        byte* p = start;
        byte* lastStart = start;
        byte* newlineEnd = null;
        while (p < end)
        {
            TokenClass c = TokenCharacters.At(p, out int length);
            if (!IsSpace(c))
            {
                // The last space is left for what follows, unless it is the only one.
                return newlineEnd != null ? newlineEnd : lastStart > start ? lastStart : p;
            }

            lastStart = p;
            p += length;
            if (c == TokenClass.Newline)
            {
                newlineEnd = p;
            }
        }

        return newlineEnd != null ? newlineEnd : p;
    }
}
