using System;
using System.Collections.Generic;

namespace PipelineDsl.Engine;

/// <summary>Decides which documents an exact deduplication drops: of those with one key, all but the first in the corpus's order.</summary>
/// <remarks>
/// The keys of all shards are walked through in the corpus's order, so that the outcome does not depend on which worker finished first. Takes about 40 bytes of
/// memory per document with a key.
/// </remarks>
internal static class ExactDuplicates
{
    /// <summary>Finds the duplicates.</summary>
    /// <param name="keys">For each shard, in order, the keys of its documents; null for a document without a key.</param>
    /// <returns>For each shard one bit per document: whether it is dropped.</returns>
    public static ulong[][] Find(IReadOnlyList<IReadOnlyList<UInt128?>> keys)
    {
        HashSet<UInt128> seen = [];
        ulong[][] dropped = new ulong[keys.Count][];
        for (int shard = 0; shard < keys.Count; shard++)
        {
            IReadOnlyList<UInt128?> own = keys[shard];
            ulong[] bits = new ulong[(own.Count + 63) / 64];
            for (int i = 0; i < own.Count; i++)
            {
                if (own[i] is { } key && !seen.Add(key))
                {
                    bits[i >> 6] |= 1UL << (i & 63);
                }
            }

            dropped[shard] = bits;
        }

        return dropped;
    }
}
