using System;
using System.Runtime.CompilerServices;
using System.Text;

namespace PipelineDsl;

/// <summary>Between which characters text may be cut without any token being cut: exact for byte pair encoding, since no merge can cross such a border.</summary>
/// <remarks>
/// <para>
/// A border between two characters is free if no token holds the two side by side, and no token that is not whole characters has a border between their bytes there. Chinese text, which has no
/// spaces, falls into pieces of a few characters, which the cache knows where it would never meet the whole run again. English and other scripts with spaces are cut in words already.
/// </para>
/// <para>The pairs are bits at their hashes: that two share one only costs a cut. Pairs of two ASCII characters are never looked at.</para>
/// </remarks>
internal sealed unsafe class CharacterBorders
{
    private const int PairBits = 21;

    private readonly NativeArray<ulong> _joined = new(1 << (PairBits - 6));
    private readonly NativeArray<ulong> _crossed = new((1 << 16) / 64);

    /// <summary>Finds the pairs of a vocabulary.</summary>
    public CharacterBorders(BytePairModel model)
    {
        for (int rank = 0; rank < model.Count; rank++)
        {
            ReadOnlySpan<byte> token = model.Token(rank);
            if (Ascii.IsValid(token))
            {
                continue;
            }

            if (System.Text.Unicode.Utf8.IsValid(token))
            {
                AddPairs(token);
            }
            else
            {
                AddCrossings(token);
            }
        }
    }

    /// <summary>Whether some token that is no whole number of characters has a character border between these two bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsCrossed(uint left, uint right)
    {
        uint pair = (left << 8) | right;
        return (_crossed.Start[pair >> 6] >> (int)(pair & 63) & 1) != 0;
    }

    /// <summary>The first free border behind <paramref name="p"/>, at most <paramref name="end"/>.</summary>
    /// <param name="p">The start of a character.</param>
    /// <param name="end">The end of the pre-token.</param>
    public byte* Next(byte* p, byte* end)
    {
        uint left = CodePoint(p, out int length);
        p += length;
        while (p < end)
        {
            uint right = CodePoint(p, out length);
            if ((left | right) >= 0x80 && !IsCrossed(p[-1], p[0]) && !AreJoined(left, right))
            {
                break;
            }

            left = right;
            p += length;
        }

        return p < end ? p : end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool AreJoined(uint left, uint right)
    {
        uint bit = Hash(left, right);
        return (_joined.Start[bit >> 6] >> (int)(bit & 63) & 1) != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(uint left, uint right) => (uint)((((ulong)left << 32) | right) * 0x9E3779B97F4A7C15UL >> (64 - PairBits));

    /// <summary>A number for the character at <paramref name="p"/>, its code point where the text is UTF-8; reads up to three bytes behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint CodePoint(byte* p, out int length)
    {
        uint lead = *p;
        if (lead >= 0xE0)
        {
            uint three = ((lead & 0xF) << 12) | ((p[1] & 0x3Fu) << 6) | (p[2] & 0x3Fu);
            length = lead < 0xF0 ? 3 : 4;
            return lead < 0xF0 ? three : 0x10000 | (three << 6) | (p[3] & 0x3Fu);
        }

        length = lead < 0xC0 ? 1 : 2;
        return lead < 0xC0 ? lead : ((lead & 0x1F) << 6) | (p[1] & 0x3Fu);
    }

    private void AddPairs(ReadOnlySpan<byte> token)
    {
        // The token is copied so that reading behind its last character reads nothing of others.
        byte* bytes = stackalloc byte[4];
        uint left = 0;
        for (int i = 0; i < token.Length;)
        {
            token[i..Math.Min(i + 4, token.Length)].CopyTo(new Span<byte>(bytes, 4));
            uint right = CodePoint(bytes, out int length);
            if (i > 0)
            {
                uint bit = Hash(left, right);
                _joined.Start[bit >> 6] |= 1UL << (int)(bit & 63);
            }

            left = right;
            i += length;
        }
    }

    private void AddCrossings(ReadOnlySpan<byte> token)
    {
        for (int i = 1; i < token.Length; i++)
        {
            if ((token[i] & 0xC0) != 0x80)
            {
                int pair = (token[i - 1] << 8) | token[i];
                _crossed.Start[pair >> 6] |= 1UL << (pair & 63);
            }
        }
    }
}
