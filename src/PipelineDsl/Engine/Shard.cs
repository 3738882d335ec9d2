namespace PipelineDsl.Engine;

/// <summary>One input file: the unit of work.</summary>
/// <param name="Index">Its place in the corpus's order, from 0.</param>
/// <param name="Source">The source that reads it, from 0.</param>
/// <param name="Path">Where it is, absolute.</param>
/// <param name="Name">Its path below the pattern's fixed part, with forward slashes: what outputs and messages call it, the same on every machine.</param>
internal sealed record Shard(int Index, int Source, string Path, string Name);
