using System;
using System.Collections.Generic;

namespace PipelineDsl.Engine;

/// <summary>Finds what an exact deduplication drops: of the documents with one key, all but the first in the corpus's order.</summary>
/// <remarks>
/// The shards are walked through in the corpus's order, so that the outcome does not depend on which worker finished first. The different keys are held in memory:
/// about 40 bytes for each.
/// </remarks>
internal static class RepeatedKeys
{
    /// <summary>Finds the entries whose key an earlier entry has.</summary>
    /// <param name="shards">For each shard, in order, the keys with the numbers of their documents, ascending.</param>
    /// <returns>For each shard the numbers of the documents to drop.</returns>
    public static IReadOnlyList<HashSet<long>> Find(IEnumerable<IEnumerable<(UInt128 Key, long Number)>> shards)
    {
        HashSet<UInt128> seen = [];
        List<HashSet<long>> repeated = [];
        foreach (IEnumerable<(UInt128 Key, long Number)> shard in shards)
        {
            HashSet<long> own = [];
            foreach ((UInt128 key, long number) in shard)
            {
                if (!seen.Add(key))
                {
                    own.Add(number);
                }
            }

            repeated.Add(own);
        }

        return repeated;
    }
}
