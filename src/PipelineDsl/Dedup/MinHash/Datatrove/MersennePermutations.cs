using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>The hash functions of datatrove's MinHash, bit for bit: (x·a + b modulo 2⁶⁴) modulo 2⁶¹ - 1. Immutable; shared by all workers.</summary>
/// <remarks>Source: datatrove 0.10.0, <c>pipeline/dedup/minhash.py</c>. The product wraps at 64 bits before it is reduced; first all a, then all b are drawn from NumPy's <c>RandomState(seed)</c>.</remarks>
internal sealed unsafe class MersennePermutations
{
    private const ulong Prime = (1UL << 61) - 1;

    private readonly TextKernel _kernel;
    private readonly ulong[] _a;
    private readonly ulong[] _b;
    private readonly ulong _mask;

    /// <summary>Draws the functions.</summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <param name="seed">The seed of <c>RandomState</c>.</param>
    /// <param name="low32">Whether of each value only the lower 32 bits are used, as datatrove does with 32-bit hashes.</param>
    public MersennePermutations(int count, uint seed, bool low32)
        : this(count, seed, low32, TextKernels.Best)
    {
    }

    internal MersennePermutations(int count, uint seed, bool low32, TextKernel kernel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _kernel = kernel;
        _mask = low32 ? uint.MaxValue : ulong.MaxValue;
        Count = count;
        Room = (count + 7) / 8 * 8;
        _a = GC.AllocateArray<ulong>(Room, pinned: true);
        _b = GC.AllocateArray<ulong>(Room, pinned: true);
        NumpyRandom random = new(seed);
        for (int i = 0; i < count; i++)
        {
            _a[i] = random.Between(1, Prime);
        }

        for (int i = 0; i < count; i++)
        {
            _b[i] = random.Between(0, Prime);
        }
    }

    /// <summary>The number of functions.</summary>
    public int Count { get; }

    /// <summary>The room that a signature needs: <see cref="Count"/> rounded up to a multiple of eight.</summary>
    public int Room { get; }

    /// <summary>The multipliers.</summary>
    public ReadOnlySpan<ulong> A => _a.AsSpan(0, Count);

    /// <summary>The offsets.</summary>
    public ReadOnlySpan<ulong> B => _b.AsSpan(0, Count);

    /// <summary>Computes a signature: for each function its least value.</summary>
    /// <param name="shingles">The hashes of the shingles.</param>
    /// <param name="count">How many there are, 1 or more.</param>
    /// <param name="signature">Room for <see cref="Room"/> numbers, of which the first <see cref="Count"/> are the signature.</param>
    public void Minima(ulong* shingles, int count, ulong* signature)
    {
        ulong* a = (ulong*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_a));
        ulong* b = (ulong*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_b));
        switch (_kernel)
        {
            case TextKernel.Vector512:
                for (int i = 0; i < Room; i += Vector512<ulong>.Count)
                {
                    Sweep(shingles, count, Vector512.Load(a + i), Vector512.Load(b + i)).Store(signature + i);
                }

                break;
            case TextKernel.Vector256:
                for (int i = 0; i < Room; i += Vector256<ulong>.Count)
                {
                    Sweep(shingles, count, Vector256.Load(a + i), Vector256.Load(b + i)).Store(signature + i);
                }

                break;
            case TextKernel.Vector128:
                for (int i = 0; i < Room; i += Vector128<ulong>.Count)
                {
                    Sweep(shingles, count, Vector128.Load(a + i), Vector128.Load(b + i)).Store(signature + i);
                }

                break;
            default:
                for (int i = 0; i < Room; i++)
                {
                    signature[i] = Sweep(shingles, count, a[i], b[i]);
                }

                break;
        }
    }

    private Vector512<ulong> Sweep(ulong* shingles, int count, Vector512<ulong> a, Vector512<ulong> b)
    {
        Vector512<ulong> prime = Vector512.Create(Prime);
        Vector512<ulong> mask = Vector512.Create(_mask);
        Vector512<ulong> least = Vector512<ulong>.AllBitsSet;
        for (int i = 0; i < count; i++)
        {
            Vector512<ulong> x = (Vector512.Create(shingles[i]) * a) + b;
            x = (x & prime) + (x >>> 61);
            x = Vector512.Min(x, x - prime); // one that is below the prime wraps to a great number
            least = Vector512.Min(least, x & mask);
        }

        return least;
    }

    private Vector256<ulong> Sweep(ulong* shingles, int count, Vector256<ulong> a, Vector256<ulong> b)
    {
        Vector256<ulong> prime = Vector256.Create(Prime);
        Vector256<ulong> mask = Vector256.Create(_mask);
        Vector256<ulong> least = Vector256<ulong>.AllBitsSet;
        for (int i = 0; i < count; i++)
        {
            Vector256<ulong> x = (Vector256.Create(shingles[i]) * a) + b;
            x = (x & prime) + (x >>> 61);
            x = Vector256.Min(x, x - prime);
            least = Vector256.Min(least, x & mask);
        }

        return least;
    }

    private Vector128<ulong> Sweep(ulong* shingles, int count, Vector128<ulong> a, Vector128<ulong> b)
    {
        Vector128<ulong> prime = Vector128.Create(Prime);
        Vector128<ulong> mask = Vector128.Create(_mask);
        Vector128<ulong> least = Vector128<ulong>.AllBitsSet;
        for (int i = 0; i < count; i++)
        {
            Vector128<ulong> x = (Vector128.Create(shingles[i]) * a) + b;
            x = (x & prime) + (x >>> 61);
            x = Vector128.Min(x, x - prime);
            least = Vector128.Min(least, x & mask);
        }

        return least;
    }

    private ulong Sweep(ulong* shingles, int count, ulong a, ulong b)
    {
        ulong least = ulong.MaxValue;
        for (int i = 0; i < count; i++)
        {
            ulong x = (shingles[i] * a) + b;
            x = (x & Prime) + (x >> 61);
            x = ulong.Min(x, x - Prime);
            least = ulong.Min(least, x & _mask);
        }

        return least;
    }
}
