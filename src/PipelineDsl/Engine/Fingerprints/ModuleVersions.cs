using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace PipelineDsl.Engine;

/// <summary>The identities of whole assemblies: what stands for code that is not looked into.</summary>
internal static class ModuleVersions
{
    /// <summary>The identities of an assembly and of all that it refers to, the framework's apart.</summary>
    /// <param name="assembly">The pipeline's assembly.</param>
    public static IReadOnlyList<KeyPart> Of(Assembly assembly) => [.. All(assembly, typeof(ModuleVersions).Assembly), FrameworkAssemblies.Part()];

    /// <summary>The identities of assemblies and of all that they refer to, the framework's apart, in ordinal order of their names.</summary>
    public static IReadOnlyCollection<KeyPart> All(params ReadOnlySpan<Assembly> assemblies)
    {
        SortedDictionary<string, KeyPart> parts = new(StringComparer.Ordinal);
        foreach (Assembly assembly in assemblies)
        {
            Add(assembly);
        }

        return parts.Values;

        void Add(Assembly found)
        {
            AssemblyName name = found.GetName();
            if (FrameworkAssemblies.Contains(name) || !parts.TryAdd(name.Name!, Of(found, name)))
            {
                return;
            }

            foreach (AssemblyName reference in References(found))
            {
                if (!FrameworkAssemblies.Contains(reference) && TryLoad(found, reference) is { } next)
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
    public static void AddStamps(AssemblyName name, Assembly? found, IDictionary<string, ModuleStamp> stamps)
    {
        if (FrameworkAssemblies.Contains(name) || !stamps.TryAdd(name.Name!, ModuleStamp.Of(name, found)) || found is null)
        {
            return;
        }

        foreach (AssemblyName reference in References(found))
        {
            if (!FrameworkAssemblies.Contains(reference) && !stamps.ContainsKey(reference.Name!))
            {
                AddStamps(reference, TryLoad(found, reference), stamps);
            }
        }
    }

    /// <summary>The part that stands for a library.</summary>
    public static KeyPart Of(Assembly library, AssemblyName name)
    {
        HashWriter hash = new();
        hash.Text(name.FullName);
        hash.Bytes(library.ManifestModule.ModuleVersionId.ToByteArray());
        return new KeyPart(PlanDifference.Name($"library {name.Name}", name.Version?.ToString(3) ?? ""), hash.Hash);
    }

    /// <summary>Loads what an assembly refers to, as the runtime would.</summary>
    /// <returns>The assembly, or null: it is not there, and code that needs it fails.</returns>
    public static Assembly? TryLoad(Assembly from, AssemblyName reference)
    {
        try
        {
            return (AssemblyLoadContext.GetLoadContext(from) ?? AssemblyLoadContext.Default).LoadFromAssemblyName(reference);
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException)
        {
            return null;
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A reference that trimming removed is to code that is never run.")]
    private static AssemblyName[] References(Assembly assembly) => assembly.GetReferencedAssemblies();
}
