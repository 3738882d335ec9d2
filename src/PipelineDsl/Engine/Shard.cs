namespace PipelineDsl.Engine;

/// <summary>The unit of work: an input file, or a slice of one that begins and ends between two lines.</summary>
/// <param name="Index">Its place in the corpus's order, from 0. A file's slices follow each other.</param>
/// <param name="Source">The source that reads it, from 0.</param>
/// <param name="Path">Where the file is: absolute, or an object's address.</param>
/// <param name="Name">The file's path below the pattern's fixed part, with forward slashes: what outputs and messages call it, the same on every machine and in all its slices.</param>
/// <param name="Offset">Where the slice begins in the file, in bytes; 0 for a whole file.</param>
/// <param name="Length">The slice's length in bytes as they lie on the disk.</param>
/// <param name="FirstLine">The number, from 1, of the line at which it begins.</param>
/// <param name="FirstRecord">The number, from 0, of the file's record at which it begins.</param>
/// <param name="Records">The number of its records if the source's reader says which lines are records (<see cref="LineRecords"/>) and the file is not compressed, else -1.</param>
/// <param name="Hash">What the slice's content is known by: if it <see cref="IsHashed"/> the XXH3-128 of its bytes on the disk, else that of the object's address, version and length.</param>
/// <param name="FileHash">The same of the whole file; of a file that is cut, the hash of its slices (<see cref="ScannedFile.HashOf"/>).</param>
/// <param name="FileBytes">The whole file's length in bytes on the disk.</param>
/// <remarks>
/// <para>What is read of a slice is what the whole file would have given: documents' ordinals count from the file's first record (so <c>Name#(Ordinal + 1)</c> names a record of the file, and
/// <see cref="Index"/> with the ordinal is a document's place in the corpus), lines and offsets from the file's first byte.</para>
/// <para>Consumers: open it with <see cref="ShardInput"/>, whose <see cref="ShardInput.Verify"/> is called when everything was read and before anything is committed. A key that stands for its
/// content needs <see cref="Name"/>, <see cref="Offset"/>, <see cref="FirstLine"/>, <see cref="FirstRecord"/> and <see cref="Hash"/>. What is told of files, such as the manifest's inputs, is one
/// row for the shards with one <see cref="Source"/> and <see cref="Path"/>, which stand next to each other: <see cref="IsFirstOfFile"/> begins one; counts are sums over them.</para>
/// </remarks>
internal sealed record Shard(
    int Index,
    int Source,
    string Path,
    string Name,
    long Offset,
    long Length,
    long FirstLine,
    long FirstRecord,
    long Records,
    Hash128 Hash,
    Hash128 FileHash,
    long FileBytes)
{
    /// <summary>Whether the file begins with it: each file has exactly one such shard, an empty file too.</summary>
    public bool IsFirstOfFile => Offset == 0;

    /// <summary>The object's version, in which alone it is read; null for a file.</summary>
    public string? Version { get; init; }

    /// <summary>Whether the content was read when the corpus was listed. Of objects, only those are that are cut.</summary>
    public bool IsHashed => Version is null || Records >= 0;
}
