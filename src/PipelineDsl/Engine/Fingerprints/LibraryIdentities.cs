using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace PipelineDsl.Engine;

/// <summary>The identities of the libraries that code reaches, those included that they refer to in turn.</summary>
/// <param name="pipeline">The pipeline's assembly, as whose reference libraries are found.</param>
internal sealed class LibraryIdentities(CodeAssembly pipeline)
{
    private readonly Dictionary<string, KeyPart> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ModuleStamp> _stamps = new(StringComparer.Ordinal);

    /// <summary>The versions of all libraries that were asked for, and of those that they refer to.</summary>
    public IEnumerable<ModuleStamp> Stamps => _stamps.Values;

    /// <summary>The parts of some libraries, and the framework's.</summary>
    public IEnumerable<KeyPart> Of(IEnumerable<AssemblyName> reached)
    {
        ILookup<bool, AssemblyName> libraries = reached.Append(typeof(LibraryIdentities).Assembly.GetName()).ToLookup(FrameworkAssemblies.Contains);
        return libraries[false].Select(Of).Distinct().OrderBy(static p => p.Name, StringComparer.Ordinal).Append(FrameworkAssemblies.Part(libraries[true]));
    }

    private KeyPart Of(AssemblyName name)
    {
        if (!_parts.TryGetValue(name.Name!, out KeyPart part))
        {
            CodeAssembly? found = pipeline.Find(name);
            ModuleVersions.AddStamps(name, found, _stamps);
            part = found is { } library ? Combine(library) : new KeyPart(PlanDifference.Name($"library {name.Name}", "missing"), default);
            _parts.Add(name.Name!, part);
        }

        return part;
    }

    private static KeyPart Combine(CodeAssembly library)
    {
        HashWriter hash = new();
        foreach (KeyPart part in ModuleVersions.All(library))
        {
            hash.Wide(part.Hash);
        }

        AssemblyName name = library.Name;
        return new KeyPart(PlanDifference.Name($"library {name.Name}", name.Version?.ToString(3) ?? ""), hash.Hash);
    }
}
