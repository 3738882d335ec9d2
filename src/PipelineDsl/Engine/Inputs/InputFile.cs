namespace PipelineDsl.Engine;

/// <summary>A file of the corpus, in a file system or in an object storage.</summary>
/// <param name="Source">The source that reads it, from 0.</param>
/// <param name="Path">Where it is: absolute, or an address.</param>
/// <param name="Name">Its path below the pattern's fixed part, with forward slashes.</param>
internal sealed record InputFile(int Source, string Path, string Name)
{
    /// <summary>What the storage says of it, if it is an object.</summary>
    public StoredObject? Object { get; init; }
}
