using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>One lane after the other, on any machine.</summary>
internal readonly unsafe struct HashLanesScalar(HashLanesScalar.Eight lanes) : IHashLanes<HashLanesScalar>
{
    private readonly Eight _lanes = lanes;

    [InlineArray(8)]
    public struct Eight
    {
        private ulong _first;
    }

    public static bool IsSupported => true;

    public static HashLanesScalar Load(ulong* lanes)
    {
        Eight loaded = default;
        for (int i = 0; i < 8; i++)
        {
            loaded[i] = lanes[i];
        }

        return new(loaded);
    }

    public HashLanesScalar Add(byte* stripe, byte* secret)
    {
        Eight sums = _lanes;
        for (int i = 0; i < 8; i++)
        {
            ulong data = ((ulong*)stripe)[i];
            ulong key = data ^ ((ulong*)secret)[i];
            sums[i ^ 1] += data;
            sums[i] += (uint)key * (key >> 32);
        }

        return new(sums);
    }

    public HashLanesScalar Scramble(byte* secret)
    {
        Eight mixed = _lanes;
        for (int i = 0; i < 8; i++)
        {
            mixed[i] = (mixed[i] ^ (mixed[i] >> 47) ^ ((ulong*)secret)[i]) * LongHash.Prime32First;
        }

        return new(mixed);
    }

    public void Store(ulong* lanes)
    {
        for (int i = 0; i < 8; i++)
        {
            lanes[i] = _lanes[i];
        }
    }
}
