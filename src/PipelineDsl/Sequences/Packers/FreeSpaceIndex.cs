using System;
using System.Numerics;

namespace PipelineDsl;

/// <summary>Sequences by the space that is free in them: finds the one with the least that is enough, in O(log₆₄ of the context length).</summary>
/// <remarks>
/// For each amount of space a stack of sequences, and over the amounts a tree of 64-bit words: a bit of the lowest level says that a stack is not empty, a bit of a
/// higher one that a word below is not zero.
/// </remarks>
internal sealed class FreeSpaceIndex
{
    private readonly int[] _top; // by amount: the sequence on top of its stack plus 1, or 0
    private readonly ulong[][] _levels;
    private int[] _below = []; // by sequence: the one under it in its stack plus 1, or 0

    /// <summary>Creates an empty index.</summary>
    /// <param name="contextLength">The greatest amount of space.</param>
    public FreeSpaceIndex(int contextLength)
    {
        _top = new int[contextLength + 1];
        int depth = 1;
        for (long words = (contextLength + 64L) / 64; words > 1; words = (words + 63) / 64)
        {
            depth++;
        }

        _levels = new ulong[depth][];
        long length = contextLength + 1L;
        for (int level = 0; level < depth; level++)
        {
            length = (length + 63) / 64;
            _levels[level] = new ulong[length];
        }
    }

    /// <summary>Adds a sequence.</summary>
    /// <param name="sequence">Its number, from 0; not in the index yet.</param>
    /// <param name="free">Its free space, 0 not included.</param>
    public void Add(int sequence, int free)
    {
        if (sequence >= _below.Length)
        {
            Array.Resize(ref _below, Math.Max(sequence + 1, Math.Max(64, 2 * _below.Length)));
        }

        _below[sequence] = _top[free];
        _top[free] = sequence + 1;
        int place = free;
        foreach (ulong[] level in _levels)
        {
            level[place >> 6] |= 1UL << (place & 63);
            place >>= 6;
        }
    }

    /// <summary>Takes out the sequence with the least free space that is enough; of several with the same, the one that was added last.</summary>
    /// <param name="least">The space that is needed.</param>
    /// <returns>The sequence, or -1 if there is none.</returns>
    public int Take(int least)
    {
        int free = Find(least);
        if (free < 0)
        {
            return -1;
        }

        int sequence = _top[free] - 1;
        _top[free] = _below[sequence];
        if (_top[free] == 0)
        {
            int place = free;
            foreach (ulong[] level in _levels)
            {
                level[place >> 6] &= ~(1UL << (place & 63));
                if (level[place >> 6] != 0)
                {
                    break;
                }

                place >>= 6;
            }
        }

        return sequence;
    }

    /// <summary>Forgets all sequences.</summary>
    public void Clear()
    {
        Array.Clear(_top);
        foreach (ulong[] level in _levels)
        {
            Array.Clear(level);
        }
    }

    /// <summary>The least amount from <paramref name="least"/> on whose stack is not empty, or -1.</summary>
    private int Find(int least)
    {
        // Up while nothing follows in the word, down again at the first that has something.
        int place = least;
        for (int level = 0; level < _levels.Length; level++)
        {
            int word = place >> 6;
            if (word >= _levels[level].Length)
            {
                return -1;
            }

            ulong rest = _levels[level][word] & (ulong.MaxValue << (place & 63));
            if (rest != 0)
            {
                place = (word << 6) + BitOperations.TrailingZeroCount(rest);
                while (level > 0)
                {
                    level--;
                    place = (place << 6) + BitOperations.TrailingZeroCount(_levels[level][place]);
                }

                return place;
            }

            place = word + 1;
        }

        return -1;
    }
}
