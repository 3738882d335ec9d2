namespace PipelineDsl.Engine;

/// <summary>The names of the files that tasks leave in the work folder.</summary>
internal static class ShardFiles
{
    /// <summary>The documents that a shard keeps for the next phase.</summary>
    public static string Spill(int phase, int shard) => $"spill-{phase}-{shard}";

    /// <summary>The sketches of the documents that a shard keeps, for the deduplication that follows.</summary>
    public static string Sketches(int phase, int shard) => $"sketches-{phase}-{shard}";

    /// <summary>The ranks of the documents that a shard keeps.</summary>
    public static string Ranks(int phase, int shard) => $"ranks-{phase}-{shard}";

    /// <summary>What the names of a deduplication's temporary files begin with.</summary>
    public static string Cut(int cut, string what) => $"cut-{cut}-{what}";

    /// <summary>The hashed ids of a shard's records.</summary>
    public static string Ids(int shard) => $"ids-{shard}";

    /// <summary>A shard's part of an output file.</summary>
    public static string Part(int output, int shard) => $"part-{output}-{shard}";

    /// <summary>The tokens of the documents that a shard keeps for a split, given by its place among the splits.</summary>
    public static string Tokens(int split, int shard) => $"tokens-{split}-{shard}";

    /// <summary>What the names of the files begin with that a shuffle of a split needs.</summary>
    public static string Cells(string what, int split) => $"cells-{what}-{split}";

    /// <summary>A temporary file of a dataset writer.</summary>
    public static string Scratch(int number) => $"scratch-{number}";

    /// <summary>A shard's part of the rejects file.</summary>
    public static string Rejects(int shard) => $"rejects-{shard}";

    /// <summary>What steps noted of a shard's documents in a phase.</summary>
    public static string Notes(int phase, int shard) => $"notes-{phase}-{shard}";

    /// <summary>A finished output file before it is published.</summary>
    public static string Final(string fileName) => $"final-{fileName.Replace('/', '!')}";
}
