using System.Collections.Generic;

namespace PipelineDsl.Engine;

/// <summary>What the sequences of one split came to.</summary>
/// <param name="Name">The split's name, or empty.</param>
/// <param name="Counts">What manifest and summary say of it.</param>
/// <param name="Files">The files of its datasets.</param>
internal sealed record SplitResult(string Name, IReadOnlyList<KeyValuePair<string, long>> Counts, IReadOnlyList<OutputFile> Files);
