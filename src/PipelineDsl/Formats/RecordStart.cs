namespace PipelineDsl;

/// <summary>Where in its file an input begins: not at the beginning if it is a slice.</summary>
/// <param name="Offset">The offset of its first byte.</param>
/// <param name="Line">The number of its first line, from 1.</param>
/// <param name="Record">The number of its first record, from 0.</param>
internal readonly record struct RecordStart(long Offset, long Line, long Record);
