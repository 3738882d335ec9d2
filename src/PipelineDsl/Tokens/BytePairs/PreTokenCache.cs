using System;

namespace PipelineDsl;

/// <summary>One pre-token of a <see cref="PreTokenCache"/> and its ids: two to a cache line.</summary>
internal struct PreTokenEntry
{
    /// <summary>The pre-token; its upper half is 0 in an empty entry.</summary>
    public PreTokenKey Key;

    /// <summary>The first id in the lower 24 bits; above them the number of ids.</summary>
    public uint First;

    /// <summary>The second id; with more than four ids, where all of them lie.</summary>
    public uint Second;

    /// <summary>The third id.</summary>
    public uint Third;

    /// <summary>The fourth id.</summary>
    public uint Fourth;
}

/// <summary>Remembers the ids of short pre-tokens: an open-addressing table of fixed size, which holds the whole vocabulary from the start.</summary>
/// <remarks>
/// Nine of ten pre-tokens of prose are one token, so the vocabulary is most of what is ever asked; and a token that is a whole pre-token is never merged, which is
/// tiktoken's rule. When three quarters of the table are used, everything but the vocabulary is forgotten.
/// </remarks>
internal sealed unsafe class PreTokenCache
{
    /// <summary>The number of ids that lie in the entry itself.</summary>
    public const int InlineIds = 4;

    /// <summary>Stands for the number of ids of a token that merges do not lead to: it is one id as a whole pre-token, but not as a part of one.</summary>
    public const int WholeOnly = 255;

    /// <summary>Entries; 16 MB of them.</summary>
    public const int Capacity = 1 << 19;

    /// <summary>Hash to place.</summary>
    public const uint Mask = Capacity - 1;

    private const int ListsLength = 1 << 18;
    private const int IdMask = (1 << 24) - 1;

    private readonly PreTokenCache? _seed;
    private readonly NativeArray<PreTokenEntry> _entries;
    private readonly NativeArray<int> _lists;
    private readonly int _maxCount;
    private readonly NativeArray<uint> _learned;
    private int _count;
    private int _listsUsed;

    /// <summary>A cache that holds the single tokens of a vocabulary: what others start from.</summary>
    /// <param name="model">The vocabulary.</param>
    public PreTokenCache(PreTokenModel model)
    {
        _entries = new NativeArray<PreTokenEntry>(Capacity);
        _lists = new NativeArray<int>(0);
        _learned = new NativeArray<uint>(0);
        _maxCount = Capacity;
        byte* padded = stackalloc byte[16];
        for (int i = 0; i < model.SeedCount; i++)
        {
            ReadOnlySpan<byte> token = model.SeedToken(i, out int id);
            if (token.Length is > 0 and <= PreTokenKey.MaxLength)
            {
                token.CopyTo(new Span<byte>(padded, 16));
                _ = Add(PreTokenKey.Of(padded, token.Length), &id, model.IsWholeOnly(i) ? WholeOnly : 1);
                _count++;
            }
        }
    }

    /// <summary>A cache for one thread.</summary>
    /// <param name="seed">What it holds at first.</param>
    /// <param name="maxCount">How many entries may be used before it starts again from the seed.</param>
    public PreTokenCache(PreTokenCache seed, int maxCount = Capacity / 4 * 3)
    {
        _seed = seed;
        _maxCount = maxCount;
        _entries = new NativeArray<PreTokenEntry>(Capacity, zeroed: false);
        _lists = new NativeArray<int>(ListsLength, zeroed: false);
        _learned = new NativeArray<uint>(maxCount, zeroed: false);
        _seed._entries.Span.CopyTo(_entries.Span);
        _count = _seed._count;
    }

    /// <summary>The entries.</summary>
    public PreTokenEntry* Entries => _entries.Start;

    /// <summary>The ids of entries that hold more than <see cref="InlineIds"/>.</summary>
    public int* Lists => _lists.Start;

    /// <summary>Remembers what a pre-token that is not in the cache becomes.</summary>
    public void Learn(PreTokenKey key, int* ids, int count)
    {
        if (_count >= _maxCount || _listsUsed + count > ListsLength)
        {
            Forget();
        }

        _learned.Start[_count - _seed!._count] = Add(key, ids, count);
        _count++;
    }

    /// <summary>Frees the memory.</summary>
    public void Free()
    {
        _entries.Free();
        _lists.Free();
        _learned.Free();
    }

    /// <summary>Makes the cache as it was at first.</summary>
    public void Forget()
    {
        // What was learned stands behind what was there: taking it out leaves the seed as it was.
        PreTokenEntry* entries = _entries.Start;
        foreach (uint place in _learned.Span[..(_count - _seed!._count)])
        {
            entries[place].Key = default;
        }

        _count = _seed._count;
        _listsUsed = 0;
    }

    /// <returns>Where the entry is.</returns>
    private uint Add(PreTokenKey key, int* ids, int count)
    {
        PreTokenEntry* entries = _entries.Start;
        uint i = key.Hash() & Mask;
        while (entries[i].Key.High != 0)
        {
            i = (i + 1) & Mask;
        }

        PreTokenEntry* entry = entries + i;
        entry->Key = key;
        entry->First = (uint)(ids[0] & IdMask) | ((uint)count << 24);
        if (count is <= InlineIds or WholeOnly)
        {
            count = count == WholeOnly ? 1 : count;
            entry->Second = count > 1 ? (uint)ids[1] : 0;
            entry->Third = count > 2 ? (uint)ids[2] : 0;
            entry->Fourth = count > 3 ? (uint)ids[3] : 0;
        }
        else
        {
            entry->Second = (uint)_listsUsed;
            new ReadOnlySpan<int>(ids, count).CopyTo(_lists.Span[_listsUsed..]);
            _listsUsed += count;
        }

        return i;
    }
}
