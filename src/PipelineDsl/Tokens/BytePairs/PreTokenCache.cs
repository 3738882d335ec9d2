using System;
using System.IO;
using System.Runtime.Intrinsics.X86;

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

    /// <summary>Stands for the number of ids of a pre-token that has yet to be merged; in place of the first id is a number that the caller knows it by. The ids of a pre-token are fewer.</summary>
    public const int Waiting = 254;

    /// <summary>Entries; 16 MB of them.</summary>
    public const int Capacity = 1 << 19;

    /// <summary>Hash to place.</summary>
    public const uint Mask = Capacity - 1;

    private const int ListsLength = 1 << 18;
    private const int ListsReserve = 1 << 16; // for what waits
    private const int IdMask = (1 << 24) - 1;

    private readonly NativeArray<PreTokenEntry> _entries;
    private readonly NativeArray<int> _lists;
    private readonly int _maxCount;
    private readonly int _tokens;
    private readonly NativeArray<uint> _learned;
    private int _count;
    private int _listsUsed;

    /// <summary>A cache for one thread, which holds the single tokens of a vocabulary.</summary>
    /// <param name="model">The vocabulary.</param>
    /// <param name="maxCount">How many entries may be used before everything but the vocabulary is forgotten.</param>
    /// <exception cref="InvalidDataException">There are more tokens than entries.</exception>
    public PreTokenCache(PreTokenModel model, int maxCount = Capacity / 4 * 3)
    {
        _maxCount = maxCount;
        _entries = new NativeArray<PreTokenEntry>(Capacity);
        _lists = new NativeArray<int>(ListsLength, zeroed: false);
        Fill(model);
        _tokens = _count;
        _learned = new NativeArray<uint>(Math.Max(0, maxCount - _tokens), zeroed: false);
    }

    /// <summary>The entries.</summary>
    public PreTokenEntry* Entries => _entries.Start;

    /// <summary>The ids of entries that hold more than <see cref="InlineIds"/>.</summary>
    public int* Lists => _lists.Start;

    /// <summary>Whether nothing more can be remembered before all is forgotten.</summary>
    public bool IsFull => _count >= _maxCount || _listsUsed > ListsLength - ListsReserve;

    /// <summary>Makes an entry for a pre-token that is not in the cache and waits to be merged. The cache must not be full.</summary>
    /// <param name="key">The pre-token.</param>
    /// <param name="number">What the caller knows it by.</param>
    /// <returns>The entry, to be filled before anything is forgotten.</returns>
    public PreTokenEntry* Expect(PreTokenKey key, int number)
    {
        uint place = FreePlace(key);
        PreTokenEntry* entry = _entries.Start + place;
        entry->Key = key;
        entry->First = (uint)number | ((uint)Waiting << 24);
        _learned.Start[_count - _tokens] = place;
        _count++;
        return entry;
    }

    /// <summary>Remembers what a pre-token becomes.</summary>
    /// <param name="entry">Its entry.</param>
    /// <param name="ids">The ids.</param>
    /// <param name="count">How many, or <see cref="WholeOnly"/>.</param>
    public void Learn(PreTokenEntry* entry, int* ids, int count)
    {
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
        foreach (uint place in _learned.Span[..(_count - _tokens)])
        {
            entries[place].Key = default;
        }

        _count = _tokens;
        _listsUsed = 0;
    }

    /// <summary>Adds the single tokens: some at a time, whose places are fetched together, since a table of this size is all waiting.</summary>
    private void Fill(PreTokenModel model)
    {
        const int Batch = 16;
        byte* padded = stackalloc byte[16];
        PreTokenKey* keys = stackalloc PreTokenKey[Batch];
        int* ids = stackalloc int[Batch];
        int* counts = stackalloc int[Batch];
        int waiting = 0;
        for (int i = 0; i < model.SeedCount; i++)
        {
            ReadOnlySpan<byte> token = model.SeedToken(i, out int id);
            if (token.Length is > 0 and <= PreTokenKey.MaxLength)
            {
                token.CopyTo(new Span<byte>(padded, 16));
                keys[waiting] = PreTokenKey.Of(padded, token.Length);
                ids[waiting] = id;
                counts[waiting] = model.IsWholeOnly(i) ? WholeOnly : 1;
                if (Sse.IsSupported)
                {
                    Sse.Prefetch0(_entries.Start + (keys[waiting].Hash() & Mask));
                }

                waiting++;
            }

            if (waiting == Batch || i == model.SeedCount - 1)
            {
                if (_count + waiting >= Capacity)
                {
                    throw new InvalidDataException($"the vocabulary has too many tokens; {Capacity - 1} are possible");
                }

                for (int added = 0; added < waiting; added++)
                {
                    PreTokenEntry* entry = _entries.Start + FreePlace(keys[added]);
                    entry->Key = keys[added];
                    Learn(entry, ids + added, counts[added]);
                }

                _count += waiting;
                waiting = 0;
            }
        }
    }

    /// <summary>Where a pre-token that is not in the cache has its entry.</summary>
    private uint FreePlace(PreTokenKey key)
    {
        PreTokenEntry* entries = _entries.Start;
        uint i = key.Hash() & Mask;
        while (entries[i].Key.High != 0)
        {
            i = (i + 1) & Mask;
        }

        return i;
    }
}
