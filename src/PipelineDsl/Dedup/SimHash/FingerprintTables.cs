using System.Collections.Generic;
using PipelineDsl.Engine;

namespace PipelineDsl;

/// <summary>The bits by which fingerprints are grouped: 64 bits are cut into blocks; fingerprints that differ in at most d bits agree in all but d blocks at least (Manku, Jain, Das Sarma 2007). Each choice of those is a table.</summary>
internal static class FingerprintTables
{
    private const int MostTables = 5000;

    /// <summary>The masks of the bits that are compared, one for each table.</summary>
    /// <param name="distance">The bits in which fingerprints may differ.</param>
    /// <param name="blocks">The blocks, more than <paramref name="distance"/>, at most 64.</param>
    /// <exception cref="RunException">There are too few blocks, or there would be too many tables.</exception>
    public static ulong[] Masks(int distance, int blocks)
    {
        if (blocks <= distance || blocks > 64)
        {
            throw new RunException("PDSL2000", $"fingerprints that may differ in {distance} bits cannot be cut into {blocks} blocks; name more blocks than bits, 64 at most, or 0 for three more");
        }

        List<ulong> masks = [];
        Choose(0, blocks - distance, 0);
        return [.. masks];

        void Choose(int first, int left, ulong mask)
        {
            if (left == 0)
            {
                if (masks.Count == MostTables)
                {
                    throw new RunException("PDSL2000", $"a distance of {distance} bits with {blocks} blocks needs more than {MostTables} tables; use fewer blocks or a smaller distance");
                }

                masks.Add(mask);
                return;
            }

            for (int block = first; block <= blocks - left; block++)
            {
                Choose(block + 1, left - 1, mask | Bits(block, blocks));
            }
        }
    }

    private static ulong Bits(int block, int blocks)
    {
        int from = 64 * block / blocks;
        int to = 64 * (block + 1) / blocks;
        ulong below = to == 64 ? ulong.MaxValue : (1UL << to) - 1;
        return below & (ulong.MaxValue << from);
    }
}
