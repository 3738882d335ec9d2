namespace PipelineDsl.Engine;

/// <summary>A file of the corpus.</summary>
/// <param name="Source">The source that reads it, from 0.</param>
/// <param name="Path">Where it is, absolute.</param>
/// <param name="Name">Its path below the pattern's fixed part, with forward slashes.</param>
internal sealed record InputFile(int Source, string Path, string Name);
