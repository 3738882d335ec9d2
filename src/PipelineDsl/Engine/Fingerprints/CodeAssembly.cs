using System;
using System.Collections.Generic;
using System.Reflection;

namespace PipelineDsl.Engine;

/// <summary>An assembly as keys know it: its name, its version id and what it refers to.</summary>
internal abstract class CodeAssembly
{
    /// <summary>Its name.</summary>
    public abstract AssemblyName Name { get; }

    /// <summary>Tells its versions apart.</summary>
    public abstract Guid VersionId { get; }

    /// <summary>Its file; null if it was loaded from none.</summary>
    public abstract string? Path { get; }

    /// <summary>What it refers to.</summary>
    public abstract IReadOnlyList<AssemblyName> References { get; }

    /// <summary>An assembly of this process.</summary>
    /// <exception cref="RunException">The process is native, and the assembly that it was compiled from does not lie beside it.</exception>
    public static CodeAssembly Of(Assembly assembly)
        => NativeCode.Folder is { } folder ? AssemblyFile.Of(folder, assembly) : new LoadedAssembly(assembly);

    /// <summary>The assembly behind a reference of this one, as the runtime finds it.</summary>
    /// <returns>The assembly, or null: it is not there, and code that needs it fails.</returns>
    public abstract CodeAssembly? Find(AssemblyName reference);

    /// <summary>The file of the assembly behind a reference, known without opening it; null if it is found otherwise.</summary>
    public abstract string? FileOf(AssemblyName reference);
}
