using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace PipelineDsl.Engine;

/// <summary>An assembly of the user's, opened for its metadata and its code.</summary>
internal sealed class UserModule : IDisposable
{
    private readonly PEReader _file;
    private readonly Dictionary<TypeDefinitionHandle, string> _names = [];
    private readonly Lazy<Dictionary<string, TypeDefinitionHandle>> _types;
    private readonly Dictionary<TypeDefinitionHandle, ILookup<string, MethodDefinitionHandle>> _methods = [];

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="BadImageFormatException">It is no assembly.</exception>
    public UserModule(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        try
        {
            Metadata = _file.GetMetadataReader();
        }
        catch
        {
            _file.Dispose();
            throw;
        }

        Name = Metadata.GetString(Metadata.GetAssemblyDefinition().Name);
        _types = new(() => Metadata.TypeDefinitions.GroupBy(NameOf).ToDictionary(static g => g.Key, static g => g.First(), StringComparer.Ordinal));
    }

    /// <summary>The assembly's simple name.</summary>
    public string Name { get; }

    /// <summary>Its metadata.</summary>
    public MetadataReader Metadata { get; }

    /// <summary>Tells its versions apart.</summary>
    public Guid VersionId => Metadata.GetGuid(Metadata.GetModuleDefinition().Mvid);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>A method's body, or null if it has none.</summary>
    public MethodBodyBlock? Body(in MethodDefinition method)
        => method.RelativeVirtualAddress != 0 && (method.ImplAttributes & MethodImplAttributes.CodeTypeMask) == MethodImplAttributes.IL ? _file.GetMethodBody(method.RelativeVirtualAddress) : null;

    /// <summary>The bytes that a static field begins with, if the file has them.</summary>
    public byte[] Data(in FieldDefinition field, int size) => [.. _file.GetSectionData(field.GetRelativeVirtualAddress()).GetContent(0, size)];

    /// <summary>The hash of the files that are embedded in the assembly, or null if there are none.</summary>
    public Hash128? Embedded()
    {
        if (Metadata.ManifestResources.Count == 0)
        {
            return null;
        }

        HashWriter hash = new();
        PEMemoryBlock section = _file.PEHeaders.CorHeader is { ResourcesDirectory.Size: > 0 } header ? _file.GetSectionData(header.ResourcesDirectory.RelativeVirtualAddress) : default;
        foreach (ManifestResource resource in Metadata.ManifestResources.Select(Metadata.GetManifestResource).OrderBy(r => Metadata.GetString(r.Name), StringComparer.Ordinal))
        {
            hash.Text(Metadata.GetString(resource.Name));
            if (resource.Implementation.IsNil)
            {
                int start = (int)resource.Offset;
                hash.Wide(Hash128.Of(section.GetContent(start + sizeof(int), section.GetReader(start, sizeof(int)).ReadInt32()).AsSpan()));
            }
        }

        return hash.Hash;
    }

    /// <summary>A type's full name, such as <c>Sample.Outer+Inner</c>.</summary>
    public string NameOf(TypeDefinitionHandle type)
    {
        if (!_names.TryGetValue(type, out string? name))
        {
            TypeDefinition row = Metadata.GetTypeDefinition(type);
            name = Metadata.GetString(row.Name);
            name = !row.GetDeclaringType().IsNil ? $"{NameOf(row.GetDeclaringType())}+{name}"
                : row.Namespace.IsNil ? name
                : $"{Metadata.GetString(row.Namespace)}.{name}";
            _names.Add(type, name);
        }

        return name;
    }

    /// <summary>The type of a full name.</summary>
    public TypeDefinitionHandle? FindType(string name) => _types.Value.TryGetValue(name, out TypeDefinitionHandle type) ? type : null;

    /// <summary>A type's methods of a name.</summary>
    public IEnumerable<MethodDefinitionHandle> FindMethods(TypeDefinitionHandle type, string name)
    {
        if (!_methods.TryGetValue(type, out ILookup<string, MethodDefinitionHandle>? methods))
        {
            methods = Metadata.GetTypeDefinition(type).GetMethods().ToLookup(m => Metadata.GetString(Metadata.GetMethodDefinition(m).Name), StringComparer.Ordinal);
            _methods.Add(type, methods);
        }

        return methods[name];
    }

    /// <summary>The static constructor of a type, or null.</summary>
    public MethodKey? StaticConstructor(TypeDefinitionHandle type)
        => FindMethods(type, ".cctor").Select(m => (MethodKey?)new MethodKey(this, m)).FirstOrDefault();

    /// <summary>Whether the compiler named the type: its name means nothing, and changes with members that have nothing to do with it, or, of a file-local type, with the file's path.</summary>
    public bool IsGenerated(TypeDefinitionHandle type)
    {
        for (TypeDefinitionHandle t = type; !t.IsNil; t = Metadata.GetTypeDefinition(t).GetDeclaringType())
        {
            string name = Metadata.GetString(Metadata.GetTypeDefinition(t).Name);
            if (name.StartsWith('<') && name != "<Module>")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the compiler made the method: a lambda, a local function, or anything of a generated type.</summary>
    public bool IsGenerated(MethodDefinitionHandle method)
    {
        MethodDefinition row = Metadata.GetMethodDefinition(method);
        string name = Metadata.GetString(row.Name);
        return (name.StartsWith('<') && !name.EndsWith('$')) || IsGenerated(row.GetDeclaringType());
    }

    /// <summary>Whether something has an attribute of a type name.</summary>
    public bool HasAttribute(CustomAttributeHandleCollection attributes, string nameSpace, string name) => FindAttribute(attributes, nameSpace, name) is not null;

    /// <summary>The attribute of a type name, or null.</summary>
    public CustomAttribute? FindAttribute(CustomAttributeHandleCollection attributes, string nameSpace, string name)
    {
        foreach (CustomAttributeHandle handle in attributes)
        {
            CustomAttribute attribute = Metadata.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind == HandleKind.MemberReference
                && Metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
                && Metadata.GetTypeReference((TypeReferenceHandle)parent) is TypeReference type
                && Metadata.StringComparer.Equals(type.Name, name)
                && Metadata.StringComparer.Equals(type.Namespace, nameSpace))
            {
                return attribute;
            }
        }

        return null;
    }
}
