using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PipelineDsl;

/// <summary>All positions at once (AVX-512): the block is one register, out of which the words are permuted.</summary>
internal readonly unsafe struct BloomProbe512 : IBloomProbe<BloomProbe512>
{
    public static bool IsSupported => Avx512F.IsSupported;

    public static bool Contains(uint* block, ulong hash, int count)
    {
        Vector512<uint> positions = (Vector512.Create(hash).AsUInt32() * Vector512.Load(BloomBits.Start)) >>> BloomBits.Shift;
        Vector512<uint> words = Avx512F.PermuteVar16x32(Vector512.Load(block), positions >>> 5);
        Vector512<uint> bits = Avx512F.ShiftLeftLogicalVariable(Vector512<uint>.One, positions & Vector512.Create(31u));
        return (Vector512.Equals(words & bits, Vector512<uint>.Zero).ExtractMostSignificantBits() & ((1u << count) - 1)) == 0;
    }
}
