using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>How many of the eight stop words of Gopher the text holds: the, be, to, of, and, that, have, with.</summary>
/// <remarks>
/// Case-sensitive, whole words between white space, each counted once, as datatrove 0.10 has it. The masks give the words of two, three and four bytes;
/// a length is no longer looked at when all its stop words have been seen.
/// </remarks>
[Feature(TextClasses.Space)]
public unsafe struct StopWords : IChunkVisitor
{
    private const uint OfTwo = 0b0000_0111;
    private const uint OfThree = 0b0001_1000;
    private const uint OfFour = 0b1110_0000;
    private const uint All = OfTwo | OfThree | OfFour;

    private uint _seen; // a bit for each stop word
    private ulong _inside; // 1 if the block before ends inside a word

    /// <summary>Distinct stop words.</summary>
    public readonly int Count => BitOperations.PopCount(_seen);

    /// <inheritdoc/>
    public void OnChunk(in TextChunk chunk)
    {
        ReadOnlySpan<ulong> spaces = chunk.Mask(TextClasses.Space);
        uint seen = _seen;
        ulong inside = _inside;
        for (int b = 0; b < spaces.Length && seen != All; b++)
        {
            byte* block = chunk.Start + (64 * b);
            ulong space = spaces[b];
            ulong next = b + 1 < spaces.Length ? spaces[b + 1] : SpacesAt(block + 64);
            ulong starts = ~space & ~((~space << 1) | inside);
            inside = ~space >> 63;
            ulong second = (space >> 2) | (next << 62);
            ulong third = (space >> 3) | (next << 61);
            ulong fourth = (space >> 4) | (next << 60);
            ulong longer = starts & ~((space >> 1) | (next << 63));
            if ((seen & OfTwo) != OfTwo)
            {
                for (ulong words = longer & second; words != 0; words &= words - 1)
                {
                    seen |= Two(block + BitOperations.TrailingZeroCount(words));
                }
            }

            longer &= ~second;
            if ((seen & OfThree) != OfThree)
            {
                for (ulong words = longer & third; words != 0; words &= words - 1)
                {
                    seen |= Three(block + BitOperations.TrailingZeroCount(words));
                }
            }

            longer &= ~third;
            if ((seen & OfFour) != OfFour)
            {
                for (ulong words = longer & fourth; words != 0; words &= words - 1)
                {
                    seen |= Four(block + BitOperations.TrailingZeroCount(words));
                }
            }
        }

        _seen = seen;
        _inside = inside;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Two(byte* word)
    {
        uint letters = Unsafe.ReadUnaligned<ushort>(word);
        return Bit(letters == ('b' | 'e' << 8), 0) | Bit(letters == ('t' | 'o' << 8), 1) | Bit(letters == ('o' | 'f' << 8), 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Three(byte* word)
    {
        uint letters = Unsafe.ReadUnaligned<uint>(word) & 0xFFFFFF;
        return Bit(letters == ('t' | 'h' << 8 | 'e' << 16), 3) | Bit(letters == ('a' | 'n' << 8 | 'd' << 16), 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Four(byte* word)
    {
        uint letters = Unsafe.ReadUnaligned<uint>(word);
        return Bit(letters == ('t' | 'h' << 8 | 'a' << 16 | 't' << 24), 5)
            | Bit(letters == ('h' | 'a' << 8 | 'v' << 16 | 'e' << 24), 6)
            | Bit(letters == ('w' | 'i' << 8 | 't' << 16 | 'h' << 24), 7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bit(bool condition, int place) => (condition ? 1u : 0) << place;

    /// <summary>Where white space begins in the four bytes behind the chunk, which is not classified yet. A stop word is never longer.</summary>
    private static ulong SpacesAt(byte* start)
    {
        ulong spaces = 0;
        for (int i = 0; i < 4; i++)
        {
            spaces |= (ulong)(CharacterTable.At(start + i, out _) & CharacterFlags.Space) << i;
        }

        return spaces;
    }
}
