using System;

namespace PipelineDsl;

/// <summary>The pre-tokens of a text that its cache did not know: merged together, and their ids put in where they were left out.</summary>
/// <remarks>One of a hundred pre-tokens is new, so that merging each when it comes would be one chain of waits for memory. One that comes again before it has been merged waits with the first.</remarks>
internal sealed unsafe class DeferredMerges
{
    /// <summary>Longer pre-tokens, in bytes, do not wait.</summary>
    public const int MaxLength = 30;

    // So many are merged together, and those of a batch more.
    private const int Enough = 64;

    private readonly PreTokenMerger _merger;
    private readonly PreTokenCache _cache;
    private readonly LongPreTokenCache _longCache;
    private readonly int _maxIdsPerByte;
    private readonly NativeArray<WaitingPreToken> _waiting;
    private readonly NativeArray<int> _ids;
    private readonly NativeArray<Gap> _gaps;
    private int _count;
    private int _idCount;
    private int _gapCount;

    /// <summary>Begins with nothing.</summary>
    /// <param name="merger">Merges.</param>
    /// <param name="cache">Remembers what comes of it.</param>
    /// <param name="longCache">The same for longer pre-tokens.</param>
    /// <param name="maxIdsPerByte">See <see cref="PreTokenModel.MaxIdsPerByte"/>.</param>
    /// <param name="batch">How many may be added after <see cref="AreEnough"/>.</param>
    public DeferredMerges(PreTokenMerger merger, PreTokenCache cache, LongPreTokenCache longCache, int maxIdsPerByte, int batch)
    {
        _merger = merger;
        _cache = cache;
        _longCache = longCache;
        _maxIdsPerByte = maxIdsPerByte;
        _waiting = new NativeArray<WaitingPreToken>(Enough + batch);
        _gaps = new NativeArray<Gap>(Enough + batch);
        _ids = new NativeArray<int>((Enough + batch) * MaxLength * maxIdsPerByte);
    }

    /// <summary>Whether it is time for <see cref="Merge"/>.</summary>
    public bool AreEnough => _gapCount >= Enough;

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => _gapCount == 0;

    /// <summary>What waits, by number.</summary>
    public WaitingPreToken* Waiting => _waiting.Start;

    /// <summary>Adds a short pre-token, and has the cache know that it waits.</summary>
    /// <param name="start">Its first byte, which stays where it is.</param>
    /// <param name="length">Its length.</param>
    /// <param name="key">Its key.</param>
    /// <returns>Its number.</returns>
    public int Add(byte* start, int length, PreTokenKey key)
    {
        WaitingPreToken* added = Add(start, length);
        added->Entry = _cache.Expect(key, added->Number);
        return added->Number;
    }

    /// <summary>Adds a longer one.</summary>
    /// <param name="start">Its first byte, which stays where it is.</param>
    /// <param name="length">Its length, at most <see cref="MaxLength"/>.</param>
    /// <param name="hash">Its hash.</param>
    /// <returns>Its number.</returns>
    public int AddLong(byte* start, int length, ulong hash)
    {
        WaitingPreToken* added = Add(start, length);
        added->LongEntry = _longCache.Expect(hash, added->Number);
        return added->Number;
    }

    /// <summary>Notes where the ids of a pre-token are left out.</summary>
    /// <param name="number">The pre-token.</param>
    /// <param name="at">How many ids stand before them.</param>
    public void Leave(int number, int at) => _gaps.Start[_gapCount++] = new Gap { Number = number, At = at };

    /// <summary>Merges what waits and puts the ids in.</summary>
    public void Merge(TokenBuffer output)
    {
        WaitingPreToken* waiting = _waiting.Start;
        _merger.Merge(waiting, _count);
        for (int i = 0; i < _count; i++)
        {
            if (waiting[i].LongEntry != null)
            {
                _longCache.Learn(waiting + i);
                continue;
            }

            _cache.Learn(waiting[i].Entry, waiting[i].Ids, waiting[i].Count);
        }

        int added = 0;
        for (int i = 0; i < _gapCount; i++)
        {
            added += waiting[_gaps.Start[i].Number].Count;
        }

        // From back to front, so that each id is moved once.
        int* ids = output.Reserve(added) - output.Count;
        int from = output.Count;
        int to = from + added;
        for (int i = _gapCount - 1; i >= 0; i--)
        {
            Gap gap = _gaps.Start[i];
            int behind = from - gap.At;
            to -= behind;
            from = gap.At;
            new ReadOnlySpan<int>(ids + from, behind).CopyTo(new Span<int>(ids + to, behind));
            WaitingPreToken merged = waiting[gap.Number];
            to -= merged.Count;
            new ReadOnlySpan<int>(merged.Ids, merged.Count).CopyTo(new Span<int>(ids + to, merged.Count));
        }

        output.Advance(added);
        _count = 0;
        _idCount = 0;
        _gapCount = 0;
    }

    /// <summary>Frees the memory.</summary>
    public void Free()
    {
        _waiting.Free();
        _gaps.Free();
        _ids.Free();
    }

    private WaitingPreToken* Add(byte* start, int length)
    {
        WaitingPreToken* added = _waiting.Start + _count;
        *added = new WaitingPreToken { Start = start, Length = length, Number = _count, Ids = _ids.Start + _idCount };
        _count++;
        _idCount += length * _maxIdsPerByte;
        return added;
    }

    /// <summary>A place where ids are left out.</summary>
    private struct Gap
    {
        public int Number;
        public int At;
    }
}
