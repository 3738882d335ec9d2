using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;

namespace PipelineDsl.Engine;

/// <summary>The assemblies that the user writes: the pipeline's own and those of the projects that it refers to. All others are libraries: they are not looked into.</summary>
internal sealed class UserCode : IDisposable
{
    private readonly string _folder;
    private readonly IReadOnlySet<string>? _projects;
    private readonly Dictionary<string, UserModule?> _modules = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<AssemblyName> _missing = [];
    private readonly Dictionary<(UserModule, TypeReferenceHandle), TypeKey?> _types = [];
    private readonly Dictionary<(UserModule, MethodDefinitionHandle), string> _methods = [];

    private UserCode(string path, UserModule main)
    {
        _folder = Path.GetDirectoryName(path)!;
        _projects = ProjectList.Read(ProjectsOf(path));
        Main = main;
        _modules.Add(main.Name, main);
    }

    /// <summary>The pipeline's assembly.</summary>
    public UserModule Main { get; }

    /// <summary>The assemblies that were opened.</summary>
    public IEnumerable<UserModule> Modules => _modules.Values.OfType<UserModule>();

    /// <summary>The versions of the assemblies that were opened; those that are the user's and could not be opened have none.</summary>
    public IEnumerable<ModuleStamp> Stamps => Modules.Select(static m => new ModuleStamp(m.Metadata.GetAssemblyDefinition().GetAssemblyName().FullName, m.VersionId)).Concat(_missing.Select(static n => ModuleStamp.Of(n, null)));

    /// <summary>Where the list of the projects lies that an assembly comes of.</summary>
    public static string ProjectsOf(string path) => Path.ChangeExtension(path, ".deps.json");

    /// <summary>Opens a pipeline's assembly.</summary>
    /// <returns>Null if its file is not there, or no longer the one that was loaded.</returns>
    public static UserCode? TryOpen(string path, Guid versionId)
    {
        if (path.Length == 0 || TryOpen(path) is not { } main)
        {
            return null;
        }

        if (main.VersionId == versionId)
        {
            return new UserCode(path, main);
        }

        main.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (UserModule module in Modules)
        {
            module.Dispose();
        }
    }

    /// <summary>The type behind a reference, or null if it is a library's.</summary>
    public TypeKey? Resolve(UserModule module, TypeReferenceHandle handle)
    {
        if (!_types.TryGetValue((module, handle), out TypeKey? type))
        {
            type = Find(module, handle);
            _types.Add((module, handle), type);
        }

        return type;
    }

    /// <summary>The assembly that a reference to a type names, or null.</summary>
    public static AssemblyName? AssemblyOf(UserModule module, TypeReferenceHandle handle)
        => Scope(module, handle) is { } scope ? module.Metadata.GetAssemblyReference(scope).GetAssemblyName() : null;

    /// <summary>The full name of a type that is referred to, as the metadata has it.</summary>
    public static string FullName(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference row = reader.GetTypeReference(handle);
        string name = reader.GetString(row.Name);
        return row.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{FullName(reader, (TypeReferenceHandle)row.ResolutionScope)}+{name}"
            : row.Namespace.IsNil ? name : $"{reader.GetString(row.Namespace)}.{name}";
    }

    /// <summary>The method that a reference names, looked for in the type and then in its bases, or null if it is a library's.</summary>
    /// <param name="module">Who refers to it.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="parent">The type that it names.</param>
    public MethodKey? Resolve(UserModule module, in MemberReference reference, TypeKey parent)
    {
        string name = module.Metadata.GetString(reference.Name);
        string? signature = null;
        for (TypeKey? type = parent; type is { } declaring; type = Base(declaring))
        {
            MethodDefinitionHandle[] found = [.. declaring.Module.FindMethods(declaring.Handle, name)];
            if (found.Length == 1)
            {
                return new MethodKey(declaring.Module, found[0]);
            }

            foreach (MethodDefinitionHandle method in found)
            {
                signature ??= TypeTexts.Text(reference.DecodeMethodSignature(new TypeTexts(this, module, null), null));
                if (Signature(new MethodKey(declaring.Module, method)) == signature)
                {
                    return new MethodKey(declaring.Module, method);
                }
            }
        }

        return null;
    }

    /// <summary>The field that a reference names, or null if it is a library's.</summary>
    public FieldKey? ResolveField(UserModule module, in MemberReference reference, TypeKey parent)
    {
        string name = module.Metadata.GetString(reference.Name);
        for (TypeKey? type = parent; type is { } declaring; type = Base(declaring))
        {
            foreach (FieldDefinitionHandle field in declaring.Row.GetFields())
            {
                if (declaring.Module.Metadata.StringComparer.Equals(declaring.Module.Metadata.GetFieldDefinition(field).Name, name))
                {
                    return new FieldKey(declaring.Module, field);
                }
            }
        }

        return null;
    }

    /// <summary>A method's signature as text.</summary>
    public string Signature(MethodKey method)
    {
        if (!_methods.TryGetValue((method.Module, method.Handle), out string? text))
        {
            text = TypeTexts.Text(method.Row.DecodeSignature(new TypeTexts(this, method.Module, null), null));
            _methods.Add((method.Module, method.Handle), text);
        }

        return text;
    }

    /// <summary>The class that a type derives from, or null if that is a library's.</summary>
    public TypeKey? Base(TypeKey type) => type.Row.BaseType is { IsNil: false } parent ? Definition(type.Module, parent) : null;

    /// <summary>The type behind a token, or null if it is a library's.</summary>
    public TypeKey? Definition(UserModule module, EntityHandle handle) => new TypeTexts(this, module, null).Of(handle).Definition;

    private static AssemblyReferenceHandle? Scope(UserModule module, TypeReferenceHandle handle)
    {
        EntityHandle scope = module.Metadata.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => Scope(module, (TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => (AssemblyReferenceHandle)scope,
            _ => null,
        };
    }

    private static UserModule? TryOpen(string path)
    {
        try
        {
            return new UserModule(path);
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or UnauthorizedAccessException or InvalidOperationException)
        {
            return null;
        }
    }

    private TypeKey? Find(UserModule module, TypeReferenceHandle handle)
        => Scope(module, handle) is { } scope && Module(module.Metadata.GetAssemblyReference(scope).GetAssemblyName()) is { } target ? Find(target, FullName(module.Metadata, handle)) : null;

    /// <summary>The type in a module, or where the module says that it has gone.</summary>
    private TypeKey? Find(UserModule module, string name)
    {
        if (module.FindType(name) is { } type)
        {
            return new TypeKey(module, type);
        }

        foreach (ExportedTypeHandle handle in module.Metadata.ExportedTypes)
        {
            ExportedType exported = module.Metadata.GetExportedType(handle);
            if (exported.Implementation.Kind == HandleKind.AssemblyReference
                && name.Split('+')[0] == (exported.Namespace.IsNil ? "" : module.Metadata.GetString(exported.Namespace) + ".") + module.Metadata.GetString(exported.Name)
                && Module(module.Metadata.GetAssemblyReference((AssemblyReferenceHandle)exported.Implementation).GetAssemblyName()) is { } target
                && target != module)
            {
                return Find(target, name);
            }
        }

        return null;
    }

    /// <summary>An assembly of the user's, or null.</summary>
    private UserModule? Module(AssemblyName name)
    {
        string simple = name.Name!;
        if (!_modules.TryGetValue(simple, out UserModule? module))
        {
            bool isUsers = IsUsers(name);
            module = isUsers ? TryOpen(Path.Combine(_folder, simple + ".dll")) : null;
            _modules.Add(simple, module);
            if (isUsers && module is null)
            {
                _missing.Add(name);
            }
        }

        return module;
    }

    /// <summary>Where there is no list of projects, what lies beside the pipeline's assembly is the user's, apart from the framework's assemblies.</summary>
    private bool IsUsers(AssemblyName name)
        => name.Name != typeof(UserCode).Assembly.GetName().Name && (_projects?.Contains(name.Name!) ?? !FrameworkAssemblies.Contains(name));
}
