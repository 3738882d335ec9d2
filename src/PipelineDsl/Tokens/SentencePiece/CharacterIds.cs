using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace PipelineDsl;

/// <summary>The ids of characters that stand in no piece but their own, whatever is around them: most ideographs of LLaMA 2, each of them three bytes. Immutable; shared by all encoders.</summary>
/// <remarks>A table by code point answers for them without a key, a hash and a search.</remarks>
internal sealed unsafe class CharacterIds
{
    /// <summary>The code points in the table: those of up to three bytes.</summary>
    public const int Count = 1 << 16;

    // By code point: four ids, the number of them in the upper eight bits of the first.
    private readonly NativeArray<Vector128<uint>> _entries = new(Count);

    // A bit for each code point: whether it has an entry. Small enough to stay in the first-level cache.
    private readonly NativeArray<ulong> _known = new(Count / 64);

    /// <summary>Finds the characters.</summary>
    /// <param name="borders">Where text is cut.</param>
    /// <param name="merger">Gives the ids of a character.</param>
    public CharacterIds(PieceBorders borders, PreTokenMerger merger)
    {
        byte* bytes = stackalloc byte[4];
        int* ids = stackalloc int[16];
        for (int character = 0x80; character < Count; character++)
        {
            if (!borders.IsAlone(character) || !Rune.TryCreate(character, out Rune rune))
            {
                continue;
            }

            int length = rune.EncodeToUtf8(new Span<byte>(bytes, 4));
            int count = merger.Merge(bytes, length, ids);
            if (count is > 0 and <= PreTokenCache.InlineIds)
            {
                new Span<int>(ids + count, 4).Clear();
                ids[0] |= count << 24;
                _entries.Start[character] = Vector128.Load((uint*)ids);
                _known.Start[character / 64] |= 1UL << (character % 64);
            }
        }
    }

    /// <summary>How far the characters of a text are in the table.</summary>
    /// <param name="p">The text; three bytes are read at every place.</param>
    /// <param name="end">Where to stop at the latest.</param>
    /// <returns>The first character that is not in the table, or where to stop.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* EndOfKnown(byte* p, byte* end)
    {
        ulong* known = _known.Start;
        while (p < end)
        {
            uint character = Read(p, out int length);
            if ((known[character / 64] >> (int)(character % 64) & 1) == 0)
            {
                break;
            }

            p += length;
        }

        return p;
    }

    /// <summary>Writes the ids of characters that are in the table.</summary>
    /// <param name="p">The first of them.</param>
    /// <param name="end">Behind the last one.</param>
    /// <param name="output">Room for the ids, and three more.</param>
    /// <returns>Behind the last id.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int* Write(byte* p, byte* end, int* output)
    {
        Vector128<uint>* entries = _entries.Start;
        while (p < end)
        {
            uint character = Read(p, out int length);
            Vector128<uint> ids = entries[character];
            (ids & Vector128.Create(0xFFFFFFu, uint.MaxValue, uint.MaxValue, uint.MaxValue)).Store((uint*)output);
            output += ids.ToScalar() >> 24;
            p += length;
        }

        return output;
    }

    /// <summary>The character that begins at a place, if it has two or three bytes; 0, which is in no table, for others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Read(byte* p, out int length)
    {
        uint lead = *p;
        if (lead is >= 0xE0 and < 0xF0)
        {
            length = 3;
            return ((lead & 0xF) << 12) | ((p[1] & 0x3Fu) << 6) | (p[2] & 0x3Fu);
        }

        length = 2;
        return lead is >= 0xC0 and < 0xE0 ? ((lead & 0x1F) << 6) | (p[1] & 0x3Fu) : 0;
    }
}
