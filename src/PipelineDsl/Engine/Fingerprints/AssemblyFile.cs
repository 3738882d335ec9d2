using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace PipelineDsl.Engine;

/// <summary>An assembly that a native program was compiled from, known by its file.</summary>
internal sealed class AssemblyFile : CodeAssembly
{
    private readonly string _folder;

    private AssemblyFile(string path)
    {
        using PEReader file = new(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        _folder = System.IO.Path.GetDirectoryName(path)!;
        Path = path;
        Name = metadata.GetAssemblyDefinition().GetAssemblyName();
        VersionId = metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
        References = [.. metadata.AssemblyReferences.Select(r => metadata.GetAssemblyReference(r).GetAssemblyName())];
    }

    /// <inheritdoc/>
    public override AssemblyName Name { get; }

    /// <inheritdoc/>
    public override Guid VersionId { get; }

    /// <inheritdoc/>
    public override string Path { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<AssemblyName> References { get; }

    /// <summary>What an assembly of a native program was compiled from.</summary>
    /// <param name="folder">Where the files lie.</param>
    /// <param name="compiled">The assembly, as the program has it.</param>
    /// <exception cref="RunException">The file is not there, or another.</exception>
    public static AssemblyFile Of(string folder, Assembly compiled)
    {
        string path = PathOf(folder, compiled.GetName().Name!);
        AssemblyFile? file = TryOpen(path);
        return file is not null && file.VersionId == compiled.ManifestModule.ModuleVersionId
            ? file
            : throw new RunException("PDSL2090", $"{(file is null ? "this assembly cannot be read" : "this is another version of the assembly")}, from which the program was compiled and of which keys are made; publish the pipelines again, and copy the whole folder", path);
    }

    /// <inheritdoc/>
    public override CodeAssembly? Find(AssemblyName reference) => TryOpen(PathOf(_folder, reference.Name!));

    /// <inheritdoc/>
    public override string? FileOf(AssemblyName reference) => PathOf(_folder, reference.Name!) is { } path && File.Exists(path) ? path : null;

    private static string PathOf(string folder, string name) => System.IO.Path.Combine(folder, name + ".dll");

    private static AssemblyFile? TryOpen(string path)
    {
        try
        {
            return new AssemblyFile(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BadImageFormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
