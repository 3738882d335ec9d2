using System;
using System.Collections;
using System.IO.Hashing;

namespace PipelineDsl;

/// <summary>The Bloom filter of datatrove 0.10 (<c>SingleBloomFilter</c>), its broken index included: for comparisons only. Use <see cref="BloomFilter"/>.</summary>
/// <remarks>
/// The index of a bit is a hash and-ed with the size in <em>bytes</em>, not its remainder by the size in bits. So only sizes of the form 2ⁿ − 1 spread keys at all, over an eighth of the bits; with a power of two
/// two bits are ever used. Hashes are XXH32, permuted by ((h·a + b) mod 2⁶⁴) mod (2⁶¹ − 1).
/// </remarks>
internal sealed class DatatroveBloomFilter
{
    private const ulong MersennePrime = (1UL << 61) - 1;

    private readonly ulong[] _a;
    private readonly ulong[] _b;
    private readonly ulong _mask;
    private readonly BitArray _bits;

    /// <summary>Creates an empty filter.</summary>
    /// <param name="bytes">Its size in bytes.</param>
    /// <param name="a">The permutations' factors.</param>
    /// <param name="b">The permutations' summands.</param>
    public DatatroveBloomFilter(int bytes, ulong[] a, ulong[] b)
    {
        _a = a;
        _b = b;
        _mask = (ulong)bytes;
        _bits = new BitArray(bytes + 1);
    }

    /// <summary>The hash of an n-gram: its words joined with spaces.</summary>
    public static uint Hash(ReadOnlySpan<byte> ngram) => XxHash32.HashToUInt32(ngram);

    /// <summary>Looks up all hashes of a document, then adds those that were not there; returns how many were.</summary>
    public int CountAndAdd(ReadOnlySpan<uint> hashes)
    {
        int found = 0;
        bool[] known = new bool[hashes.Length];
        for (int i = 0; i < hashes.Length; i++)
        {
            known[i] = Contains(hashes[i]);
            found += known[i] ? 1 : 0;
        }

        for (int i = 0; i < hashes.Length; i++)
        {
            for (int j = 0; !known[i] && j < _a.Length; j++)
            {
                _bits[Index(hashes[i], j)] = true;
            }
        }

        return found;
    }

    private bool Contains(uint hash)
    {
        for (int j = 0; j < _a.Length; j++)
        {
            if (!_bits[Index(hash, j)])
            {
                return false;
            }
        }

        return true;
    }

    private int Index(uint hash, int j) => (int)((((hash * _a[j]) + _b[j]) % MersennePrime) & _mask);
}
