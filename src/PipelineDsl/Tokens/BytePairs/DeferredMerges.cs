using System;

namespace PipelineDsl;

/// <summary>The pre-tokens of a text that its cache did not know: merged together, and their ids put in where they were left out.</summary>
/// <remarks>One of a hundred pre-tokens is new, so that merging each when it comes would be one chain of waits for memory. One that comes again before it has been merged waits with the first.</remarks>
internal sealed unsafe class DeferredMerges
{
    // So many are merged together, and those of a batch more.
    private const int Enough = 64;

    private readonly PreTokenMerger _merger;
    private readonly PreTokenCache _cache;
    private readonly int _maxIds;
    private readonly NativeArray<WaitingPreToken> _waiting;
    private readonly NativeArray<int> _ids;
    private readonly NativeArray<Gap> _gaps;
    private int _count;
    private int _gapCount;

    /// <summary>Begins with nothing.</summary>
    /// <param name="merger">Merges.</param>
    /// <param name="cache">Remembers what comes of it.</param>
    /// <param name="maxIdsPerByte">See <see cref="PreTokenModel.MaxIdsPerByte"/>.</param>
    /// <param name="batch">How many may be added after <see cref="AreEnough"/>.</param>
    public DeferredMerges(PreTokenMerger merger, PreTokenCache cache, int maxIdsPerByte, int batch)
    {
        _merger = merger;
        _cache = cache;
        _maxIds = PreTokenKey.MaxLength * maxIdsPerByte;
        _waiting = new NativeArray<WaitingPreToken>(Enough + batch);
        _gaps = new NativeArray<Gap>(Enough + batch);
        _ids = new NativeArray<int>((Enough + batch) * _maxIds);
    }

    /// <summary>Whether it is time for <see cref="Merge"/>.</summary>
    public bool AreEnough => _gapCount >= Enough;

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => _gapCount == 0;

    /// <summary>Adds a pre-token, and has the cache know that it waits.</summary>
    /// <param name="start">Its first byte, which stays where it is.</param>
    /// <param name="length">Its length.</param>
    /// <param name="key">Its key.</param>
    /// <returns>Its number.</returns>
    public int Add(byte* start, int length, PreTokenKey key)
    {
        int number = _count++;
        _waiting.Start[number] = new WaitingPreToken { Start = start, Length = length, Ids = _ids.Start + (number * _maxIds), Entry = _cache.Expect(key, number) };
        return number;
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
        _gapCount = 0;
    }

    /// <summary>Frees the memory.</summary>
    public void Free()
    {
        _waiting.Free();
        _gaps.Free();
        _ids.Free();
    }

    /// <summary>A place where ids are left out.</summary>
    private struct Gap
    {
        public int Number;
        public int At;
    }
}
