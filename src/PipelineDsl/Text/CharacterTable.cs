using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>The flags of a character, read from UTF-8: a look-up in pinned tables, so that results do not move with the Unicode version of the runtime.</summary>
/// <remarks>
/// A block is the 64 code points that share all but the last byte of their UTF-8 form, so two and three bytes need no assembling of the code point.
/// Invalid UTF-8 gets some flags and a length of at least 1; up to three bytes behind the character may be read.
/// </remarks>
internal static unsafe partial class CharacterTable
{
    /// <summary>The flags of the character at <paramref name="p"/>, and its length in bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CharacterFlags At(byte* p, out int length)
    {
        uint lead = *p;
        if (lead < 0x80)
        {
            length = 1;
            return Flags(Unsafe.Add(ref MemoryMarshal.GetReference(Classes), lead));
        }

        return AtMultibyte(p, lead, out length);
    }

    /// <summary>The same where the character is known not to be ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CharacterFlags AtMultibyte(byte* p, uint lead, out int length)
    {
        if (lead >= 0xE0 && lead < 0xF0)
        {
            length = 3;
            return InBlock(((lead & 0xF) << 6) | (p[1] & 0x3Fu), p[2]);
        }

        if (lead < 0xE0)
        {
            length = lead < 0xC0 ? 1 : 2;
            return lead < 0xC0 ? CharacterFlags.None : InBlock(lead & 0x1F, p[1]);
        }

        uint page = ((lead & 7) << 6) | (p[1] & 0x3Fu);
        if (page >= (uint)Pages.Length || lead >= 0xF8)
        {
            length = 1;
            return CharacterFlags.None;
        }

        length = 4;
        uint place = Unsafe.Add(ref MemoryMarshal.GetReference(Pages), page);
        return InBlock((place << 6) | (p[2] & 0x3Fu), p[3]);
    }

    /// <summary>The flags of the character that ends before <paramref name="end"/>, and its length; nothing before <paramref name="start"/> is read.</summary>
    public static CharacterFlags Before(byte* start, byte* end, out int length)
    {
        byte* p = end - 1;
        while (p > start && (*p & 0xC0) == 0x80 && end - p < 4)
        {
            p--;
        }

        CharacterFlags flags = At(p, out int forward);
        length = (int)(end - p);
        return forward == length ? flags : CharacterFlags.None;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static CharacterFlags InBlock(uint block, uint last)
        => Flags(Unsafe.Add(ref MemoryMarshal.GetReference(Classes), ((uint)Unsafe.Add(ref MemoryMarshal.GetReference(Blocks), block) << 6) | (last & 0x3F)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static CharacterFlags Flags(uint combination) => (CharacterFlags)Unsafe.Add(ref MemoryMarshal.GetReference(Palette), combination & 0xF);
}
