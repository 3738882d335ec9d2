using System;
using System.IO.Hashing;

namespace PipelineDsl;

/// <summary>How often each of many byte strings was seen: an open-addressing table over one heap of bytes.</summary>
internal sealed class WordCounts
{
    private const int FirstCapacity = 1 << 12;

    private byte[] _bytes = new byte[1 << 16];
    private Entry[] _entries = new Entry[FirstCapacity / 2];
    private int[] _places = new int[FirstCapacity]; // an entry's place plus 1, or 0
    private int _used;

    private struct Entry
    {
        public ulong Hash;
        public int Start;
        public int Length;
        public long Count;
    }

    /// <summary>How many different words there are.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of all different words.</summary>
    public int Bytes => _used;

    /// <summary>Counts a word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="count">How often it was seen.</param>
    public void Add(ReadOnlySpan<byte> word, long count = 1)
    {
        ulong hash = XxHash3.HashToUInt64(word);
        int mask = _places.Length - 1;
        int i = (int)hash & mask;
        for (; _places[i] != 0; i = (i + 1) & mask)
        {
            ref Entry entry = ref _entries[_places[i] - 1];
            if (entry.Hash == hash && _bytes.AsSpan(entry.Start, entry.Length).SequenceEqual(word))
            {
                entry.Count += count;
                return;
            }
        }

        if (Count == _entries.Length)
        {
            Grow();
            Add(word, count);
            return;
        }

        if (_used + word.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_used + word.Length, 2 * _bytes.Length));
        }

        word.CopyTo(_bytes.AsSpan(_used));
        _entries[Count] = new Entry { Hash = hash, Start = _used, Length = word.Length, Count = count };
        _used += word.Length;
        _places[i] = ++Count;
    }

    /// <summary>A word, in the order of first sight.</summary>
    /// <param name="index">From 0 to <see cref="Count"/>.</param>
    /// <param name="count">How often it was seen.</param>
    public ReadOnlySpan<byte> Word(int index, out long count)
    {
        Entry entry = _entries[index];
        count = entry.Count;
        return _bytes.AsSpan(entry.Start, entry.Length);
    }

    /// <summary>A hash of a word that does not depend on the machine.</summary>
    public ulong Hash(int index) => _entries[index].Hash;

    /// <summary>Forgets all words.</summary>
    public void Clear()
    {
        Array.Clear(_places);
        Count = 0;
        _used = 0;
    }

    private void Grow()
    {
        Array.Resize(ref _entries, 2 * _entries.Length);
        _places = new int[2 * _places.Length];
        int mask = _places.Length - 1;
        for (int entry = 0; entry < Count; entry++)
        {
            int i = (int)_entries[entry].Hash & mask;
            while (_places[i] != 0)
            {
                i = (i + 1) & mask;
            }

            _places[i] = entry + 1;
        }
    }
}
