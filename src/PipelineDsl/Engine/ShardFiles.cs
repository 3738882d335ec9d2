namespace PipelineDsl.Engine;

/// <summary>The names of the files that tasks leave in the work folder.</summary>
internal static class ShardFiles
{
    /// <summary>The documents that a shard keeps for the next phase.</summary>
    public static string Spill(int phase, int shard) => $"spill-{phase}-{shard}";

    /// <summary>The keys of the documents that a shard keeps, for the deduplication that follows.</summary>
    public static string Keys(int phase, int shard) => $"keys-{phase}-{shard}";

    /// <summary>The hashed ids of a shard's records.</summary>
    public static string Ids(int shard) => $"ids-{shard}";

    /// <summary>A shard's part of an output file.</summary>
    public static string Part(int output, int shard) => $"part-{output}-{shard}";

    /// <summary>A shard's part of the rejects file.</summary>
    public static string Rejects(int shard) => $"rejects-{shard}";

    /// <summary>A finished output file before it is published.</summary>
    public static string Final(string fileName) => $"final-{fileName.Replace('/', '!')}";
}
