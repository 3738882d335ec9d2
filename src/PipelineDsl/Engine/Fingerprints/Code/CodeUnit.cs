using System.Collections.Generic;
using System.Reflection;

namespace PipelineDsl.Engine;

/// <summary>A member's contents: a hash that depends on what it does alone, and what it refers to.</summary>
/// <param name="Hash">The hash.</param>
/// <param name="References">The members and types of the user's, in the order of their first mention.</param>
/// <param name="Libraries">The assemblies of others, by name.</param>
internal sealed record CodeUnit(Hash128 Hash, IReadOnlyCollection<CodeReference> References, IReadOnlyDictionary<string, AssemblyName> Libraries);
