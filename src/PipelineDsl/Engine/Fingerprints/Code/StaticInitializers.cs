using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace PipelineDsl.Engine;

/// <summary>The instructions of a static constructor that set one field.</summary>
/// <param name="Field">The field.</param>
/// <param name="First">The first of them.</param>
/// <param name="End">The first of what follows.</param>
/// <param name="CallsUser">Whether they call code of the user's, which may see or change anything.</param>
internal readonly record struct InitializerSlice(FieldDefinitionHandle Field, int First, int End, bool CallsUser);

/// <summary>
/// The initializers of a type's static fields, one by one: the compiler writes them into one method, but a field that a task reads does not depend on the fields beside it.
/// </summary>
/// <remarks>Only of types without a constructor of their own (<c>beforefieldinit</c>), and only where the instructions fall into parts; otherwise the method is one piece.</remarks>
internal sealed class StaticInitializers
{
    private readonly HashSet<FieldDefinitionHandle> _fields;
    private readonly UserCode _users;
    private readonly TypeKey _type;
    private readonly UserModule _module;
    private readonly byte[] _code = [];

    private StaticInitializers(UserCode users, TypeKey type)
    {
        _users = users;
        _type = type;
        _module = type.Module;
        _fields = [.. type.Row.GetFields().Where(f => (_module.Metadata.GetFieldDefinition(f).Attributes & FieldAttributes.Static) != 0)];
        Constructor = _module.StaticConstructor(type.Handle);
        if (Constructor is not { } constructor || (type.Row.Attributes & TypeAttributes.BeforeFieldInit) == 0 || _module.Body(constructor.Row) is not { } body || body.ExceptionRegions.Length > 0)
        {
            return;
        }

        _code = body.GetILBytes() ?? [];
        Instructions = Instruction.Read(_code);
        if (Cut() is { } slices)
        {
            Slices = slices;
            Body = body;
        }
    }

    /// <summary>The static constructor, or null.</summary>
    public MethodKey? Constructor { get; }

    /// <summary>Its body if it falls into parts, or null.</summary>
    public MethodBodyBlock? Body { get; }

    /// <summary>Its instructions.</summary>
    public IReadOnlyList<Instruction> Instructions { get; } = [];

    /// <summary>The parts, in order.</summary>
    public IReadOnlyList<InitializerSlice> Slices { get; } = [];

    /// <summary>Reads a type's initializers.</summary>
    public static StaticInitializers Of(UserCode code, TypeKey type) => new(code, type);

    /// <summary>The static field of the type that an instruction reads, or null.</summary>
    public FieldDefinitionHandle? OwnField(in Instruction instruction)
        => instruction.Code is ILOpCode.Ldsfld or ILOpCode.Ldsflda && FieldOf(instruction) is { } field && _fields.Contains(field) ? field : null;

    /// <summary>The variable that an instruction reads or writes, or null.</summary>
    public static int? LocalOf(in Instruction instruction, byte[] code) => instruction.Code switch
    {
        >= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3 => instruction.Code - ILOpCode.Ldloc_0,
        >= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3 => instruction.Code - ILOpCode.Stloc_0,
        ILOpCode.Ldloc_s or ILOpCode.Ldloca_s or ILOpCode.Stloc_s => code[instruction.Operand],
        ILOpCode.Ldloc or ILOpCode.Ldloca or ILOpCode.Stloc => BitConverter.ToUInt16(code, instruction.Operand),
        _ => null,
    };

    /// <summary>The long form of an opcode for variables.</summary>
    public static ILOpCode Normalized(ILOpCode code) => code switch
    {
        >= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3 or ILOpCode.Ldloc_s => ILOpCode.Ldloc,
        >= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3 or ILOpCode.Stloc_s => ILOpCode.Stloc,
        ILOpCode.Ldloca_s => ILOpCode.Ldloca,
        _ => code,
    };

    /// <summary>Cuts after each assignment to a field of the type, or says that it cannot be done: null.</summary>
    private List<InitializerSlice>? Cut()
    {
        List<InitializerSlice> slices = [];
        int first = 0;
        bool calls = false;
        for (int i = 0; i < Instructions.Count; i++)
        {
            Instruction instruction = Instructions[i];
            if (instruction.Code is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj)
            {
                calls |= IsUsers(MetadataTokens.EntityHandle(BitConverter.ToInt32(_code, instruction.Operand)));
            }

            if (instruction.Code != ILOpCode.Stsfld || FieldOf(instruction) is not { } field || !_fields.Contains(field))
            {
                continue;
            }

            // A copy of the value goes on ("a = b = 1"): the parts cannot be told apart.
            if (i > 0 && Instructions[i - 1].Code == ILOpCode.Dup)
            {
                return null;
            }

            slices.Add(new InitializerSlice(field, first, i + 1, calls));
            first = i + 1;
            calls = false;
        }

        bool onlyReturns = Instructions.Skip(first).All(static i => i.Code is ILOpCode.Ret or ILOpCode.Nop);
        return onlyReturns && slices.TrueForAll(StaysInside) ? slices : null;
    }

    private bool StaysInside(InitializerSlice slice)
    {
        int begin = Instructions[slice.First].Offset;
        int end = Instructions[slice.End - 1].End;
        return Instructions.Skip(slice.First).Take(slice.End - slice.First).SelectMany(i => i.Targets(_code)).All(target => target >= begin && target < end);
    }

    private FieldDefinitionHandle? FieldOf(in Instruction instruction)
    {
        EntityHandle handle = MetadataTokens.EntityHandle(BitConverter.ToInt32(_code, instruction.Operand));
        if (handle.Kind == HandleKind.FieldDefinition)
        {
            return (FieldDefinitionHandle)handle;
        }

        // In a generic type, its own fields too are referred to by name, in the instantiation over its own parameters.
        if (handle.Kind != HandleKind.MemberReference)
        {
            return null;
        }

        string name = _module.Metadata.GetString(_module.Metadata.GetMemberReference((MemberReferenceHandle)handle).Name);
        return _users.Definition(_module, _module.Metadata.GetMemberReference((MemberReferenceHandle)handle).Parent) == _type
            ? _fields.Where(f => _module.Metadata.StringComparer.Equals(_module.Metadata.GetFieldDefinition(f).Name, name)).Select(static f => (FieldDefinitionHandle?)f).FirstOrDefault()
            : null;
    }

    private bool IsUsers(EntityHandle handle)
    {
        EntityHandle method = handle.Kind == HandleKind.MethodSpecification ? _module.Metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method : handle;
        return method.Kind == HandleKind.MethodDefinition
            || (_module.Metadata.GetMemberReference((MemberReferenceHandle)method).Parent is { Kind: not HandleKind.ModuleReference } parent && _users.Definition(_module, parent) is not null);
    }
}
