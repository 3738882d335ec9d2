using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>What the patterns of the pre-tokenizers ask of a character.</summary>
internal enum TokenClass : byte
{
    /// <summary>Everything that no other class holds: controls, format characters, unassigned.</summary>
    Other,

    /// <summary>Upper-case and title-case letters: Lu, Lt.</summary>
    Upper,

    /// <summary>Lower-case letters: Ll.</summary>
    Lower,

    /// <summary>Letters without case: Lm, Lo.</summary>
    Letter,

    /// <summary>Marks: Mn, Mc, Me.</summary>
    Mark,

    /// <summary>Numbers: Nd, Nl, No.</summary>
    Number,

    /// <summary>Punctuation and symbols: P, S.</summary>
    Symbol,

    /// <summary>White_Space but for CR and LF.</summary>
    Space,

    /// <summary>CR and LF.</summary>
    Newline,
}

/// <summary>The class of a character, read from UTF-8: a look-up in pinned tables, so that ids do not move with the Unicode version of the runtime.</summary>
/// <remarks>
/// A block is the 64 code points that share all but the last byte of their UTF-8 form, so two and three bytes need no assembling of the code point.
/// Invalid UTF-8 gets some class and a length of at least 1; up to three bytes behind the character may be read.
/// </remarks>
internal static unsafe partial class TokenCharacters
{
    /// <summary>The class of the character at <paramref name="p"/>, and its length in bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TokenClass At(byte* p, out int length)
    {
        uint lead = *p;
        if (lead < 0x80)
        {
            length = 1;
            return Class(0, lead);
        }

        return AtMultibyte(p, lead, out length);
    }

    /// <summary>The class of an ASCII character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TokenClass OfAscii(uint character) => Class(0, character & 0x7F);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TokenClass AtMultibyte(byte* p, uint lead, out int length)
    {
        if (lead >= 0xE0 && lead < 0xF0)
        {
            length = 3;
            return InBlock(((lead & 0xF) << 6) | (p[1] & 0x3Fu), p[2]);
        }

        if (lead < 0xE0)
        {
            length = lead < 0xC0 ? 1 : 2;
            return lead < 0xC0 ? TokenClass.Other : InBlock(lead & 0x1F, p[1]);
        }

        uint page = ((lead & 15) << 6) | (p[1] & 0x3Fu);
        if (page >= (uint)Pages.Length || lead >= 0xF8)
        {
            length = 1;
            return TokenClass.Other;
        }

        length = 4;
        uint place = Unsafe.Add(ref MemoryMarshal.GetReference(Pages), page);
        return InBlock((place << 6) | (p[2] & 0x3Fu), p[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TokenClass InBlock(uint block, uint last)
        => Class((uint)Unsafe.Add(ref MemoryMarshal.GetReference(Blocks), block) << 6, last & 0x3F);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TokenClass Class(uint block, uint place)
        => (TokenClass)(Unsafe.Add(ref MemoryMarshal.GetReference(Classes), block + place) & 15);
}
