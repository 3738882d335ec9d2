namespace PipelineDsl;

/// <summary>One bit after the other, on any machine.</summary>
internal readonly unsafe struct BloomProbeScalar : IBloomProbe<BloomProbeScalar>
{
    public static bool IsSupported => true;

    public static bool Contains(uint* block, ulong hash, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int position = BloomBits.Position(hash, i);
            if ((block[position >> 5] & (1u << (position & 31))) == 0)
            {
                return false;
            }
        }

        return true;
    }
}
