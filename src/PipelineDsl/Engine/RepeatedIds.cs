using System.Collections.Generic;

namespace PipelineDsl.Engine;

/// <summary>Finds records with an id that an earlier record of the corpus has, in bounded memory.</summary>
internal static class RepeatedIds
{
    /// <summary>Finds them.</summary>
    /// <param name="files">Where sorted runs are put.</param>
    /// <param name="shards">The shards as the first phase left them.</param>
    /// <param name="memory">Bytes that ids may take.</param>
    /// <returns>By shard, the ordinals of the later records; shards without any are left out.</returns>
    public static Dictionary<int, HashSet<long>> Find(ITemporaryFiles files, Seal shards, long memory)
    {
        using SortedRuns<IdRecord> records = new(files, "ids-sorted", memory / 2);
        for (int shard = 0; shard < shards.Count; shard++)
        {
            using SortedRunWriter<IdRecord> writer = records.OpenWriter();
            foreach ((Hash128 key, long ordinal) in KeyFile.Read(shards[shard].Open(ShardFiles.Ids)))
            {
                writer.Add(new IdRecord(key.Upper, key.Lower, (ulong)shard, (ulong)ordinal));
            }
        }

        records.Seal();
        Dictionary<int, HashSet<long>> repeated = [];
        using SortedRunReader<IdRecord> reader = records.Read();
        IdRecord last = default;
        for (bool any = false; reader.TryRead(out IdRecord record); any = true)
        {
            if (any && record.High == last.High && record.Low == last.Low)
            {
                if (!repeated.TryGetValue((int)record.Shard, out HashSet<long>? own))
                {
                    repeated.Add((int)record.Shard, own = []);
                }

                own.Add((long)record.Ordinal);
            }

            last = record;
        }

        return repeated;
    }

    /// <summary>The hash of an id with the place of its record.</summary>
    private readonly record struct IdRecord(ulong High, ulong Low, ulong Shard, ulong Ordinal) : ISortedRecord<IdRecord>
    {
        public static int Compare(in IdRecord a, in IdRecord b)
            => a.High != b.High ? a.High.CompareTo(b.High)
                : a.Low != b.Low ? a.Low.CompareTo(b.Low)
                : a.Shard != b.Shard ? a.Shard.CompareTo(b.Shard)
                : a.Ordinal.CompareTo(b.Ordinal);

        public static ulong Range(in IdRecord record) => record.High;
    }
}
