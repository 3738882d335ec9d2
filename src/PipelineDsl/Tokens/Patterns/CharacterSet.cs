using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>A set of code points that is looked up straight from UTF-8: a bit for each, in blocks of 64, of which equal ones are kept once. Immutable.</summary>
/// <remarks>
/// A block is the code points that share all but the last byte of their UTF-8 form, so a character need not be assembled to be looked up. A byte that begins no character counts as
/// U+FFFD, one byte long.
/// </remarks>
internal sealed unsafe class CharacterSet
{
    private readonly ulong _low;
    private readonly ulong _high;
    private readonly ushort[] _blocks;
    private readonly ulong[] _bits;

    /// <summary>Creates a set.</summary>
    /// <param name="bits">A bit for each code point, <see cref="CharacterSetBuilder.Blocks"/> words.</param>
    public CharacterSet(ReadOnlySpan<ulong> bits)
    {
        Dictionary<ulong, ushort> known = [];
        List<ulong> distinct = [];
        _blocks = new ushort[bits.Length];
        for (int b = 0; b < bits.Length; b++)
        {
            if (b > 0 && bits[b] == bits[b - 1])
            {
                _blocks[b] = _blocks[b - 1];
                continue;
            }

            if (!known.TryGetValue(bits[b], out ushort index))
            {
                index = (ushort)distinct.Count;
                known.Add(bits[b], index);
                distinct.Add(bits[b]);
            }

            _blocks[b] = index;
        }

        _bits = [.. distinct];
        _low = bits[0];
        _high = bits[1];
        IsEmpty = distinct.Count == 1 && distinct[0] == 0;
    }

    /// <summary>Whether it has no member.</summary>
    public bool IsEmpty { get; }

    /// <summary>Whether a code point is a member.</summary>
    public bool Contains(int codePoint) => (BlockBits(codePoint >> 6) >> (codePoint & 63) & 1) != 0;

    /// <summary>The bits of 64 code points.</summary>
    public ulong BlockBits(int block) => _bits[_blocks[block]];

    /// <summary>Whether the character at <paramref name="p"/>, which is before <paramref name="end"/>, is a member; and its length in bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool At(byte* p, byte* end, out int length)
    {
        uint lead = *p;
        if (lead < 0x80)
        {
            length = 1;
            return ((lead < 64 ? _low : _high) >> (int)(lead & 63) & 1) != 0;
        }

        return AtMultibyte(p, end, lead, out length);
    }

    /// <summary>The length of the character at <paramref name="p"/>, which is before <paramref name="end"/>, as <see cref="At"/> has it.</summary>
    public static int LengthAt(byte* p, byte* end)
    {
        uint lead = *p;
        int length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
        return length <= end - p ? length : 1;
    }

    private bool AtMultibyte(byte* p, byte* end, uint lead, out int length)
    {
        length = LengthAt(p, end);
        uint block;
        switch (length)
        {
            case 2:
                block = lead & 0x1F;
                break;
            case 3:
                block = ((lead & 0xF) << 6) | (p[1] & 0x3Fu);
                break;
            case 4:
                block = ((lead & 7) << 12) | ((p[1] & 0x3Fu) << 6) | (p[2] & 0x3Fu);
                break;
            default:
                block = 0xFFFD >> 6;
                return InBlock(block, 0xFFFD & 63);
        }

        return block < (uint)_blocks.Length && InBlock(block, p[length - 1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool InBlock(uint block, uint last)
        => (Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bits), Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_blocks), block)) >> (int)(last & 63) & 1) != 0;
}
