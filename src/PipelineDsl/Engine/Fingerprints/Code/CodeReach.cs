using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;

namespace PipelineDsl.Engine;

/// <summary>Follows code from where a task enters it to everything that it can reach, and hashes that.</summary>
/// <remarks>
/// <para>The hash is over the set of reached members, by name, each with the hash of its own contents: recursion needs no care, and order and place mean nothing. A virtual method counts if
/// its type is made (or given to a generic one) in reached code and what it overrides is called there, or is a library's. A static field brings its initializer, a type with a static constructor
/// of its own that constructor. An assembly that is reached brings its module initializers, apart from those that only make pipelines known.</para>
/// <para>Not followed: members that are found by their names at run time, other than by a serializer or of a type that <c>typeof</c> names.</para>
/// </remarks>
internal sealed class CodeReach
{
    private readonly CodeIndex _index;
    private readonly TypeKey _worker;
    private readonly Func<string, string> _partName;
    private readonly Queue<CodeReference> _queue = [];
    private readonly HashSet<CodeReference> _seen = [];
    private readonly HashSet<MethodKey> _methods = [];
    private readonly HashSet<FieldKey> _fields = [];
    private readonly HashSet<TypeKey> _made = [];
    private readonly HashSet<UserModule> _modules = [];
    private readonly SortedDictionary<string, SortedSet<(string Member, Hash128 Hash)>> _types = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, AssemblyName> _libraries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _workerFields = new(StringComparer.Ordinal);
    private bool _usesEmbedded;

    /// <summary>Begins at nothing.</summary>
    /// <param name="index">The contents of members.</param>
    /// <param name="worker">The worker's type: its fields bring what makes them.</param>
    /// <param name="partName">The name of the part for a type.</param>
    public CodeReach(CodeIndex index, TypeKey worker, Func<string, string> partName)
    {
        _partName = partName;
        _index = index;
        _worker = worker;
        OnModule(index.Code.Main);
    }

    /// <summary>The fields of the worker that are reached.</summary>
    public IReadOnlySet<string> WorkerFields => _workerFields;

    /// <summary>The libraries that are reached.</summary>
    public IEnumerable<AssemblyName> Libraries => _libraries.Values;

    /// <summary>Adds a method.</summary>
    public void Enter(MethodKey method) => Add(new CodeReference(ReferenceKind.Method, Method: method));

    /// <summary>Adds a type: its constructors and what it overrides.</summary>
    public void Enter(TypeKey type)
    {
        Add(new CodeReference(ReferenceKind.Construction, Type: type));
        foreach (MethodDefinitionHandle constructor in type.Module.FindMethods(type.Handle, ".ctor"))
        {
            Enter(new MethodKey(type.Module, constructor));
        }
    }

    /// <summary>Follows the code to its ends.</summary>
    /// <returns>One part for each type that has a reached member, in ordinal order of their names.</returns>
    public IReadOnlyList<KeyPart> Parts()
    {
        do
        {
            while (_queue.TryDequeue(out CodeReference reference))
            {
                Follow(reference);
            }

            AddVirtualMethods();
        }
        while (_queue.Count > 0);

        AddInitializerOrders();
        return [.. _types.Select(t => new KeyPart(_partName(t.Key), Hash(t.Value))), .. Embedded()];
    }

    private static Hash128 Hash(SortedSet<(string Member, Hash128 Hash)> members)
    {
        HashWriter hash = new();
        foreach ((string member, Hash128 contents) in members)
        {
            hash.Text(member);
            hash.Wide(contents);
        }

        return hash.Hash;
    }

    /// <summary>Which of the embedded files are read is not known.</summary>
    private IEnumerable<KeyPart> Embedded()
        => _usesEmbedded
            ? _modules.OrderBy(static m => m.Name, StringComparer.Ordinal).Where(static m => m.Embedded() is not null).Select(static m => new KeyPart($"embedded files of {m.Name}", m.Embedded()!.Value))
            : [];

    private void Add(in CodeReference reference)
    {
        if (_seen.Add(reference))
        {
            _queue.Enqueue(reference);
        }
    }

    private void Follow(in CodeReference reference)
    {
        switch (reference.Kind)
        {
            case ReferenceKind.Method:
                OnMethod(reference.Method);
                break;
            case ReferenceKind.StaticField:
                OnStaticField(reference.Field);
                break;
            case ReferenceKind.InstanceField:
                OnInstanceField(reference.Field);
                break;
            case ReferenceKind.Embedded:
                _usesEmbedded = true;
                break;
            default:
                OnType(reference.Type, reference.Kind);
                break;
        }
    }

    private void OnMethod(MethodKey method)
    {
        _methods.Add(method);
        TypeKey type = method.Type;
        string name = type.Module.Metadata.GetString(method.Row.Name);
        Take(type, name + _index.Code.Signature(method), _index.Method(method));
        if ((type.Row.Attributes & TypeAttributes.BeforeFieldInit) == 0 && name != ".cctor")
        {
            AddStaticConstructor(type);
        }
    }

    private void OnStaticField(FieldKey field)
    {
        if ((field.Row.Attributes & FieldAttributes.Literal) != 0)
        {
            return;
        }

        _fields.Add(field);
        StaticInitializers initializers = _index.Initializers(field.Type);
        Take(field.Type, field.Module.Metadata.GetString(field.Row.Name), _index.Field(field));
        if (initializers.Body is null)
        {
            AddStaticConstructor(field.Type);
            return;
        }

        // What calls code of the user's may change what this field holds, or be changed by it.
        foreach (InitializerSlice slice in initializers.Slices.Where(static s => s.CallsUser))
        {
            Add(new CodeReference(ReferenceKind.StaticField, Field: new FieldKey(field.Module, slice.Field)));
        }
    }

    private void OnInstanceField(FieldKey field)
    {
        if (field.Type != _worker)
        {
            return;
        }

        string name = field.Module.Metadata.GetString(field.Row.Name);
        _workerFields.Add(name);
        MethodKey[] makers = [.. _worker.Module.FindMethods(_worker.Handle, WorkerLayoutAttribute.Make + name).Select(m => new MethodKey(_worker.Module, m))];
        foreach (MethodKey maker in makers)
        {
            Enter(maker);
        }

        if (makers.Length == 0 && field.Row.DecodeSignature(new TypeTexts(_index.Code, field.Module, null), null).Definition is { } type)
        {
            Add(new CodeReference(ReferenceKind.Argument, Type: type));
        }
    }

    private void OnType(TypeKey type, ReferenceKind kind)
    {
        if (_made.Add(type))
        {
            Take(type, "", _index.Type(type, ReferenceKind.Construction));
            if ((type.Row.Attributes & TypeAttributes.BeforeFieldInit) == 0)
            {
                AddStaticConstructor(type);
            }
        }

        if (kind is ReferenceKind.Argument or ReferenceKind.Reflection)
        {
            foreach (MethodDefinitionHandle constructor in type.Module.FindMethods(type.Handle, ".ctor"))
            {
                MethodKey key = new(type.Module, constructor);
                if (key.Row.GetParameterCount(type.Module.Metadata) == 0)
                {
                    Enter(key);
                }
            }

            Take(type, "names", _index.Type(type, ReferenceKind.Argument));
        }

        if (kind == ReferenceKind.Reflection)
        {
            Take(type, "reflection", _index.Type(type, kind));
        }
    }

    private void AddStaticConstructor(TypeKey type)
    {
        if (type.Module.StaticConstructor(type.Handle) is { } constructor)
        {
            Enter(constructor);
        }
    }

    /// <summary>Notes a member's contents, and what it refers to for later.</summary>
    private void Take(TypeKey type, string member, CodeUnit unit)
    {
        OnModule(type.Module);
        string name = type.Module.NameOf(type.Handle);
        if (!_types.TryGetValue(name, out SortedSet<(string, Hash128)>? members))
        {
            members = new SortedSet<(string Member, Hash128 Hash)>(Comparer<(string Member, Hash128 Hash)>.Create(
                static (x, y) => string.CompareOrdinal(x.Member, y.Member) is not 0 and int order ? order : x.Hash.CompareTo(y.Hash)));
            _types.Add(name, members);
        }

        members.Add(($"{type.Module.Name}!{member}", unit.Hash));
        foreach (CodeReference reference in unit.References)
        {
            Add(reference);
        }

        foreach ((string library, AssemblyName assembly) in unit.Libraries)
        {
            _libraries.TryAdd(library, assembly);
        }
    }

    private void AddVirtualMethods()
    {
        foreach (TypeKey type in _made.ToArray())
        {
            foreach (VirtualMethod method in _index.VirtualMethods(type))
            {
                if (method.IsOfLibrary || method.Slots.Any(_methods.Contains))
                {
                    Enter(method.Method);
                }
            }
        }
    }

    /// <summary>Where initializers call code that may see the other fields, the order of those that are reached counts.</summary>
    private void AddInitializerOrders()
    {
        foreach (IGrouping<TypeKey, FieldKey> fields in _fields.GroupBy(static f => f.Type).ToArray())
        {
            StaticInitializers initializers = _index.Initializers(fields.Key);
            if (!initializers.Slices.Any(static s => s.CallsUser))
            {
                continue;
            }

            HashSet<FieldDefinitionHandle> reached = [.. fields.Select(static f => f.Handle)];
            HashWriter hash = new();
            foreach (InitializerSlice slice in initializers.Slices.Where(s => reached.Contains(s.Field)))
            {
                hash.Text(fields.Key.Module.Metadata.GetString(fields.Key.Module.Metadata.GetFieldDefinition(slice.Field).Name));
            }

            Take(fields.Key, "order", new CodeUnit(hash.Hash, [], new Dictionary<string, AssemblyName>()));
        }
    }

    private void OnModule(UserModule module)
    {
        if (!_modules.Add(module) || module.FindType("<Module>") is not { } type || module.StaticConstructor(type) is not { } constructor)
        {
            return;
        }

        foreach (CodeReference called in _index.Method(constructor).References.Where(static r => r.Kind == ReferenceKind.Method))
        {
            if (!IsRegistration(called.Method))
            {
                Add(called);
            }
        }
    }

    /// <summary>Whether a module initializer is the generator's: it names the pipeline to the runner and touches nothing that a task uses.</summary>
    private static bool IsRegistration(MethodKey method)
    {
        UserModule module = method.Module;
        return module.FindAttribute(method.Row.GetCustomAttributes(), "System.CodeDom.Compiler", "GeneratedCodeAttribute") is { } mark
            && module.Metadata.GetBlobReader(mark.Value) is BlobReader value
            && value.ReadUInt16() == 1
            && value.ReadSerializedString() == "PipelineDsl.Generator";
    }
}
