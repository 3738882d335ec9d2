using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>Bounds from above what the most frequent n-gram of two, three and four words takes up, in one pass and without a table of n-grams.</summary>
/// <remarks>
/// The bytes of each pair of words and two more, for spaces that its n-gram may have and the text has not, are added to one of as many counters as there are words, by the pair's hash: a count-min sketch of one row
/// (Cormode and Muthukrishnan 2005). So no pair takes up more than the greatest counter says. Three words are within two pairs, and so are four; both pairs occur at least as often, so that these take up at most twice
/// as much. On most texts that is far below any threshold, and nothing else has to be known of them.
/// </remarks>
internal sealed unsafe class TopNGramBound
{
    /// <summary>The greatest n that is bounded.</summary>
    public const int Longest = 4;

    /// <summary>The longest text that is looked at: its pairs have less than 2³² bytes.</summary>
    private const int MostBytes = 1 << 29;

    private const int Spaces = 2; // of a pair
    private const ulong First = 0xA0761D6478BD642F; // odd, with as many ones as zeros
    private const ulong Second = 0xE7037ED1A0B428DB;

    private readonly ScratchArray<uint> _counters = new();
    private long _pair;

    /// <summary>Says that the last text is done with.</summary>
    public void Begin() => _counters.Begin();

    /// <summary>At least the bytes of all occurrences of the most frequent n-gram, as of the last call of <see cref="Find"/>.</summary>
    /// <param name="n">2 to <see cref="Longest"/>.</param>
    public long Bytes(int n) => n == 2 ? _pair : 2 * _pair;

    /// <summary>Bounds those of a text.</summary>
    public void Find(IWordList words)
    {
        int count = words.Count;
        if (words.Text.Length > MostBytes)
        {
            _pair = long.MaxValue / 2;
            return;
        }

        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(count, 32));
        uint* counters = _counters.TakeCleared(size);
        fixed (byte* text = words.Text)
        fixed (int* starts = words.Starts)
        fixed (int* ends = words.Ends)
        {
            Add(text, starts, ends, count, counters, 64 - BitOperations.Log2((uint)size));
        }

        _pair = Greatest(counters, size);
    }

    /// <remarks>Pairs that share a counter only make the bound greater: the first eight bytes of a word and its length tell it apart well enough.</remarks>
    private static void Add(byte* text, int* starts, int* ends, int count, uint* counters, int shift)
    {
        ulong left = 0;
        int before = count == 0 ? 0 : ends[0] + Spaces; // the first word is no pair: nothing is added for it
        for (int i = 0; i < count; i++)
        {
            int start = starts[i];
            int end = ends[i];
            ulong right = Hash(text + start, end - start);
            counters[((left + (right >> 20)) * Second) >> shift] += (uint)(end + Spaces - before);
            left = right;
            before = start;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(byte* word, int length)
    {
        int cut = 64 - (8 * length); // the bits of the eight that are not the word's
        cut &= ~(cut >> 31);
        return ((TextHash.Load(word) << cut) ^ (uint)length) * First;
    }

    /// <summary>The greatest of some numbers, 8 or a multiple.</summary>
    private static uint Greatest(uint* numbers, int count)
    {
        Vector256<uint> greatest = default;
        for (int i = 0; i < count; i += Vector256<uint>.Count)
        {
            greatest = Vector256.Max(greatest, Vector256.Load(numbers + i));
        }

        uint result = 0;
        for (int i = 0; i < Vector256<uint>.Count; i++)
        {
            result = Math.Max(result, greatest[i]);
        }

        return result;
    }
}
