using System;

namespace PipelineDsl.Benchmarks;

/// <summary>
/// The n-gram measures with a hash table for each n that takes every n-gram, over UTF-8 and without allocation: our word split, 64-bit word hashes, the hash of each n-gram in constant time from
/// sums of powers, generation-stamped tables that are never cleared. As such code is usually written once strings are given up. For 5- to 10-grams it takes sequences of the same words for the
/// same, which concatenation would not quite.
/// </summary>
internal sealed unsafe class NGramTables
{
    private const ulong Power = 0x9E3779B97F4A7C15;

    private readonly TextScanner _scanner = new();
    private readonly WordList _words = new();
    private ulong[] _hashes = new ulong[1 << 12];
    private int[] _lengths = new int[1 << 12];
    private Entry[] _table = new Entry[1 << 13];
    private uint _generation;

    private struct Entry
    {
        public ulong Hash;
        public uint Generation;
        public int Count;
        public int First;
    }

    /// <summary>The measures of the last text.</summary>
    public long[] Values { get; } = new long[9];

    public void Measure(PaddedText text)
    {
        Prepare(text);
        for (int n = 2; n <= 10; n++)
        {
            Values[n - 2] = Value(n);
        }
    }

    /// <summary>The measure of one n of the text that was prepared.</summary>
    public long Value(int n)
    {
        ulong power = Power;
        for (int i = 1; i < n; i++)
        {
            power *= Power;
        }

        return n <= 4 ? Top(n, _words.Count, power) : Duplicates(n, _words.Count, power);
    }

    /// <summary>Splits a text and hashes its words.</summary>
    public void Prepare(PaddedText text)
    {
        _words.Begin();
        NGramPass.Words visitor = new() { List = _words };
        _scanner.Begin(text);
        _scanner.VisitChunks<NGramPass.Classes, NGramPass.Words>(ref visitor);
        int words = _words.Count;
        if (_hashes.Length <= words)
        {
            _hashes = new ulong[2 * words];
            _lengths = new int[2 * words];
            _table = new Entry[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(4 * words))];
        }

        bool ascii = System.Text.Ascii.IsValid(text.Bytes);
        ReadOnlySpan<int> starts = _words.Starts;
        ReadOnlySpan<int> ends = _words.Ends;
        ulong sum = 0;
        int length = 0;
        for (int i = 0; i < words; i++)
        {
            int bytes = ends[i] - starts[i];
            sum = (sum * Power) + TextHash.Of(text.Start + starts[i], bytes);
            length += ascii ? bytes : CharacterCount.Of(text.Start + starts[i], bytes);
            _hashes[i + 1] = sum;
            _lengths[i + 1] = length;
        }
    }

    private long Top(int n, int words, ulong power)
    {
        int mask = Begin(words);
        int most = words >= n ? 1 : 0;
        int first = 0;
        for (int i = 0; i + n <= words; i++)
        {
            ref Entry entry = ref Find(_hashes[i + n] - (_hashes[i] * power), mask, out bool found);
            if (!found)
            {
                entry.Count = 1;
                entry.First = i;
            }
            else if (++entry.Count > most || (entry.Count == most && entry.First < first))
            {
                most = entry.Count;
                first = entry.First;
            }
        }

        return most == 0 ? 0 : (long)(_lengths[first + n] - _lengths[first] + n - 1) * most;
    }

    private long Duplicates(int n, int words, ulong power)
    {
        int mask = Begin(words);
        long characters = 0;
        for (int i = 0; i + n <= words;)
        {
            _ = Find(_hashes[i + n] - (_hashes[i] * power), mask, out bool found);
            characters += found ? _lengths[i + n] - _lengths[i] : 0;
            i += found ? n : 1;
        }

        return characters;
    }

    /// <summary>Starts an empty table that is large enough for the text, so that a short one stays in the cache.</summary>
    private int Begin(int words)
    {
        _generation++;
        return (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(2 * words) | 16) - 1;
    }

    private ref Entry Find(ulong hash, int mask, out bool found)
    {
        hash ^= hash >> 32;
        for (int slot = (int)(hash * Power >> 32) & mask; ; slot = (slot + 1) & mask)
        {
            ref Entry entry = ref _table[slot];
            if (entry.Generation != _generation)
            {
                entry.Generation = _generation;
                entry.Hash = hash;
                found = false;
                return ref entry;
            }

            if (entry.Hash == hash)
            {
                found = true;
                return ref entry;
            }
        }
    }
}
