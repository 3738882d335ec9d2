using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Looks characters up in tables of two stages, by code point or straight from UTF-8.</summary>
/// <typeparam name="TPages">The tables.</typeparam>
/// <remarks>
/// A block is the 64 code points that share all but the last byte of their UTF-8 form, so two and three bytes need no assembling of the code point.
/// Invalid UTF-8 gets some class and a length of at least 1; up to three bytes behind the character may be read.
/// </remarks>
internal static unsafe class CharacterPages<TPages>
    where TPages : struct, ICharacterPages
{
    /// <summary>The class of a code point; what is none (negative or above U+10FFFF) has that of U+10FFFF.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Of(int codePoint)
    {
        uint c = uint.Min((uint)codePoint, 0x10FFFF);
        uint block = c >> 6;
        if (c >= 0x10000)
        {
            block = ((uint)Unsafe.Add(ref MemoryMarshal.GetReference(TPages.Pages), block >> 6) << 6) | (block & 0x3F);
        }

        return InBlock(block, c);
    }

    /// <summary>The class of an ASCII character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte OfAscii(uint character) => InBlock(character >> 6, character);

    /// <summary>The class of the character at <paramref name="p"/>, and its length in bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte At(byte* p, out int length)
    {
        uint lead = *p;
        if (lead < 0x80)
        {
            length = 1;
            return OfAscii(lead);
        }

        return AtMultibyte(p, lead, out length);
    }

    /// <summary>The same where the character is known not to be ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte AtMultibyte(byte* p, uint lead, out int length)
    {
        if (lead >= 0xE0 && lead < 0xF0)
        {
            length = 3;
            return InBlock(((lead & 0xF) << 6) | (p[1] & 0x3Fu), p[2]);
        }

        if (lead < 0xE0)
        {
            length = lead < 0xC0 ? 1 : 2;
            return lead < 0xC0 ? Of(0x10FFFF) : InBlock(lead & 0x1F, p[1]);
        }

        uint page = ((lead & 7) << 6) | (p[1] & 0x3Fu);
        if (page >= (uint)TPages.Pages.Length || lead >= 0xF8)
        {
            length = 1;
            return Of(0x10FFFF);
        }

        length = 4;
        uint place = Unsafe.Add(ref MemoryMarshal.GetReference(TPages.Pages), page);
        return InBlock((place << 6) | (p[2] & 0x3Fu), p[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte InBlock(uint block, uint last)
        => Unsafe.Add(ref MemoryMarshal.GetReference(TPages.Classes), ((uint)Unsafe.Add(ref MemoryMarshal.GetReference(TPages.Blocks), block) << 6) | (last & 0x3F));
}
