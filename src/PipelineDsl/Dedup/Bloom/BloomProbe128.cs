using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>Four positions at a time, on any machine that has vectors of 128 bits; the words are loaded one by one.</summary>
internal readonly unsafe struct BloomProbe128 : IBloomProbe<BloomProbe128>
{
    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    public static bool Contains(uint* block, ulong hash, int count)
    {
        Vector128<uint> halves = Vector128.Create(hash).AsUInt32();
        for (int i = 0; i < count; i += 4)
        {
            Vector128<uint> positions = (halves * Vector128.Load(BloomBits.Start + i)) >>> BloomBits.Shift;
            uint found = (block[positions[0] >> 5] >> (int)(positions[0] & 31))
                & (i + 1 < count ? block[positions[1] >> 5] >> (int)(positions[1] & 31) : 1)
                & (i + 2 < count ? block[positions[2] >> 5] >> (int)(positions[2] & 31) : 1)
                & (i + 3 < count ? block[positions[3] >> 5] >> (int)(positions[3] & 31) : 1);
            if ((found & 1) == 0)
            {
                return false;
            }
        }

        return true;
    }
}
