using System;
using System.Collections.Generic;
using System.Reflection;

namespace PipelineDsl.Engine;

/// <summary>The identities of whole assemblies: what stands for code that is not looked into.</summary>
internal static class ModuleVersions
{
    /// <summary>The identities of an assembly and of all that it refers to, the framework's apart.</summary>
    /// <param name="pipeline">The pipeline's assembly.</param>
    public static IReadOnlyList<KeyPart> Of(CodeAssembly pipeline) => [.. All(pipeline, CodeAssembly.Of(typeof(ModuleVersions).Assembly)), FrameworkAssemblies.Part()];

    /// <summary>The identities of assemblies and of all that they refer to, the framework's apart, in ordinal order of their names.</summary>
    public static IReadOnlyCollection<KeyPart> All(params ReadOnlySpan<CodeAssembly> assemblies)
    {
        SortedDictionary<string, KeyPart> parts = new(StringComparer.Ordinal);
        foreach (CodeAssembly assembly in assemblies)
        {
            Add(assembly);
        }

        return parts.Values;

        void Add(CodeAssembly found)
        {
            AssemblyName name = found.Name;
            if (FrameworkAssemblies.Contains(name) || !parts.TryAdd(name.Name!, Of(found, name)))
            {
                return;
            }

            foreach (AssemblyName reference in found.References)
            {
                if (!FrameworkAssemblies.Contains(reference) && found.Find(reference) is { } next)
                {
                    Add(next);
                }
            }
        }
    }

    /// <summary>Adds the version of an assembly and of all that it refers to, those included that are not there.</summary>
    /// <param name="name">The name by which it was looked for.</param>
    /// <param name="found">The assembly, or null.</param>
    /// <param name="stamps">Gets the versions, by simple name.</param>
    public static void AddStamps(AssemblyName name, CodeAssembly? found, IDictionary<string, ModuleStamp> stamps)
    {
        if (FrameworkAssemblies.Contains(name) || !stamps.TryAdd(name.Name!, ModuleStamp.Of(name, found)) || found is null)
        {
            return;
        }

        foreach (AssemblyName reference in found.References)
        {
            if (!FrameworkAssemblies.Contains(reference) && !stamps.ContainsKey(reference.Name!))
            {
                AddStamps(reference, found.Find(reference), stamps);
            }
        }
    }

    /// <summary>The part that stands for a library.</summary>
    public static KeyPart Of(CodeAssembly library, AssemblyName name)
    {
        HashWriter hash = new();
        hash.Text(name.FullName);
        hash.Bytes(library.VersionId.ToByteArray());
        return new KeyPart(PlanDifference.Name($"library {name.Name}", name.Version?.ToString(3) ?? ""), hash.Hash);
    }
}
