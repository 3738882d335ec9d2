using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace PipelineDsl.Engine;

/// <summary>An assembly that the runtime has loaded.</summary>
/// <param name="assembly">The assembly.</param>
internal sealed class LoadedAssembly(Assembly assembly) : CodeAssembly
{
    /// <inheritdoc/>
    public override AssemblyName Name { get; } = assembly.GetName();

    /// <inheritdoc/>
    public override Guid VersionId => assembly.ManifestModule.ModuleVersionId;

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "Without a file, whole assemblies stand for the code.")]
    public override string? Path => assembly.Location is { Length: > 0 } path ? path : null;

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A reference that trimming removed is to code that is never run.")]
    public override IReadOnlyList<AssemblyName> References => assembly.GetReferencedAssemblies();

    /// <inheritdoc/>
    public override CodeAssembly? Find(AssemblyName reference)
    {
        try
        {
            return new LoadedAssembly((AssemblyLoadContext.GetLoadContext(assembly) ?? AssemblyLoadContext.Default).LoadFromAssemblyName(reference));
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override string? FileOf(AssemblyName reference)
        => AssemblyLoadContext.GetLoadContext(assembly) == AssemblyLoadContext.Default ? PlatformAssemblies.PathOf(reference.Name!) : null;
}
