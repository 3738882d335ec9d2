using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>Byte pair encoding of one piece of text: merges the two neighbouring symbols of the lowest rank, the leftmost of equals, until none merge.</summary>
/// <remarks>Ranks lie in an array, whose minimum and whose closing-up are a few vector operations. More of them go to <see cref="CharacterPairHeap"/>.</remarks>
internal sealed unsafe class CharacterPairMerger : PreTokenMerger
{
    // About where a heap becomes faster.
    private const int MaxSymbols = 128;

    // Whole vectors are read from any place up to the end, and one element further on.
    private const int Padding = 32;

    // What is bigger is freed after use.
    private const int KeptSymbols = 1 << 16;

    private readonly CharacterPairModel _model;
    private readonly CharacterPairHeap _heap;
    private readonly bool _canInterleave;
    private readonly NativeArray<int> _ranks = new(MaxSymbols + Padding);
    private readonly int _maxPerByte;
    private int _lastRank = -1;
    private InterleavedMerger<CharacterPairRules>? _interleaved; // made when it is needed: while the model's table is being filled it could not be
    private NativeArray<int> _symbols = new(1024);

    /// <summary>Creates a merger for one thread.</summary>
    public CharacterPairMerger(CharacterPairModel model)
    {
        _model = model;
        _heap = new CharacterPairHeap(model);
        _maxPerByte = model.MaxIdsPerByte;
        _canInterleave = _maxPerByte == 1 && model.UserSymbols is null;
    }

    /// <summary>The rank of the last merge that <see cref="MergeSymbols"/> did, or -1: it did none.</summary>
    public int LastRank => _lastRank;

    /// <inheritdoc/>
    public override int Merge(byte* bytes, int length, int* output)
    {
        if (_model.UserSymbols is { } userSymbols && userSymbols.Longest(new ReadOnlySpan<byte>(bytes, length), out int matched) is >= 0 and int id && matched == length)
        {
            *output = id;
            return 1;
        }

        int count = MergeSymbols(bytes, length, out int* symbols);
        int written = _model.Write(symbols, count, output);
        if (_symbols.Length > KeptSymbols)
        {
            _symbols.Free();
            _symbols = new NativeArray<int>(1024);
        }

        return written;
    }

    /// <inheritdoc/>
    public override void Merge(WaitingPreToken* preTokens, int count)
    {
        if (!_canInterleave)
        {
            base.Merge(preTokens, count);
            return;
        }

        _interleaved ??= new InterleavedMerger<CharacterPairRules>(new CharacterPairRules(_model), this);
        _interleaved.Merge(preTokens, count);
    }

    /// <summary>Merges.</summary>
    /// <param name="bytes">The text.</param>
    /// <param name="length">Its length, at least 1.</param>
    /// <param name="symbols">The symbols that are left, until the next call.</param>
    /// <returns>Their number.</returns>
    public int MergeSymbols(byte* bytes, int length, out int* symbols)
    {
        long room = ((long)length * _maxPerByte) + Padding;
        if (_symbols.Length < room)
        {
            _symbols.Free();
            _symbols = new NativeArray<int>(checked((int)room), zeroed: false);
        }

        symbols = _symbols.Start + 1;
        _lastRank = -1;
        int count = _model.Begin(bytes, length, symbols);
        return count <= MaxSymbols ? MergeAll(symbols, count) : _heap.Merge(symbols, count, out _lastRank);
    }

    /// <inheritdoc/>
    public override void Free()
    {
        _symbols.Free();
        _ranks.Free();
        _heap.Free();
        _interleaved?.Free();
    }

    /// <summary>Merges up to 128 symbols in place.</summary>
    internal int MergeAll(int* symbols, int count)
    {
        if (count < 2)
        {
            return count;
        }

        CharacterPairTable table = _model.Table;
        int* ranks = _ranks.Start;
        for (int i = 1; i < count; i++)
        {
            ranks[i - 1] = table.Find(symbols[i - 1], symbols[i]);
        }

        Vector256<int> none = Vector256.Create(CharacterPairTable.None);
        none.Store(ranks + count - 1);
        none.Store(ranks + count + 7);
        while (count > 1)
        {
            int best = Minimum(ranks, count - 1);
            if (best == CharacterPairTable.None)
            {
                break;
            }

            int at = IndexOf(ranks, best);
            int merged = _model.Merged(best, symbols[at], symbols[at + 1]);
            _lastRank = best;
            count--;
            symbols[at] = merged;
            for (int k = at; k < count; k += 8)
            {
                Vector256.Load(symbols + k + 2).Store(symbols + k + 1);
                Vector256.Load(ranks + k + 1).Store(ranks + k);
            }

            ranks[at] = at + 1 < count ? table.Find(merged, symbols[at + 1]) : CharacterPairTable.None;
            if (at > 0)
            {
                ranks[at - 1] = table.Find(symbols[at - 1], merged);
            }
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Minimum(int* values, int count)
    {
        Vector256<int> least = Vector256.Load(values);
        for (int i = 8; i < count; i += 8)
        {
            least = Vector256.Min(least, Vector256.Load(values + i));
        }

        Vector128<int> four = Vector128.Min(least.GetLower(), least.GetUpper());
        Vector128<int> two = Vector128.Min(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Min(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IndexOf(int* values, int value)
    {
        Vector256<int> wanted = Vector256.Create(value);
        for (int i = 0; ; i += 8)
        {
            uint equal = Vector256.Equals(Vector256.Load(values + i), wanted).ExtractMostSignificantBits();
            if (equal != 0)
            {
                return i + BitOperations.TrailingZeroCount(equal);
            }
        }
    }
}
