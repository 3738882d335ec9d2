namespace PipelineDsl.Engine;

/// <summary>The names of the files that tasks leave.</summary>
internal static class ShardFiles
{
    /// <summary>The documents that a shard keeps for the next phase.</summary>
    public const string Spill = "documents";

    /// <summary>The sketches of the documents that a shard keeps, for the deduplication that follows.</summary>
    public const string Sketches = "sketches";

    /// <summary>The ranks of the documents that a shard keeps.</summary>
    public const string Ranks = "ranks";

    /// <summary>The hashed ids of a shard's records.</summary>
    public const string Ids = "ids";

    /// <summary>A shard's part of the rejects file.</summary>
    public const string Rejects = "rejects";

    /// <summary>What steps noted of a shard's documents in a phase.</summary>
    public const string Notes = "notes";

    /// <summary>Some of the documents of a shard that rules dropped in a phase.</summary>
    public const string Samples = "samples";

    /// <summary>What a deduplication says of all documents.</summary>
    public const string Marks = "marks";

    /// <summary>The ordinals of a shard's records whose id an earlier record has.</summary>
    public static string Repeated(int shard) => $"repeated-{shard}";

    /// <summary>A shard's part of an output file.</summary>
    public static string Part(int output) => $"part-{output}";

    /// <summary>The tokens of the documents that a shard keeps for a split, given by its place among the splits.</summary>
    public static string Tokens(int split) => $"tokens-{split}";

    /// <summary>An output file that a deduplication writes.</summary>
    public static string CutOutput(string fileName) => $"output-{fileName.Replace('/', '!')}";

    /// <summary>What the names of the files begin with that a shuffle of a split needs.</summary>
    public static string Cells(string what, int split) => $"cells-{what}-{split}";

    /// <summary>A temporary file of a dataset writer.</summary>
    public static string Scratch(int number) => $"scratch-{number}";

    /// <summary>A finished output file before it is published.</summary>
    public static string Final(string fileName) => $"final-{fileName.Replace('/', '!')}";
}
