using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>Keeps the most frequent of many words; of equally frequent ones those whose bytes come first. Each word is added once, in any order.</summary>
internal sealed class FrequentWords(int capacity)
{
    // The least of those that are kept is the first to go.
    private readonly PriorityQueue<byte[], (long Count, byte[] Word)> _kept = new(Comparer<(long Count, byte[] Word)>.Create(static (a, b) =>
        a.Count != b.Count ? a.Count.CompareTo(b.Count) : b.Word.AsSpan().SequenceCompareTo(a.Word)));

    /// <summary>How many words were added.</summary>
    public long Seen { get; private set; }

    /// <summary>How many are kept.</summary>
    public int Count => _kept.Count;

    /// <summary>Adds a word.</summary>
    public void Add(ReadOnlySpan<byte> word, long count)
    {
        Seen++;
        byte[] bytes = word.ToArray();
        if (_kept.Count < capacity)
        {
            _kept.Enqueue(bytes, (count, bytes));
        }
        else
        {
            _ = _kept.EnqueueDequeue(bytes, (count, bytes));
        }
    }

    /// <summary>The words that are kept, in the order of their bytes.</summary>
    public List<(byte[] Word, long Count)> InOrder()
    {
        List<(byte[] Word, long Count)> words = new(_kept.Count);
        foreach ((byte[] word, (long count, _)) in _kept.UnorderedItems)
        {
            words.Add((word, count));
        }

        words.Sort(static (a, b) => a.Word.AsSpan().SequenceCompareTo(b.Word));
        return words;
    }
}
