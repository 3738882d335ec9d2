using System;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>One pre-token of a <see cref="LongPreTokenCache"/>.</summary>
internal struct LongPreTokenEntry
{
    /// <summary>The hash; 0 in an empty entry.</summary>
    public ulong Hash;

    /// <summary>Where the record is; of a pre-token that has yet to be merged, the complement of the number that the caller knows it by.</summary>
    public int Offset;
}

/// <summary>Remembers the ids of longer pre-tokens: a table of hashes and places, and a heap of records that hold the bytes and the ids.</summary>
/// <remarks>Holds the vocabulary's longer tokens from the start. When the table or the heap is full, everything but these is forgotten.</remarks>
internal sealed unsafe class LongPreTokenCache
{
    /// <summary>The longest pre-token in bytes that is remembered.</summary>
    public const int MaxLength = 256;

    /// <summary>Stands for the number of ids of a token that merges do not lead to; see <see cref="PreTokenCache.WholeOnly"/>.</summary>
    public const int WholeOnly = -1;

    /// <summary>Stands for the number of ids of a pre-token that has yet to be merged; in place of the first id is a number that the caller knows it by.</summary>
    public const int Waiting = -2;

    /// <summary>Hash to place.</summary>
    public const uint Mask = Capacity - 1;

    private const int Capacity = 1 << 17;
    private const int HeapBytes = 8 << 20;
    private const int HeapReserve = 1 << 19; // for what waits
    private const int HeaderBytes = 8;

    private readonly LongPreTokenCache? _seed;
    private readonly NativeArray<LongPreTokenEntry> _entries;
    private readonly NativeArray<byte> _heap;
    private readonly int _maxCount;
    private readonly NativeArray<uint> _learned;
    private int _count;
    private int _heapUsed;

    /// <summary>A cache that holds the longer tokens of a vocabulary, whatever their length.</summary>
    /// <param name="model">The vocabulary.</param>
    public LongPreTokenCache(PreTokenModel model)
    {
        _entries = new NativeArray<LongPreTokenEntry>(Capacity);
        _heap = new NativeArray<byte>(HeapBytes, zeroed: false);
        _learned = new NativeArray<uint>(Capacity, zeroed: false);
        _maxCount = Capacity / 4 * 3;
        for (int i = 0; i < model.SeedCount; i++)
        {
            ReadOnlySpan<byte> token = model.SeedToken(i, out int id);
            if (token.Length > PreTokenKey.MaxLength)
            {
                fixed (byte* bytes = token)
                {
                    if (!TryLearn(bytes, token.Length, Hash(bytes, token.Length), &id, model.IsWholeOnly(i) ? WholeOnly : 1))
                    {
                        throw new System.IO.InvalidDataException("the vocabulary has too many long tokens");
                    }
                }
            }
        }
    }

    /// <summary>A cache for one thread.</summary>
    /// <param name="seed">What it holds at first.</param>
    /// <param name="maxCount">How many entries may be used before it starts again from the seed.</param>
    public LongPreTokenCache(LongPreTokenCache seed, int maxCount = Capacity / 4 * 3)
    {
        _seed = seed;
        _maxCount = maxCount;
        _entries = new NativeArray<LongPreTokenEntry>(Capacity, zeroed: false);
        _heap = new NativeArray<byte>(HeapBytes, zeroed: false);
        _learned = new NativeArray<uint>(maxCount, zeroed: false);
        _seed._entries.Span.CopyTo(_entries.Span);
        _seed._heap.Span[.._seed._heapUsed].CopyTo(_heap.Span);
        _count = _seed._count;
        _heapUsed = _seed._heapUsed;
    }

    /// <summary>Whether nothing more can be remembered before all is forgotten.</summary>
    public bool IsFull => _count >= _maxCount || _heapUsed > HeapBytes - HeapReserve;

    /// <summary>The place in the table where the search for a hash begins, to be fetched ahead of time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void* Place(ulong hash) => _entries.Start + ((uint)hash & Mask);

    /// <summary>A hash of <paramref name="length"/> bytes, at least eight; never 0.</summary>
    public static ulong Hash(byte* bytes, int length)
    {
        ulong hash = (ulong)length * 0x9E3779B97F4A7C15UL;
        for (int i = 0; i + 8 <= length; i += 8)
        {
            hash = Mix(hash, *(ulong*)(bytes + i));
        }

        hash = Mix(hash, *(ulong*)(bytes + length - 8)) * 0x94D049BB133111EBUL;
        return hash ^ (hash >> 31) | 1;
    }

    /// <summary>The ids of a pre-token, if they are known or it waits.</summary>
    /// <param name="bytes">The pre-token.</param>
    /// <param name="length">Its length.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="waiting">Those that wait, by the numbers that the caller knows them by.</param>
    /// <param name="ids">The ids.</param>
    /// <param name="count">How many, <see cref="WholeOnly"/>, or <see cref="Waiting"/>.</param>
    /// <returns>Whether they are.</returns>
    public bool TryFind(byte* bytes, int length, ulong hash, WaitingPreToken* waiting, out int* ids, out int count)
    {
        LongPreTokenEntry* entries = _entries.Start;
        for (uint i = (uint)hash & Mask; entries[i].Hash != 0; i = (i + 1) & Mask)
        {
            if (entries[i].Hash != hash)
            {
                continue;
            }

            if (entries[i].Offset < 0)
            {
                WaitingPreToken* other = waiting + ~entries[i].Offset;
                if (IsSame(other->Start, other->Length, bytes, length))
                {
                    ids = &other->Number;
                    count = Waiting;
                    return true;
                }
            }
            else
            {
                int* record = (int*)(_heap.Start + entries[i].Offset);
                if (IsSame((byte*)(record + 2 + Math.Abs(record[1])), record[0], bytes, length))
                {
                    ids = record + 2;
                    count = record[1];
                    return true;
                }
            }
        }

        ids = null;
        count = 0;
        return false;
    }

    /// <summary>Makes an entry for a pre-token that is not in the cache and waits to be merged. The cache must not be full.</summary>
    /// <param name="hash">Its hash.</param>
    /// <param name="number">What the caller knows it by.</param>
    /// <returns>The entry, to be filled before anything is forgotten.</returns>
    public LongPreTokenEntry* Expect(ulong hash, int number)
    {
        uint place = FreePlace(hash);
        _entries.Start[place] = new LongPreTokenEntry { Hash = hash, Offset = ~number };
        _learned.Start[_count++] = place;
        return _entries.Start + place;
    }

    /// <summary>Remembers what a pre-token that waited becomes.</summary>
    public void Learn(WaitingPreToken* merged) => merged->LongEntry->Offset = AddRecord(merged->Start, merged->Length, merged->Ids, merged->Count);

    /// <summary>Remembers what a pre-token that is not in the cache becomes, if there is room.</summary>
    /// <returns>Whether there is.</returns>
    public bool TryLearn(byte* bytes, int length, ulong hash, int* ids, int count)
    {
        if (_count >= _maxCount || _heapUsed + RecordBytes(length, count) > HeapBytes - HeapReserve)
        {
            return false;
        }

        uint place = FreePlace(hash);
        _entries.Start[place] = new LongPreTokenEntry { Hash = hash, Offset = AddRecord(bytes, length, ids, count) };
        _learned.Start[_count++] = place;
        return true;
    }

    /// <summary>Frees the memory.</summary>
    public void Free()
    {
        _entries.Free();
        _heap.Free();
        _learned.Free();
    }

    private static ulong Mix(ulong hash, ulong value)
    {
        ulong mixed = (hash ^ value) * 0xBF58476D1CE4E5B9UL;
        return mixed ^ (mixed >> 29);
    }

    /// <summary>Makes the cache as it was at first.</summary>
    public void Forget()
    {
        // What was learned stands behind what was there: taking it out leaves the seed as it was.
        LongPreTokenEntry* entries = _entries.Start;
        foreach (uint place in _learned.Span[_seed!._count.._count])
        {
            entries[place].Hash = 0;
        }

        _count = _seed._count;
        _heapUsed = _seed._heapUsed;
    }

    private static bool IsSame(byte* known, int knownLength, byte* bytes, int length)
        => knownLength == length && new ReadOnlySpan<byte>(known, length).SequenceEqual(new ReadOnlySpan<byte>(bytes, length));

    private static int RecordBytes(int length, int count) => HeaderBytes + (4 * Math.Abs(count)) + ((length + 3) & ~3);

    private uint FreePlace(ulong hash)
    {
        LongPreTokenEntry* entries = _entries.Start;
        uint i = (uint)hash & Mask;
        while (entries[i].Hash != 0)
        {
            i = (i + 1) & Mask;
        }

        return i;
    }

    /// <summary>Writes the length, the number of ids or <see cref="WholeOnly"/>, the ids and the bytes.</summary>
    /// <returns>Where.</returns>
    private int AddRecord(byte* bytes, int length, int* ids, int count)
    {
        int stored = Math.Abs(count);
        int offset = _heapUsed;
        int* record = (int*)(_heap.Start + offset);
        record[0] = length;
        record[1] = count;
        new ReadOnlySpan<int>(ids, stored).CopyTo(new Span<int>(record + 2, stored));
        new ReadOnlySpan<byte>(bytes, length).CopyTo(new Span<byte>(record + 2 + stored, length));
        _heapUsed += RecordBytes(length, count);
        return offset;
    }
}
