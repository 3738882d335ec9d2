using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>Says of most hashes that are not among some that they are not: a Bloom filter whose three bits of a hash lie in one word of 64, so that one look at memory is enough.</summary>
/// <remarks>8 to 16 bits for each hash: about 1 to 5 % of the others pass. It is small enough for the second-level cache up to a million hashes.</remarks>
internal sealed unsafe class GramFilter
{
    private const int BitsPerHash = 8;
    private const int LeastWords = 64;

    private readonly ulong[] _words;
    private readonly ulong* _start;
    private readonly int _shift;

    /// <summary>Creates an empty filter.</summary>
    /// <param name="count">The number of hashes that are to be added.</param>
    public GramFilter(int count)
    {
        ulong words = BitOperations.RoundUpToPowerOf2((ulong)Math.Max(LeastWords, (long)count * BitsPerHash / 64));
        _words = GC.AllocateArray<ulong>(checked((int)words), pinned: true);
        _start = (ulong*)Unsafe.AsPointer(ref _words[0]);
        _shift = 64 - BitOperations.Log2(words);
    }

    /// <summary>Adds a hash whose bits are all well mixed.</summary>
    public void Add(ulong hash) => _words[hash >> _shift] |= Bits(hash);

    /// <summary>Whether a hash may be among those added; false is sure.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayContain(ulong hash)
    {
        ulong bits = Bits(hash);
        return (_start[hash >> _shift] & bits) == bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(ulong hash) => (1UL << (int)hash) | (1UL << (int)(hash >> 6)) | (1UL << (int)(hash >> 12));
}
