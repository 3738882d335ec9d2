using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Learns merges from the counts of pre-tokens: again and again the pair of tokens that stands side by side most often becomes a token.</summary>
/// <remarks>
/// Sennrich et al., "Neural Machine Translation of Rare Words with Subword Units" (2016), over bytes. The order is that of Hugging Face's <c>BpeTrainer</c> (tokenizers 0.22): of pairs that are equally frequent the one with
/// the lower ids comes first; a count is that of side-by-side places, of which a run of equal tokens has more than it can merge; training ends when the vocabulary is full or no pair is as frequent as the least
/// frequency asks. Its counts have 32 bits, ours 64.
/// </remarks>
internal sealed class BytePairTrainer
{
    private readonly List<int[]> _words = [];
    private readonly List<int> _lengths = [];
    private readonly List<long> _counts = [];
    private readonly Dictionary<(int Left, int Right), long> _pairCounts = [];
    private readonly PriorityQueue<Candidate, (long Count, int Left, int Right)> _queue = new(Comparer<(long Count, int Left, int Right)>.Create(static (a, b) =>
        a.Count != b.Count ? b.Count.CompareTo(a.Count) : a.Left != b.Left ? a.Left.CompareTo(b.Left) : a.Right.CompareTo(b.Right)));

    private readonly List<byte[]> _tokens = [];
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    /// <summary>Creates a trainer.</summary>
    /// <param name="firstId">How many ids come before those of the bytes: special tokens.</param>
    public BytePairTrainer(int firstId)
    {
        FirstId = firstId;

        // The ids of the bytes go with their characters, as in GPT-2's vocabulary: printable ones first.
        foreach (int b in Enumerable.Range(0, 256).OrderBy(static b => ByteAlphabet.CharacterOf((byte)b)))
        {
            _ = Token([(byte)b]);
        }
    }

    /// <summary>The id of the first token.</summary>
    public int FirstId { get; }

    /// <summary>The tokens, from <see cref="FirstId"/> on.</summary>
    public IReadOnlyList<byte[]> Tokens => _tokens;

    /// <summary>The merges, first to last, as ids.</summary>
    public List<(int Left, int Right)> Merges { get; } = [];

    /// <summary>Adds a pre-token; those of a single byte teach nothing.</summary>
    /// <param name="word">Its bytes.</param>
    /// <param name="count">How often it was seen.</param>
    public void Add(ReadOnlySpan<byte> word, long count)
    {
        if (word.Length > 1)
        {
            int[] symbols = new int[word.Length];
            for (int i = 0; i < word.Length; i++)
            {
                symbols[i] = _ids[Convert.ToHexString(word.Slice(i, 1))];
            }

            _words.Add(symbols);
            _lengths.Add(symbols.Length);
            _counts.Add(count);
        }
    }

    /// <summary>Learns merges.</summary>
    /// <param name="vocabularySize">How many ids there shall be at most, those before <see cref="FirstId"/> included.</param>
    /// <param name="minFrequency">How often a pair must stand side by side to be merged.</param>
    public void Train(int vocabularySize, long minFrequency)
    {
        CountPairs();
        List<(int Left, int Right, int Change)> changes = [];
        Dictionary<(int Left, int Right), List<int>> grown = [];
        while (FirstId + _tokens.Count < vocabularySize && _queue.TryDequeue(out Candidate? top, out (long Count, int Left, int Right) rank))
        {
            (int left, int right) = (rank.Left, rank.Right);
            long now = _pairCounts[(left, right)];
            if (rank.Count != now)
            {
                _queue.Enqueue(top, (now, left, right));
                continue;
            }

            if (now < Math.Max(1, minFrequency))
            {
                break;
            }

            int merged = Token([.. _tokens[left - FirstId], .. _tokens[right - FirstId]]);
            Merges.Add((left, right));
            grown.Clear();
            foreach (int word in top.Words)
            {
                changes.Clear();
                Merge(word, left, right, merged, changes);
                foreach ((int l, int r, int change) in changes)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(_pairCounts, (l, r), out _) += change * _counts[word];
                    if (change > 0)
                    {
                        AddWord(grown, (l, r), word);
                    }
                }
            }

            foreach (((int l, int r) pair, List<int> words) in grown)
            {
                if (_pairCounts[pair] is > 0 and long count)
                {
                    _queue.Enqueue(new Candidate(words), (count, pair.l, pair.r));
                }
            }
        }
    }

    /// <summary>A word is noted once, however often the pair stands in it: words come in order.</summary>
    private static void AddWord(Dictionary<(int Left, int Right), List<int>> words, (int Left, int Right) pair, int word)
    {
        ref List<int>? list = ref CollectionsMarshal.GetValueRefOrAddDefault(words, pair, out _);
        list ??= [];
        if (list.Count == 0 || list[^1] != word)
        {
            list.Add(word);
        }
    }

    private int Token(byte[] bytes)
    {
        string key = Convert.ToHexString(bytes);
        if (!_ids.TryGetValue(key, out int id))
        {
            id = FirstId + _tokens.Count;
            _ids.Add(key, id);
            _tokens.Add(bytes);
        }

        return id;
    }

    private void CountPairs()
    {
        Dictionary<(int Left, int Right), List<int>> words = [];
        for (int word = 0; word < _words.Count; word++)
        {
            int[] symbols = _words[word];
            for (int i = 1; i < _lengths[word]; i++)
            {
                (int Left, int Right) pair = (symbols[i - 1], symbols[i]);
                CollectionsMarshal.GetValueRefOrAddDefault(_pairCounts, pair, out _) += _counts[word];
                AddWord(words, pair, word);
            }
        }

        foreach (((int left, int right) pair, List<int> where) in words)
        {
            _queue.Enqueue(new Candidate(where), (_pairCounts[pair], pair.left, pair.right));
        }
    }

    /// <summary>Merges a pair in a word, from left to right, and tells which pairs come and go beside it.</summary>
    private void Merge(int word, int left, int right, int merged, List<(int Left, int Right, int Change)> changes)
    {
        int[] symbols = _words[word];
        int length = _lengths[word];
        int written = 0;
        for (int i = 0; i < length; i++)
        {
            if (symbols[i] == left && i + 1 < length && symbols[i + 1] == right)
            {
                if (written > 0)
                {
                    changes.Add((symbols[written - 1], left, -1));
                    changes.Add((symbols[written - 1], merged, 1));
                }

                if (i + 2 < length)
                {
                    changes.Add((right, symbols[i + 2], -1));
                    changes.Add((merged, symbols[i + 2], 1));
                }

                symbols[written++] = merged;
                i++;
            }
            else
            {
                symbols[written++] = symbols[i];
            }
        }

        _lengths[word] = written;
    }

    /// <summary>A pair that may be merged.</summary>
    private sealed class Candidate(List<int> words)
    {
        /// <summary>The words in which it may stand.</summary>
        public List<int> Words { get; } = words;
    }
}
