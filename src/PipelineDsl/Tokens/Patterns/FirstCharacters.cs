using System;

namespace PipelineDsl;

/// <summary>Which characters a match may begin with: a bit for each code point, and whether the end of the text will do. Immutable.</summary>
internal sealed class FirstCharacters
{
    private readonly ulong[] _bits;

    private FirstCharacters(ulong[] bits, bool atEnd)
    {
        _bits = bits;
        AtEnd = atEnd;
    }

    /// <summary>Everything.</summary>
    public static FirstCharacters Any { get; } = new(FullBits(), atEnd: true);

    /// <summary>Nothing.</summary>
    public static FirstCharacters None { get; } = new(new ulong[CharacterSetBuilder.Blocks], atEnd: false);

    /// <summary>Whether a match may begin at the end of the text.</summary>
    public bool AtEnd { get; }

    /// <summary>The members of a set.</summary>
    public static FirstCharacters Of(CharacterSet set)
    {
        ulong[] bits = new ulong[CharacterSetBuilder.Blocks];
        for (int b = 0; b < bits.Length; b++)
        {
            bits[b] = set.BlockBits(b);
        }

        return new FirstCharacters(bits, atEnd: false);
    }

    /// <summary>One character.</summary>
    public static FirstCharacters Of(int codePoint)
    {
        ulong[] bits = new ulong[CharacterSetBuilder.Blocks];
        bits[codePoint >> 6] = 1UL << (codePoint & 63);
        return new FirstCharacters(bits, atEnd: false);
    }

    /// <summary>What either has.</summary>
    public FirstCharacters Or(FirstCharacters other)
    {
        if (this == Any || other == None)
        {
            return this;
        }

        if (other == Any || this == None)
        {
            return other;
        }

        ulong[] bits = new ulong[_bits.Length];
        for (int b = 0; b < bits.Length; b++)
        {
            bits[b] = _bits[b] | other._bits[b];
        }

        return new FirstCharacters(bits, AtEnd || other.AtEnd);
    }

    /// <summary>Whether none of the members of a set is among them.</summary>
    public bool IsDisjoint(CharacterSet set)
    {
        for (int b = 0; b < _bits.Length; b++)
        {
            if ((_bits[b] & set.BlockBits(b)) != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>By byte, and at 256 for the end of the text: whether a character that begins with it is among them.</summary>
    public bool[] ByByte()
    {
        bool[] first = new bool[257];
        first[256] = AtEnd;
        for (int c = 0; c < 128; c++)
        {
            first[c] = (_bits[c >> 6] >> (c & 63) & 1) != 0;
        }

        for (int b = 2; b < _bits.Length; b++)
        {
            if (_bits[b] != 0)
            {
                first[b < 0x20 ? 0xC0 | b : b < 0x400 ? 0xE0 | (b >> 6) : 0xF0 | (b >> 12)] = true;
            }
        }

        // A byte that begins no character counts as U+FFFD.
        if ((_bits[0xFFFD >> 6] >> (0xFFFD & 63) & 1) != 0)
        {
            Array.Fill(first, true, 0x80, 0x80);
        }

        return first;
    }

    private static ulong[] FullBits()
    {
        ulong[] bits = new ulong[CharacterSetBuilder.Blocks];
        Array.Fill(bits, ulong.MaxValue);
        return bits;
    }
}
