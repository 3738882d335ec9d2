using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>Tells which of many hashes may occur more than once, without a branch that depends on them: two bitmaps, of the bits seen and of those seen again.</summary>
/// <remarks>All occurrences of a hash are found, the first one too. With 16 bits for each hash about one in sixteen others is taken for repeated: the exact search sorts those out.</remarks>
internal sealed unsafe class RepeatFilter
{
    private readonly ScratchArray<ulong> _bitmaps = new();

    /// <summary>Says that the last text is done with.</summary>
    public void Begin() => _bitmaps.Begin();

    /// <summary>Empty bitmaps for <paramref name="count"/> hashes, valid until the next call.</summary>
    public Bitmaps Start(int count)
    {
        int words = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(count, 32)) / 4;
        return new Bitmaps(_bitmaps.TakeCleared(2 * words), words);
    }

    /// <summary>The bitmaps as a value, so that loops hold them in registers.</summary>
    public readonly struct Bitmaps(ulong* once, int words)
    {
        private readonly ulong* _once = once;
        private readonly ulong* _again = once + words;
        private readonly int _shift = 64 - 6 - BitOperations.Log2((uint)words);

        /// <summary>Notes a hash; 0 if it is surely new.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong Add(ulong hash)
        {
            ulong place = hash >> _shift;
            ulong bit = 1UL << (int)place;
            ulong seen = _once[place >> 6];
            _once[place >> 6] = seen | bit;
            _again[place >> 6] |= seen & bit;
            return seen & bit;
        }

        /// <summary>1 if a hash may have been noted more than once, else 0.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int IsRepeated(ulong hash)
        {
            ulong place = hash >> _shift;
            return (int)(_again[place >> 6] >> (int)place) & 1;
        }
    }
}
