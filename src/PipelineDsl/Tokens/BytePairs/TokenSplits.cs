using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace PipelineDsl;

/// <summary>Finds the two tokens that merging a token's bytes leads to last, without merging them: of all splits into two tokens, the one whose parts stay apart.</summary>
/// <remarks>
/// A hash table of the tokens by the hash of their bytes, which is a polynomial's value: that of a token's beginning, and of its end, comes of the values at each of its bytes. A slot is four bytes: a token, and a part of its
/// hash; what is found is compared with the token's bytes at last. Memory is waited for most, so the slots of the tokens that come next are fetched ahead.
/// </remarks>
internal sealed unsafe class TokenSplits
{
    private const ulong Base = 0x9E3779B97F4A7C15UL;
    private const int RankBits = MergeTable.RankBits;
    private const uint RankMask = (1u << RankBits) - 1;

    // Tokens that are fetched ahead; a power of two.
    private const int Ahead = 8;

    private readonly BytePairModel _model;
    private readonly MergeOrigins _origins;
    private readonly NativeArray<uint> _slots; // the hash's lower bits, and the rank plus 1
    private readonly int _shift;
    private readonly uint _mask;
    private readonly NativeArray<ulong> _powers; // of the base
    private readonly NativeArray<ulong> _values; // of the beginnings of the tokens that are fetched
    private readonly int _stride;
    private int _fetched;

    /// <summary>Begins with the single bytes.</summary>
    /// <param name="model">The tokens.</param>
    /// <param name="merges">The merges of the tokens that were added.</param>
    /// <param name="origins">The same.</param>
    public TokenSplits(BytePairModel model, MergeTable merges, MergeOrigins origins)
    {
        int bits = BitOperations.Log2((uint)Math.Max(model.Count, 256)) + 2;
        _model = model;
        _origins = origins;
        _slots = new NativeArray<uint>(1 << bits);
        _shift = 64 - bits;
        _mask = (1u << bits) - 1;
        _stride = model.LongestToken + 1;
        _values = new NativeArray<ulong>(Ahead * _stride);
        _powers = new NativeArray<ulong>(_stride);
        _powers.Start[0] = 1;
        for (int i = 1; i < _stride; i++)
        {
            _powers.Start[i] = _powers.Start[i - 1] * Base;
        }

        for (int value = 0; value < 256; value++)
        {
            if (merges.ByteRanks[value] is not MergeTable.NoToken and int rank)
            {
                Add(Hash((ulong)value + 1), rank);
            }
        }
    }

    /// <summary>The left part of the token that was looked for last.</summary>
    public int Left { get; private set; }

    /// <summary>Its right part.</summary>
    public int Right { get; private set; }

    /// <summary>Whether merging a token's bytes leaves two tokens that were added before.</summary>
    /// <param name="rank">The token: one behind the token that was looked for last, 0 at first.</param>
    public bool Find(int rank)
    {
        while (_fetched < Math.Min(rank + Ahead, _model.Count))
        {
            Fetch(_fetched++);
        }

        ReadOnlySpan<byte> token = _model.Token(rank);
        ulong* values = Values(rank);
        ulong* powers = _powers.Start;
        for (int length = 1; length < token.Length; length++)
        {
            ulong leftHash = Hash(values[length]);
            uint leftPlace = (uint)(leftHash >> _shift);
            while (Next(leftHash, ref leftPlace, out int left))
            {
                ulong rightHash = Hash(values[token.Length] - (values[length] * powers[token.Length - length]));
                uint rightPlace = (uint)(rightHash >> _shift);
                while (Next(rightHash, ref rightPlace, out int right))
                {
                    if (_origins.StayApart(left, right, (token[length - 1] << 8) | token[length]) && token[..length].SequenceEqual(_model.Token(left)) && token[length..].SequenceEqual(_model.Token(right)))
                    {
                        Left = left;
                        Right = right;
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>Adds the token that was looked for last.</summary>
    public void Add(int rank) => Add(Hash(Values(rank)[_model.Token(rank).Length]), rank);

    /// <summary>Frees the memory.</summary>
    public void Free()
    {
        _slots.Free();
        _powers.Free();
        _values.Free();
    }

    private ulong* Values(int rank) => _values.Start + ((rank & (Ahead - 1)) * _stride);

    /// <summary>Works the values of a token's beginnings out, and has the slots fetched where the search for its parts will begin.</summary>
    private void Fetch(int rank)
    {
        ReadOnlySpan<byte> token = _model.Token(rank);
        ulong* values = Values(rank);
        ulong value = 0;
        for (int i = 0; i < token.Length; i++)
        {
            value = (value * Base) + token[i] + 1;
            values[i + 1] = value;
        }

        if (Sse.IsSupported)
        {
            ulong* powers = _powers.Start;
            Sse.Prefetch0(_slots.Start + (Hash(value) >> _shift));
            for (int length = 1; length < token.Length; length++)
            {
                Sse.Prefetch0(_slots.Start + (Hash(values[length]) >> _shift));
                Sse.Prefetch0(_slots.Start + (Hash(value - (values[length] * powers[token.Length - length])) >> _shift));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ulong value)
    {
        value = (value ^ (value >> 32)) * 0xBF58476D1CE4E5B9UL;
        return value ^ (value >> 32);
    }

    private void Add(ulong hash, int rank)
    {
        uint place = (uint)(hash >> _shift);
        while (_slots.Start[place] != 0)
        {
            place = (place + 1) & _mask;
        }

        _slots.Start[place] = ((uint)hash << RankBits) | (uint)(rank + 1);
    }

    /// <summary>The next token with a hash, from a place on, which is moved behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Next(ulong hash, ref uint place, out int rank)
    {
        uint slot;
        while ((slot = _slots.Start[place]) != 0)
        {
            place = (place + 1) & _mask;
            if (slot >> RankBits == ((uint)hash & (uint.MaxValue >> RankBits)))
            {
                rank = (int)(slot & RankMask) - 1;
                return true;
            }
        }

        rank = -1;
        return false;
    }
}
