using System;

namespace PipelineDsl;

/// <summary>Ranks as numbers that sort: the higher the rank, the smaller the number. Documents of an index come before all.</summary>
public static class SurvivorOrder
{
    /// <summary>The order of documents of an index.</summary>
    public const ulong Indexed = 0;

    /// <summary>The order of documents without a rank.</summary>
    public const ulong Unranked = 1UL << 63;

    /// <summary>The order of a rank. NaN comes last.</summary>
    public static ulong Of(double rank)
    {
        if (double.IsNaN(rank))
        {
            return ulong.MaxValue;
        }

        // The bits of floating-point numbers sort as integers once those of negative ones are turned round; adding 0 makes -0 a 0.
        ulong bits = BitConverter.DoubleToUInt64Bits(rank + 0.0);
        ulong ascending = (bits >> 63) != 0 ? ~bits : bits | (1UL << 63);
        return ~ascending;
    }
}
