using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>The eight stop words of Gopher: the, be, to, of, and, that, have, with.</summary>
internal static unsafe class GopherStopWords
{
    /// <summary>A bit for the stop word that a word of two to four bytes is; 0 if it is none. Up to two bytes behind it are read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(byte* word, int length) => Find(Unsafe.ReadUnaligned<uint>(word) & (uint.MaxValue >> (8 * (4 - length))), length);

    /// <summary>The same without regard to case.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint InAnyCase(byte* word, int length)
        => Find((Unsafe.ReadUnaligned<uint>(word) | 0x2020_2020) & (uint.MaxValue >> (8 * (4 - length))), length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Find(uint letters, int length) => (length, letters) switch // the length too: U+0000 can be part of a word
    {
        (2, 'b' | 'e' << 8) => 1,
        (2, 't' | 'o' << 8) => 2,
        (2, 'o' | 'f' << 8) => 4,
        (3, 't' | 'h' << 8 | 'e' << 16) => 8,
        (3, 'a' | 'n' << 8 | 'd' << 16) => 16,
        (4, 't' | 'h' << 8 | 'a' << 16 | 't' << 24) => 32,
        (4, 'h' | 'a' << 8 | 'v' << 16 | 'e' << 24) => 64,
        (4, 'w' | 'i' << 8 | 't' << 16 | 'h' << 24) => 128,
        _ => 0,
    };
}
