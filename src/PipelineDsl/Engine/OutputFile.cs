using System.Collections.Generic;

namespace PipelineDsl.Engine;

/// <summary>A file of a run's output.</summary>
/// <param name="Name">Its name, relative to the output folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Hash">The XXH3-128 of its bytes.</param>
/// <param name="Facts">What its writer says of it.</param>
internal sealed record OutputFile(string Name, long Bytes, Hash128 Hash, IReadOnlyList<KeyValuePair<string, string>> Facts);
