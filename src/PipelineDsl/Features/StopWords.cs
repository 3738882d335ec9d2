using System.Numerics;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>How many of the eight stop words of Gopher the text holds: the, be, to, of, and, that, have, with.</summary>
/// <remarks>Case-sensitive, whole words between white space, each counted once, as datatrove 0.10 has it.</remarks>
[Feature(TextClasses.Space)]
public unsafe struct StopWords : IChunkVisitor
{
    private const uint All = 0xFF;

    private uint _seen; // a bit for each stop word
    private ulong _inside; // 1 if the block before ends inside a word

    /// <summary>Distinct stop words.</summary>
    public readonly int Count => BitOperations.PopCount(_seen);

    /// <inheritdoc/>
    public void OnChunk(in TextChunk chunk)
    {
        ulong* spaces = chunk.Row(TextClasses.Space);
        uint seen = _seen;
        for (int b = 0; b < chunk.Blocks && seen != All; b++)
        {
            ulong word = ~spaces[b];
            ulong starts = word & ~((word << 1) | _inside);
            _inside = word >> 63;

            // Words of two to four bytes. What follows the block is not classified yet: there any length is possible.
            ulong ends = spaces[b];
            ulong candidates = starts & ~(ends >> 1) & ((ends >> 2) | (ends >> 3) | (ends >> 4) | (0xFUL << 60));
            for (; candidates != 0; candidates &= candidates - 1)
            {
                seen |= Match(chunk.Start + (64 * b) + BitOperations.TrailingZeroCount(candidates));
            }
        }

        _seen = seen;
    }

    /// <summary>The bit of the stop word at <paramref name="p"/>, or 0. Behind every word stands white space or padding, so that eight bytes can be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Match(byte* p)
    {
        uint four = Unsafe.ReadUnaligned<uint>(p);
        uint bit = four switch
        {
            't' | 'h' << 8 | 'a' << 16 | 't' << 24 => 1,
            'h' | 'a' << 8 | 'v' << 16 | 'e' << 24 => 2,
            'w' | 'i' << 8 | 't' << 16 | 'h' << 24 => 4,
            _ => 0,
        };
        int length = 4;
        if (bit == 0)
        {
            length = 3;
            bit = (four & 0xFFFFFF) switch
            {
                't' | 'h' << 8 | 'e' << 16 => 8,
                'a' | 'n' << 8 | 'd' << 16 => 16,
                _ => 0,
            };
        }

        if (bit == 0)
        {
            length = 2;
            bit = (four & 0xFFFF) switch
            {
                'b' | 'e' << 8 => 32,
                't' | 'o' << 8 => 64,
                'o' | 'f' << 8 => 128,
                _ => 0,
            };
        }

        return bit != 0 && (CharacterTable.At(p + length, out _) & CharacterFlags.Space) != 0 ? bit : 0;
    }
}
