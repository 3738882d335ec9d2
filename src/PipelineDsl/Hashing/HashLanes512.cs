using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PipelineDsl;

/// <summary>All lanes in one vector: AVX-512.</summary>
internal readonly unsafe struct HashLanes512(Vector512<ulong> lanes) : IHashLanes<HashLanes512>
{
    private const byte SwapHalves = 0x4E;

    private readonly Vector512<ulong> _lanes = lanes;

    public static bool IsSupported => Avx512F.IsSupported && Avx512DQ.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HashLanes512 Load(ulong* lanes) => new(Vector512.Load(lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public HashLanes512 Add(byte* stripe, byte* secret)
    {
        Vector512<ulong> data = Vector512.Load((ulong*)stripe);
        Vector512<ulong> key = data ^ Vector512.Load((ulong*)secret);
        Vector512<ulong> product = Avx512F.Multiply(key.AsUInt32(), (key >>> 32).AsUInt32());
        return new(_lanes + (product + Avx512F.Shuffle(data.AsUInt32(), SwapHalves).AsUInt64()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public HashLanes512 Scramble(byte* secret)
        => new(Avx512DQ.MultiplyLow(_lanes ^ (_lanes >>> 47) ^ Vector512.Load((ulong*)secret), Vector512.Create((ulong)LongHash.Prime32First)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ulong* lanes) => _lanes.Store(lanes);
}
