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

    private readonly NativeArray<Vector128<uint>> _entries = new(Count);

    /// <summary>The entries by code point: four ids, the number of them in the upper eight bits of the first; 0 for a character that is not in the table.</summary>
    public Vector128<uint>* Entries => _entries.Start;

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
            }
        }
    }

    /// <summary>The entry of the character that begins at a place, if it has two or three bytes.</summary>
    /// <param name="p">The place; three bytes are read.</param>
    /// <param name="length">The character's length.</param>
    /// <returns>Its code point; 0, which is in no table, for others.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(byte* p, out int length)
    {
        int lead = *p;
        if (lead is >= 0xE0 and < 0xF0)
        {
            length = 3;
            return ((lead & 0xF) << 12) | ((p[1] & 0x3F) << 6) | (p[2] & 0x3F);
        }

        length = 2;
        return lead is >= 0xC0 and < 0xE0 ? ((lead & 0x1F) << 6) | (p[1] & 0x3F) : 0;
    }
}
