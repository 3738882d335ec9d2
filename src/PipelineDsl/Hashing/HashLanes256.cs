using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PipelineDsl;

/// <summary>Four lanes in a vector: AVX2.</summary>
internal readonly unsafe struct HashLanes256(Vector256<ulong> low, Vector256<ulong> high) : IHashLanes<HashLanes256>
{
    private const byte SwapHalves = 0x4E;

    private readonly Vector256<ulong> _low = low;
    private readonly Vector256<ulong> _high = high;

    public static bool IsSupported => Avx2.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HashLanes256 Load(ulong* lanes) => new(Vector256.Load(lanes), Vector256.Load(lanes + 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public HashLanes256 Add(byte* stripe, byte* secret) => new(Add(_low, (ulong*)stripe, (ulong*)secret), Add(_high, (ulong*)stripe + 4, (ulong*)secret + 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public HashLanes256 Scramble(byte* secret) => new(Scramble(_low, (ulong*)secret), Scramble(_high, (ulong*)secret + 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ulong* lanes)
    {
        _low.Store(lanes);
        _high.Store(lanes + 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Add(Vector256<ulong> lanes, ulong* stripe, ulong* secret)
    {
        Vector256<ulong> data = Vector256.Load(stripe);
        Vector256<ulong> key = data ^ Vector256.Load(secret);
        Vector256<ulong> product = Avx2.Multiply(key.AsUInt32(), (key >>> 32).AsUInt32());
        return lanes + (product + Avx2.Shuffle(data.AsUInt32(), SwapHalves).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Scramble(Vector256<ulong> lanes, ulong* secret)
        => (lanes ^ (lanes >>> 47) ^ Vector256.Load(secret)) * Vector256.Create((ulong)LongHash.Prime32First);
}
