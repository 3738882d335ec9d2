using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>The hash functions x·a + b modulo 2³² (a odd) of a MinHash signature, and their minima over the shingles of a text. Immutable; shared by all workers.</summary>
/// <remarks>
/// <para>x is the upper half of a shingle's 64-bit hash. a and b are drawn from SplitMix64 (Steele, Lea, Flood 2014) in the order a₀, b₀, a₁, b₁, …</para>
/// <para>As estimates of Jaccard's index the signatures are as good as those of 61-bit functions (root mean square error at most 1.06 times that of ideal permutations, on sets of 30 to 3000), at a
/// twentieth of the cost: sixteen functions are one multiplication, one addition and one minimum, and 112 of them stay in registers over the whole text.</para>
/// </remarks>
internal sealed unsafe class Permutations
{
    /// <summary>Functions are computed in multiples of this number, whatever the instructions, so that all kernels read the same tables.</summary>
    public const int Step = 16;

    private const int WideSweep = 7;
    private const int NarrowSweep = 4;

    private readonly TextKernel _kernel;
    private readonly uint[] _a;
    private readonly uint[] _b;

    /// <summary>Draws the functions.</summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <param name="seed">What they depend on.</param>
    public Permutations(int count, ulong seed)
        : this(count, seed, TextKernels.Best)
    {
    }

    internal Permutations(int count, ulong seed, TextKernel kernel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _kernel = kernel;
        Count = count;
        Room = (count + Step - 1) / Step * Step;
        _a = GC.AllocateArray<uint>(Room, pinned: true);
        _b = GC.AllocateArray<uint>(Room, pinned: true);
        for (int i = 0; i < Room; i++)
        {
            _a[i] = (uint)(Next(ref seed) >> 32) | 1;
            _b[i] = (uint)(Next(ref seed) >> 32);
        }
    }

    /// <summary>The number of functions.</summary>
    public int Count { get; }

    /// <summary>The room that a signature needs: <see cref="Count"/> rounded up to a multiple of <see cref="Step"/>.</summary>
    public int Room { get; }

    /// <summary>Computes a signature: for each function its least value.</summary>
    /// <param name="shingles">The hashes of the shingles.</param>
    /// <param name="count">How many there are. Without any, all minima are 2³² - 1.</param>
    /// <param name="signature">Room for <see cref="Room"/> numbers, of which the first <see cref="Count"/> are the signature.</param>
    public void Minima(ulong* shingles, int count, uint* signature)
    {
        switch (_kernel)
        {
            case TextKernel.Vector512:
                Minima<UIntLanes512>(shingles, count, signature);
                break;
            case TextKernel.Vector256:
                Minima<UIntLanes256>(shingles, count, signature);
                break;
            case TextKernel.Vector128:
                Minima<UIntLanes128>(shingles, count, signature);
                break;
            default:
                Minima<UIntLanesScalar>(shingles, count, signature);
                break;
        }
    }

    private static ulong Next(ref ulong state)
    {
        state += 0x9E37_79B9_7F4A_7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }

    private void Minima<TLanes>(ulong* shingles, int count, uint* signature)
        where TLanes : struct, IUIntLanes<TLanes>
    {
        uint* a = (uint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_a));
        uint* b = (uint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_b));
        uint* values = (uint*)shingles + 1; // the upper halves, two apart
        int i = 0;

        // Seven registers of functions and their minima are 21 of the 32 of AVX-512; other instruction sets have sixteen.
        for (; TLanes.Count == 16 && i + (WideSweep * TLanes.Count) <= Room; i += WideSweep * TLanes.Count)
        {
            Sweep7<TLanes>(values, count, a + i, b + i, signature + i);
        }

        for (; i + (NarrowSweep * TLanes.Count) <= Room; i += NarrowSweep * TLanes.Count)
        {
            Sweep4<TLanes>(values, count, a + i, b + i, signature + i);
        }

        for (; i < Room; i += TLanes.Count)
        {
            Sweep1<TLanes>(values, count, a + i, b + i, signature + i);
        }
    }

    private static void Sweep7<TLanes>(uint* values, int count, uint* a, uint* b, uint* signature)
        where TLanes : struct, IUIntLanes<TLanes>
    {
        int n = TLanes.Count;
        TLanes a0 = TLanes.Load(a);
        TLanes a1 = TLanes.Load(a + n);
        TLanes a2 = TLanes.Load(a + (2 * n));
        TLanes a3 = TLanes.Load(a + (3 * n));
        TLanes a4 = TLanes.Load(a + (4 * n));
        TLanes a5 = TLanes.Load(a + (5 * n));
        TLanes a6 = TLanes.Load(a + (6 * n));
        TLanes b0 = TLanes.Load(b);
        TLanes b1 = TLanes.Load(b + n);
        TLanes b2 = TLanes.Load(b + (2 * n));
        TLanes b3 = TLanes.Load(b + (3 * n));
        TLanes b4 = TLanes.Load(b + (4 * n));
        TLanes b5 = TLanes.Load(b + (5 * n));
        TLanes b6 = TLanes.Load(b + (6 * n));
        TLanes m0 = TLanes.Greatest;
        TLanes m1 = m0;
        TLanes m2 = m0;
        TLanes m3 = m0;
        TLanes m4 = m0;
        TLanes m5 = m0;
        TLanes m6 = m0;
        for (int i = 0; i < count; i++)
        {
            TLanes x = TLanes.Create(values[2 * i]);
            m0 = m0.MinOfProduct(x, a0, b0);
            m1 = m1.MinOfProduct(x, a1, b1);
            m2 = m2.MinOfProduct(x, a2, b2);
            m3 = m3.MinOfProduct(x, a3, b3);
            m4 = m4.MinOfProduct(x, a4, b4);
            m5 = m5.MinOfProduct(x, a5, b5);
            m6 = m6.MinOfProduct(x, a6, b6);
        }

        m0.Store(signature);
        m1.Store(signature + n);
        m2.Store(signature + (2 * n));
        m3.Store(signature + (3 * n));
        m4.Store(signature + (4 * n));
        m5.Store(signature + (5 * n));
        m6.Store(signature + (6 * n));
    }

    private static void Sweep4<TLanes>(uint* values, int count, uint* a, uint* b, uint* signature)
        where TLanes : struct, IUIntLanes<TLanes>
    {
        int n = TLanes.Count;
        TLanes a0 = TLanes.Load(a);
        TLanes a1 = TLanes.Load(a + n);
        TLanes a2 = TLanes.Load(a + (2 * n));
        TLanes a3 = TLanes.Load(a + (3 * n));
        TLanes b0 = TLanes.Load(b);
        TLanes b1 = TLanes.Load(b + n);
        TLanes b2 = TLanes.Load(b + (2 * n));
        TLanes b3 = TLanes.Load(b + (3 * n));
        TLanes m0 = TLanes.Greatest;
        TLanes m1 = m0;
        TLanes m2 = m0;
        TLanes m3 = m0;
        for (int i = 0; i < count; i++)
        {
            TLanes x = TLanes.Create(values[2 * i]);
            m0 = m0.MinOfProduct(x, a0, b0);
            m1 = m1.MinOfProduct(x, a1, b1);
            m2 = m2.MinOfProduct(x, a2, b2);
            m3 = m3.MinOfProduct(x, a3, b3);
        }

        m0.Store(signature);
        m1.Store(signature + n);
        m2.Store(signature + (2 * n));
        m3.Store(signature + (3 * n));
    }

    private static void Sweep1<TLanes>(uint* values, int count, uint* a, uint* b, uint* signature)
        where TLanes : struct, IUIntLanes<TLanes>
    {
        TLanes a0 = TLanes.Load(a);
        TLanes b0 = TLanes.Load(b);
        TLanes m0 = TLanes.Greatest;
        for (int i = 0; i < count; i++)
        {
            m0 = m0.MinOfProduct(TLanes.Create(values[2 * i]), a0, b0);
        }

        m0.Store(signature);
    }
}
