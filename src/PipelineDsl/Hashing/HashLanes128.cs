using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>Two lanes in a vector, on any machine that has vectors of 128 bits.</summary>
internal readonly unsafe struct HashLanes128(Vector128<ulong> first, Vector128<ulong> second, Vector128<ulong> third, Vector128<ulong> fourth) : IHashLanes<HashLanes128>
{
    private readonly Vector128<ulong> _first = first;
    private readonly Vector128<ulong> _second = second;
    private readonly Vector128<ulong> _third = third;
    private readonly Vector128<ulong> _fourth = fourth;

    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HashLanes128 Load(ulong* lanes) => new(Vector128.Load(lanes), Vector128.Load(lanes + 2), Vector128.Load(lanes + 4), Vector128.Load(lanes + 6));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public HashLanes128 Add(byte* stripe, byte* secret)
    {
        ulong* data = (ulong*)stripe;
        ulong* keys = (ulong*)secret;
        return new(Add(_first, data, keys), Add(_second, data + 2, keys + 2), Add(_third, data + 4, keys + 4), Add(_fourth, data + 6, keys + 6));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public HashLanes128 Scramble(byte* secret)
    {
        ulong* keys = (ulong*)secret;
        return new(Scramble(_first, keys), Scramble(_second, keys + 2), Scramble(_third, keys + 4), Scramble(_fourth, keys + 6));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ulong* lanes)
    {
        _first.Store(lanes);
        _second.Store(lanes + 2);
        _third.Store(lanes + 4);
        _fourth.Store(lanes + 6);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Add(Vector128<ulong> lanes, ulong* stripe, ulong* secret)
    {
        Vector128<ulong> data = Vector128.Load(stripe);
        Vector128<ulong> key = data ^ Vector128.Load(secret);
        return lanes + ((key & Vector128.Create((ulong)uint.MaxValue)) * (key >>> 32)) + Vector128.Shuffle(data, Vector128.Create(1UL, 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Scramble(Vector128<ulong> lanes, ulong* secret)
        => (lanes ^ (lanes >>> 47) ^ Vector128.Load(secret)) * Vector128.Create((ulong)LongHash.Prime32First);
}
