using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PipelineDsl;

/// <summary>Byte pair encoding with the ids of tiktoken.</summary>
/// <remarks>
/// <para>
/// Works in batches of pre-tokens, in two steps. First the text is cut, each pre-token's key and hash are computed, and the place of its entry in the cache is fetched
/// ahead; then the entries are looked at, by now in the first-level cache, and their ids written. Neither step waits for memory. What the cache does not
/// know is merged from its bytes and remembered.
/// </para>
/// <para>
/// Origins: byte pair encoding by ranks as in openai/tiktoken; the pre-token cache with its inline ids, its keys of sixteen bytes, its seed and its batches are
/// ideas of gigatoken (github.com/marcelroed/gigatoken). The code is our own.
/// </para>
/// </remarks>
/// <typeparam name="TPreTokenizer">The pattern.</typeparam>
internal sealed unsafe class BytePairEncoder<TPreTokenizer> : TokenEncoder
    where TPreTokenizer : struct, IPreTokenizer
{
    // Enough that the first entry has arrived when the last has been asked for. A window may add 64 more.
    private const int BatchSize = 64;

    private const int BatchCapacity = BatchSize + 64;

    // Shorter pre-tokens are looked up as they are.
    private const int MinPartedLength = 7;

    // In place of a place: the pre-token is longer than those in the cache.
    private const uint LongPlace = uint.MaxValue;

    // Characters that the table of characters has.
    private const uint CharactersPlace = uint.MaxValue - 1;

    // So many bytes of such characters are one pre-token at most.
    private const int MaxCharacters = 1 << 10;

    private readonly PreTokenCache _cache;
    private readonly LongPreTokenCache _longCache;
    private readonly PreTokenMerger _merger;
    private readonly DeferredMerges _deferred;
    private readonly int _maxIdsPerByte;
    private readonly bool _remembers;
    private readonly TPreTokenizer _preTokenizer;
    private readonly CharacterIds? _characterIds;
    private readonly NativeArray<PreToken> _batch = new(BatchCapacity);
    private readonly CharacterBorders? _borders;

    /// <summary>The end of the pre-token that is being cut into parts; null between two pre-tokens.</summary>
    private byte* _partsEnd;

    /// <summary>Creates an encoder with a cache that knows the vocabulary.</summary>
    /// <param name="model">The merges.</param>
    /// <param name="preTokenizer">Cuts the text.</param>
    public BytePairEncoder(PreTokenModel model, TPreTokenizer preTokenizer = default)
        : this(model, preTokenizer, new PreTokenCache(model), new LongPreTokenCache(model.LongTokens))
    {
    }

    /// <summary>Creates an encoder with caches that the caller made.</summary>
    internal BytePairEncoder(PreTokenModel model, TPreTokenizer preTokenizer, PreTokenCache cache, LongPreTokenCache longCache)
    {
        _preTokenizer = preTokenizer;
        _cache = cache;
        _longCache = longCache;
        _merger = model.CreateMerger();
        _maxIdsPerByte = model.MaxIdsPerByte;
        _deferred = new DeferredMerges(_merger, _cache, _longCache, _maxIdsPerByte, BatchCapacity);

        // Of an odd vocabulary that makes very many ids of one byte nothing is remembered.
        _remembers = PreTokenKey.MaxLength * _maxIdsPerByte < PreTokenCache.Waiting;
        _borders = model.FreeBorders;
        _characterIds = TPreTokenizer.HasCharacterIds ? model.CharacterIds : null;
    }

    /// <summary>A pre-token on its way from the first step to the second.</summary>
    private struct PreToken
    {
        public byte* Start;
        public int Length;

        /// <summary>The place in the cache.</summary>
        public uint Place;

        /// <summary>The key; of a longer pre-token, the hash and 0.</summary>
        public PreTokenKey Key;

        /// <summary>Whether it is only a part of a pre-token, to which the rule of the whole piece does not apply.</summary>
        public bool IsPart;
    }

    /// <inheritdoc/>
    public override void Encode(PaddedText text, TokenBuffer output)
    {
        byte* p = text.Start;
        byte* end = p + text.Length;
        while (p < end)
        {
            byte* start = p;
            p = Cut(start, end, out int count);

            // A pre-token has, but for rare models, at most as many ids as bytes; a whole entry's ids are written at once.
            int* room = output.Reserve(checked(((int)(p - start) * _maxIdsPerByte) + PreTokenCache.InlineIds));
            int* written = LookUp(count, room, output.Count);
            output.Advance((int)(written - room));
            if (_deferred.AreEnough)
            {
                _deferred.Merge(output);
            }
        }

        if (!_deferred.IsEmpty)
        {
            _deferred.Merge(output);
        }

        // The tables are freed by finalizers, which must not run before the pointers into them are done with.
        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public override void Forget()
    {
        _cache.Forget();
        _longCache.Forget();
    }

    /// <inheritdoc/>
    public override void Free()
    {
        _cache.Free();
        _longCache.Free();
        _merger.Free();
        _deferred.Free();
        _batch.Free();
    }

    /// <summary>The first step: cuts pre-tokens until the batch is full or the text ends.</summary>
    private byte* Cut(byte* p, byte* end, out int count)
    {
        PreToken* batch = _batch.Start;
        PreToken* next = batch;
        PreTokenEntry* entries = _cache.Entries;
        do
        {
            if (_partsEnd != null)
            {
                byte* part = _borders!.Next(p, _partsEnd);
                next->IsPart = true;
                Add(next++, p, (int)Math.Min(part - p, int.MaxValue), entries);
                p = part;
                _partsEnd = p < _partsEnd ? _partsEnd : null;
                continue;
            }

            if (TPreTokenizer.HasCharacterIds && *p >= 0x80 && _characterIds is not null)
            {
                byte* known = _characterIds.EndOfKnown(p, end - p > MaxCharacters ? p + MaxCharacters : end);
                if (known != p)
                {
                    next->Start = p;
                    next->Length = (int)(known - p);
                    next->Place = CharactersPlace;
                    next++;
                    p = known;
                    continue;
                }
            }

            ulong ends = *p < 0x80 ? _preTokenizer.Ends(p, end) : 0;
            if (ends == 0)
            {
                byte* cut = _preTokenizer.Next(p, end);

                // Only a character that the text's end cuts off can end behind it.
                cut = cut > end ? end : cut;
                next->IsPart = false;
                if (cut - p >= MinPartedLength && IsParted(p) && _borders is not null && _borders.Next(p, cut) is var border && border < cut)
                {
                    next->IsPart = true;
                    _partsEnd = cut;
                    cut = border;
                }

                Add(next++, p, (int)Math.Min(cut - p, int.MaxValue), entries);
                p = cut;
                continue;
            }

            int from = 0;
            do
            {
                int to = BitOperations.TrailingZeroCount(ends);
                ends &= ends - 1;
                next->IsPart = false;
                Add(next++, p + from, to - from, entries);
                from = to;
            }
            while (ends != 0);
            p += from;
        }
        while (p < end && next < batch + BatchSize);
        count = (int)(next - batch);
        return p;
    }

    /// <summary>Whether a pre-token should be cut further: one whose first or second character has three bytes or more, as those of the scripts without spaces have.</summary>
    private static bool IsParted(byte* start) => (*start < 0x80 ? start[1] : *start) >= 0xE0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(PreToken* preToken, byte* start, int length, PreTokenEntry* entries)
    {
        preToken->Start = start;
        preToken->Length = length;
        if (length <= PreTokenKey.MaxLength)
        {
            PreTokenKey key = PreTokenKey.Of(start, length);
            uint place = key.Hash() & PreTokenCache.Mask;
            preToken->Key = key;
            preToken->Place = place;
            Prefetch(entries + place);
        }
        else
        {
            AddLong(preToken);
        }
    }

    private void AddLong(PreToken* preToken)
    {
        preToken->Place = LongPlace;
        if (preToken->Length <= LongPreTokenCache.MaxLength)
        {
            ulong hash = LongPreTokenCache.Hash(preToken->Start, preToken->Length);
            preToken->Key = new PreTokenKey(hash, 0);
            Prefetch(_longCache.Place(hash));
        }
    }

    /// <summary>The second step: writes the ids of the batch, but for those of short pre-tokens that are new.</summary>
    /// <param name="count">The number of pre-tokens.</param>
    /// <param name="room">Where their ids go.</param>
    /// <param name="before">How many ids stand before that.</param>
    /// <returns>Behind the last id.</returns>
    private int* LookUp(int count, int* room, int before)
    {
        int* output = room;
        PreTokenEntry* entries = _cache.Entries;
        int* lists = _cache.Lists;
        PreToken* end = _batch.Start + count;
        for (PreToken* preToken = _batch.Start; preToken < end; preToken++)
        {
            uint place = preToken->Place;
            if (place >= CharactersPlace)
            {
                output = TPreTokenizer.HasCharacterIds && place == CharactersPlace
                    ? _characterIds!.Write(preToken->Start, preToken->Start + preToken->Length, output)
                    : output + LookUpLong(preToken, before + (int)(output - room), output);
                continue;
            }

            ulong low = preToken->Key.Low;
            ulong high = preToken->Key.High;
            PreTokenEntry* entry = entries + place;
            while (entry->Key.High != high || entry->Key.Low != low)
            {
                if (entry->Key.High == 0)
                {
                    entry = null;
                    break;
                }

                place = (place + 1) & PreTokenCache.Mask;
                entry = entries + place;
            }

            if (entry == null)
            {
                output += Defer(preToken, before + (int)(output - room), output);
                continue;
            }

            Vector128<uint> ids = Vector128.Load(&entry->First);
            (ids & Vector128.Create(0xFFFFFFu, uint.MaxValue, uint.MaxValue, uint.MaxValue)).Store((uint*)output);
            int known = (int)(ids.ToScalar() >> 24);
            if (known > PreTokenCache.InlineIds)
            {
                if (known == PreTokenCache.WholeOnly)
                {
                    output += preToken->IsPart ? Merge(preToken, output) : 1;
                    continue;
                }

                if (known == PreTokenCache.Waiting)
                {
                    _deferred.Leave((int)(entry->First & 0xFFFFFF), before + (int)(output - room));
                    continue;
                }

                new ReadOnlySpan<int>(lists + entry->Second, known).CopyTo(new Span<int>(output, known));
            }

            output += known;
        }

        return output;
    }

    /// <summary>Leaves the ids of a new pre-token out until it is merged with others.</summary>
    /// <returns>The number of ids that were written nevertheless.</returns>
    private int Defer(PreToken* preToken, int at, int* output)
    {
        if (_cache.IsFull && _deferred.IsEmpty)
        {
            _cache.Forget();
        }

        if (_cache.IsFull || !_remembers)
        {
            return Merge(preToken, output);
        }

        _deferred.Leave(_deferred.Add(preToken->Start, preToken->Length, preToken->Key), at);
        return 0;
    }

    private int LookUpLong(PreToken* preToken, int at, int* output)
    {
        byte* start = preToken->Start;
        int length = preToken->Length;
        if (length > LongPreTokenCache.MaxLength)
        {
            return Merge(preToken, output);
        }

        ulong hash = preToken->Key.Low;
        if (_longCache.TryFind(start, length, hash, _deferred.Waiting, out int* ids, out int count))
        {
            if (count == LongPreTokenCache.WholeOnly)
            {
                *output = *ids;
                return preToken->IsPart ? Merge(preToken, output) : 1;
            }

            if (count == LongPreTokenCache.Waiting)
            {
                _deferred.Leave(*ids, at);
                return 0;
            }

            new ReadOnlySpan<int>(ids, count).CopyTo(new Span<int>(output, count));
            return count;
        }

        // What waits has entries that must stay where they are.
        if (_longCache.IsFull && _deferred.IsEmpty)
        {
            _longCache.Forget();
        }

        if (length <= DeferredMerges.MaxLength && !_longCache.IsFull && _remembers)
        {
            _deferred.Leave(_deferred.AddLong(start, length, hash), at);
            return 0;
        }

        count = Merge(preToken, output);
        _ = _longCache.TryLearn(start, length, hash, output, count);
        return count;
    }

    private int Merge(PreToken* preToken, int* output) => _merger.Merge(preToken->Start, preToken->Length, output);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(void* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }
}
