using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PipelineDsl;

/// <summary>Eight positions at a time (AVX2): the block is two registers, out of which the words are permuted.</summary>
internal readonly unsafe struct BloomProbe256 : IBloomProbe<BloomProbe256>
{
    public static bool IsSupported => Avx2.IsSupported;

    public static bool Contains(uint* block, ulong hash, int count)
        => Missing(block, hash, BloomBits.Start, count) == 0 && (count <= 8 || Missing(block, hash, BloomBits.Start + 8, count - 8) == 0);

    /// <summary>The first eight bits of <paramref name="count"/> that are not set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Missing(uint* block, ulong hash, uint* multipliers, int count)
    {
        Vector256<uint> positions = (Vector256.Create(hash).AsUInt32() * Vector256.Load(multipliers)) >>> BloomBits.Shift;
        Vector256<uint> word = positions >>> 5;
        Vector256<uint> low = Avx2.PermuteVar8x32(Vector256.Load(block), word); // by three bits of it
        Vector256<uint> high = Avx2.PermuteVar8x32(Vector256.Load(block + 8), word);
        Vector256<uint> words = Vector256.ConditionalSelect(Vector256.GreaterThan(word.AsInt32(), Vector256.Create(7)).AsUInt32(), high, low);
        Vector256<uint> bits = Avx2.ShiftLeftLogicalVariable(Vector256<uint>.One, positions & Vector256.Create(31u));
        return Vector256.Equals(words & bits, Vector256<uint>.Zero).ExtractMostSignificantBits() & ((1u << count) - 1);
    }
}
