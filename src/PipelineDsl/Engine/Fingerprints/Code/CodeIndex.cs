using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;

namespace PipelineDsl.Engine;

/// <summary>The contents of the members of the user's code, each read when it is first asked for: the tasks of a run share most of them.</summary>
/// <param name="code">The user's code.</param>
internal sealed class CodeIndex(UserCode code)
{
    private readonly Dictionary<MethodKey, CodeUnit> _methods = [];
    private readonly Dictionary<FieldKey, CodeUnit> _fields = [];
    private readonly Dictionary<(TypeKey Type, ReferenceKind Kind), CodeUnit> _types = [];
    private readonly Dictionary<TypeKey, StaticInitializers> _initializers = [];
    private readonly Dictionary<TypeKey, VirtualMethod[]> _virtuals = [];

    /// <summary>The user's code.</summary>
    public UserCode Code => code;

    /// <summary>A method's contents.</summary>
    public CodeUnit Method(MethodKey method) => Get(_methods, method, m => UnitWriter.Method(code, m));

    /// <summary>A static field's contents.</summary>
    public CodeUnit Field(FieldKey field) => Get(_fields, field, f => UnitWriter.StaticField(code, f, Initializers(f.Type)));

    /// <summary>What there is to know of a type that is used in some way.</summary>
    public CodeUnit Type(TypeKey type, ReferenceKind kind) => Get(_types, (type, kind), _ => kind switch
    {
        ReferenceKind.Reflection => UnitWriter.Reflection(code, type),
        ReferenceKind.Argument => UnitWriter.EnumerationNames(code, type),
        _ => UnitWriter.Type(code, type),
    });

    /// <summary>The initializers of a type's static fields.</summary>
    public StaticInitializers Initializers(TypeKey type) => Get(_initializers, type, t => StaticInitializers.Of(code, t));

    /// <summary>The methods of a type that may be called by the name of another: those of its bases and what its contracts give it as well.</summary>
    public VirtualMethod[] VirtualMethods(TypeKey type) => Get(_virtuals, type, t => [.. FindVirtualMethods(t)]);

    private static TValue Get<TKey, TValue>(Dictionary<TKey, TValue> values, TKey key, Func<TKey, TValue> make)
        where TKey : notnull
    {
        if (!values.TryGetValue(key, out TValue? value))
        {
            value = make(key);
            values.Add(key, value);
        }

        return value;
    }

    private List<VirtualMethod> FindVirtualMethods(TypeKey type)
    {
        List<TypeKey> chain = [];
        for (TypeKey? t = type; t is { } user; t = code.Base(user))
        {
            chain.Add(user);
        }

        HashSet<TypeKey> contracts = [];
        bool hasLibraryContract = false;
        foreach (TypeKey t in chain)
        {
            AddContracts(t, contracts, ref hasLibraryContract);
        }

        List<VirtualMethod> methods = [];
        foreach (TypeKey t in chain.Concat(contracts))
        {
            AddImplementations(t, methods);
        }

        for (int i = 0; i < chain.Count; i++)
        {
            foreach (MethodDefinitionHandle handle in chain[i].Row.GetMethods())
            {
                MethodKey method = new(chain[i].Module, handle);
                MethodDefinition row = method.Row;
                if ((row.Attributes & (MethodAttributes.Virtual | MethodAttributes.Static)) == MethodAttributes.Virtual && !method.Module.IsGenerated(handle))
                {
                    methods.Add(Implicit(method, row, chain.Skip(i + 1), contracts, hasLibraryContract));
                }
            }
        }

        return methods;
    }

    /// <summary>Which slots a method may fill by its name and its number of parameters. More than it does are no harm: they make a key change that might have stayed.</summary>
    private static VirtualMethod Implicit(MethodKey method, in MethodDefinition row, IEnumerable<TypeKey> bases, HashSet<TypeKey> contracts, bool hasLibraryContract)
    {
        string name = method.Module.Metadata.GetString(row.Name);
        int parameters = row.GetParameterCount(method.Module.Metadata);
        if ((row.Attributes & MethodAttributes.NewSlot) != 0)
        {
            return new VirtualMethod(method, [method, .. Same(contracts)], hasLibraryContract);
        }

        MethodKey[] overridden = [.. Same(bases)];
        bool ofLibrary = !overridden.Any(static m => (m.Row.Attributes & MethodAttributes.NewSlot) != 0);
        return new VirtualMethod(method, [method, .. overridden, .. Same(contracts)], ofLibrary);

        IEnumerable<MethodKey> Same(IEnumerable<TypeKey> types)
            => types.SelectMany(t => t.Module.FindMethods(t.Handle, name).Select(m => new MethodKey(t.Module, m)))
                .Where(m => (m.Row.Attributes & MethodAttributes.Virtual) != 0 && m.Row.GetParameterCount(m.Module.Metadata) == parameters);
    }

    /// <summary>The methods that say which slot they fill.</summary>
    private void AddImplementations(TypeKey type, List<VirtualMethod> methods)
    {
        MetadataReader metadata = type.Module.Metadata;
        foreach (MethodImplementation row in type.Row.GetMethodImplementations().Select(metadata.GetMethodImplementation))
        {
            if (row.MethodBody.Kind != HandleKind.MethodDefinition)
            {
                continue;
            }

            MethodKey body = new(type.Module, (MethodDefinitionHandle)row.MethodBody);
            MethodKey? slot = row.MethodDeclaration.Kind == HandleKind.MethodDefinition
                ? new MethodKey(type.Module, (MethodDefinitionHandle)row.MethodDeclaration)
                : metadata.GetMemberReference((MemberReferenceHandle)row.MethodDeclaration) is MemberReference reference && code.Definition(type.Module, reference.Parent) is { } parent
                    ? code.Resolve(type.Module, reference, parent)
                    : null;
            methods.Add(new VirtualMethod(body, slot is { } found ? [found] : [], slot is null));
        }
    }

    private void AddContracts(TypeKey type, HashSet<TypeKey> contracts, ref bool hasLibraryContract)
    {
        foreach (InterfaceImplementationHandle handle in type.Row.GetInterfaceImplementations())
        {
            if (code.Definition(type.Module, type.Module.Metadata.GetInterfaceImplementation(handle).Interface) is not { } contract)
            {
                hasLibraryContract = true;
            }
            else if (contracts.Add(contract))
            {
                AddContracts(contract, contracts, ref hasLibraryContract);
            }
        }
    }
}

/// <summary>A method that is called through what it overrides or implements.</summary>
/// <param name="Method">The method.</param>
/// <param name="Slots">The user's declarations that it may stand for.</param>
/// <param name="IsOfLibrary">Whether a library may call it, through a declaration of its own.</param>
internal readonly record struct VirtualMethod(MethodKey Method, MethodKey[] Slots, bool IsOfLibrary);
