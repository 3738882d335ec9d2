using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>The pieces of a few words that n-grams are made of, so that most of a text need not be looked at.</summary>
/// <remarks>
/// A text has an n-gram only where it has all of its pieces. A search that looks at the last piece of a window first, and does not find it among those of the index, can go on behind the beginning of that
/// piece: one look passes over n - q + 1 windows, q being the words of a piece (the shift of Wu and Manber 1994, with words in place of characters).
/// </remarks>
internal sealed class GramPieces
{
    private readonly GramFilter _filter;

    private GramPieces(int n, HashSet<ulong> pieces)
    {
        NGram = n;
        Any = pieces.Count > 0;
        _filter = new GramFilter(pieces.Count);
        foreach (ulong piece in pieces)
        {
            _filter.Add(piece);
        }
    }

    /// <summary>The words of an n-gram.</summary>
    public int NGram { get; }

    /// <summary>Whether there are any n-grams.</summary>
    public bool Any { get; }

    /// <summary>The first place, from <paramref name="from"/> on, at which words may be an n-gram; -1 if there is none.</summary>
    /// <param name="words">Hashes of a text's words.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="passed">The search's memory: pieces before this place that lie behind <paramref name="from"/> are among those of the index. 0 at the first call.</param>
    public int Next(ReadOnlySpan<ulong> words, int from, ref int passed)
    {
        int q = WordsOf(NGram);
        while (from + NGram <= words.Length)
        {
            int last = from + NGram - q;
            int least = Math.Max(from, passed);
            int piece = last;
            while (piece >= least && _filter.MayContain(ShingleHashes.Of(words.Slice(piece, q))))
            {
                piece--;
            }

            passed = last + 1;
            if (piece < least)
            {
                return from;
            }

            from = piece + 1;
        }

        return -1;
    }

    /// <summary>The words of a piece: few, so that many windows are passed over at once, but enough to be rare.</summary>
    private static int WordsOf(int n) => n < 10 ? 4 : 5;

    /// <summary>Collects pieces.</summary>
    /// <param name="n">The words of an n-gram.</param>
    public sealed class Builder(int n)
    {
        private readonly HashSet<ulong> _pieces = [];

        /// <summary>Adds those of all n-grams of some words.</summary>
        public void Add(ReadOnlySpan<ulong> words)
        {
            int q = WordsOf(n);
            for (int i = 0; i + q <= words.Length; i++)
            {
                _pieces.Add(ShingleHashes.Of(words.Slice(i, q)));
            }
        }

        /// <summary>The pieces.</summary>
        public GramPieces Build() => new(n, _pieces);
    }
}
