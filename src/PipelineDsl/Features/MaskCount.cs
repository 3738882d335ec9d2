using System;
using System.Numerics;

namespace PipelineDsl;

/// <summary>Counts over bit masks.</summary>
internal static class MaskCount
{
    /// <summary>The number of bits that are set.</summary>
    public static int Of(ReadOnlySpan<ulong> mask)
    {
        int count = 0;
        foreach (ulong bits in mask)
        {
            count += BitOperations.PopCount(bits);
        }

        return count;
    }
}
