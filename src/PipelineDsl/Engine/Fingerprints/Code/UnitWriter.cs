using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace PipelineDsl.Engine;

/// <summary>Writes what a member does, for its hash, and collects what it refers to.</summary>
/// <remarks>
/// Tokens become names, strings and data their contents. What the compiler made (closures, state machines, local functions, caches, anonymous types) has names that move with unrelated members:
/// it gets numbers in the order in which the member first mentions it, and its contents are written after the member's own. So each named member is complete in itself, and the same
/// source gives the same bytes wherever it stands.
/// </remarks>
internal sealed class UnitWriter : ITypeListener
{
    private readonly UserCode _code;
    private readonly HashWriter _hash = new();
    private readonly OrderedDictionary<CodeReference, bool> _references = [];
    private readonly SortedDictionary<string, AssemblyName> _libraries = new(StringComparer.Ordinal);
    private readonly Dictionary<(UserModule, EntityHandle), int> _numbers = [];
    private readonly Queue<(UserModule Module, EntityHandle Handle)> _pending = [];
    private readonly Dictionary<UserModule, TypeTexts> _types = [];

    private UnitWriter(UserCode code) => _code = code;

    /// <summary>A method.</summary>
    public static CodeUnit Method(UserCode code, MethodKey method)
    {
        UnitWriter writer = new(code);
        writer.WriteMethod(method);
        return writer.Finish();
    }

    /// <summary>What a type says of its values: what it derives from and implements, and for a struct how it lies in memory.</summary>
    public static CodeUnit Type(UserCode code, TypeKey type)
    {
        UnitWriter writer = new(code);
        writer.WriteType(type, (type.Row.Attributes & TypeAttributes.LayoutMask) != TypeAttributes.AutoLayout || writer.IsStruct(type));
        return writer.Finish();
    }

    /// <summary>The names and values of an enumeration: what its values look like as text.</summary>
    public static CodeUnit EnumerationNames(UserCode code, TypeKey type)
    {
        UnitWriter writer = new(code);
        MetadataReader metadata = type.Module.Metadata;
        writer._hash.Bool(type.Module.HasAttribute(type.Row.GetCustomAttributes(), "System", "FlagsAttribute"));
        foreach (FieldDefinition field in type.Row.GetFields().Select(metadata.GetFieldDefinition).Where(static f => !f.GetDefaultValue().IsNil))
        {
            writer._hash.Text(metadata.GetString(field.Name));
            writer._hash.Bytes(metadata.GetBlobBytes(metadata.GetConstant(field.GetDefaultValue()).Value));
        }

        return writer.Finish();
    }

    /// <summary>What reflection sees of a type: its fields, properties, constructors and their attributes.</summary>
    public static CodeUnit Reflection(UserCode code, TypeKey type)
    {
        UnitWriter writer = new(code);
        MetadataReader metadata = type.Module.Metadata;
        writer.WriteAttributes(type.Module, type.Row.GetCustomAttributes());
        foreach (FieldDefinition field in type.Row.GetFields().Select(metadata.GetFieldDefinition).Where(f => !metadata.GetString(f.Name).StartsWith('<')))
        {
            writer._hash.Text(metadata.GetString(field.Name));
            writer.WriteReflected(field.DecodeSignature(writer.Types(type.Module), null));
            writer.WriteAttributes(type.Module, field.GetCustomAttributes());
        }

        foreach (PropertyDefinition property in type.Row.GetProperties().Select(metadata.GetPropertyDefinition))
        {
            writer._hash.Text(metadata.GetString(property.Name));
            writer.WriteReflected(property.DecodeSignature(writer.Types(type.Module), null).ReturnType);
            writer.WriteAttributes(type.Module, property.GetCustomAttributes());
            PropertyAccessors accessors = property.GetAccessors();
            foreach (MethodDefinitionHandle accessor in (MethodDefinitionHandle[])[accessors.Getter, accessors.Setter])
            {
                writer.Refer(accessor.IsNil ? null : new MethodKey(type.Module, accessor));
            }
        }

        foreach (MethodDefinitionHandle constructor in type.Module.FindMethods(type.Handle, ".ctor"))
        {
            // A serializer finds parameters by name.
            foreach (Parameter parameter in metadata.GetMethodDefinition(constructor).GetParameters().Select(metadata.GetParameter))
            {
                writer._hash.Int(parameter.SequenceNumber);
                writer._hash.Text(metadata.GetString(parameter.Name));
            }

            writer.Refer(new MethodKey(type.Module, constructor));
        }

        return writer.Finish();
    }

    /// <summary>A static field with what it is first set to.</summary>
    public static CodeUnit StaticField(UserCode code, FieldKey field, StaticInitializers initializers)
    {
        UnitWriter writer = new(code);
        writer.WriteFieldType(field);
        writer._hash.Bool(field.Module.HasAttribute(field.Row.GetCustomAttributes(), "System", "ThreadStaticAttribute"));
        writer.WriteData(field);
        if (initializers.Body is { } body)
        {
            foreach (InitializerSlice slice in initializers.Slices.Where(s => s.Field == field.Handle))
            {
                writer.WriteSlice(field.Type, body, initializers, slice);
            }
        }

        return writer.Finish();
    }

    string ITypeListener.NameGenerated(TypeKey type) => $"#{Number(type.Module, type.Handle)}";

    void ITypeListener.OnValue(TypeKey type) => Refer(ReferenceKind.Value, type);

    void ITypeListener.OnArgument(TypeKey type) => Refer(ReferenceKind.Argument, type);

    void ITypeListener.OnLibrary(AssemblyName assembly) => _libraries.TryAdd(assembly.Name!, assembly);

    private CodeUnit Finish()
    {
        while (_pending.TryDequeue(out (UserModule Module, EntityHandle Handle) next))
        {
            _hash.Byte((byte)'#');
            switch (next.Handle.Kind)
            {
                case HandleKind.TypeDefinition:
                    WriteGeneratedType(new TypeKey(next.Module, (TypeDefinitionHandle)next.Handle));
                    break;
                case HandleKind.MethodDefinition:
                    WriteMethod(new MethodKey(next.Module, (MethodDefinitionHandle)next.Handle));
                    break;
                default:
                    FieldKey field = new(next.Module, (FieldDefinitionHandle)next.Handle);
                    WriteFieldType(field);
                    WriteData(field);
                    break;
            }
        }

        return new CodeUnit(_hash.Hash, _references.Keys, _libraries);
    }

    /// <summary>The number of something that the compiler made; its contents follow later.</summary>
    private int Number(UserModule module, EntityHandle handle)
    {
        if (!_numbers.TryGetValue((module, handle), out int number))
        {
            number = _numbers.Count;
            _numbers.Add((module, handle), number);
            _pending.Enqueue((module, handle));
        }

        return number;
    }

    /// <summary>All members of a generated type that reflection sees.</summary>
    private void NumberMembers(TypeKey type)
    {
        MetadataReader metadata = type.Module.Metadata;
        foreach (MethodDefinitionHandle method in type.Row.GetMethods())
        {
            _hash.Text(metadata.GetString(metadata.GetMethodDefinition(method).Name));
            Number(type.Module, method);
        }
    }

    private TypeTexts Types(UserModule module)
    {
        if (!_types.TryGetValue(module, out TypeTexts? types))
        {
            types = new TypeTexts(_code, module, this);
            _types.Add(module, types);
        }

        return types;
    }

    /// <summary>Notes a reference to a type; one that the compiler made is part of this member.</summary>
    private void Refer(ReferenceKind kind, TypeKey? type)
    {
        if (type is not { } found)
        {
            return;
        }

        if (found.Module.IsGenerated(found.Handle))
        {
            Number(found.Module, found.Handle);
            if (kind == ReferenceKind.Reflection)
            {
                NumberMembers(found);
            }
        }
        else
        {
            _references.TryAdd(new CodeReference(kind, Type: found), true);
        }
    }

    private void Refer(MethodKey? method)
    {
        if (method is { } found)
        {
            if (found.Module.IsGenerated(found.Handle))
            {
                Number(found.Module, found.Handle);
            }
            else
            {
                _references.TryAdd(new CodeReference(ReferenceKind.Method, Method: found), true);
            }
        }
    }

    private void Refer(FieldKey field)
        => _references.TryAdd(new CodeReference((field.Row.Attributes & FieldAttributes.Static) != 0 ? ReferenceKind.StaticField : ReferenceKind.InstanceField, Field: field), true);

    private bool IsStruct(TypeKey type)
        => type.Row.BaseType is { IsNil: false } parent && Types(type.Module).Of(parent).Text is "System.ValueType" or "System.Enum";

    /// <summary>A type that the compiler named: all that it overrides and implements belongs to it, and what makes an object of it.</summary>
    private void WriteGeneratedType(TypeKey type)
    {
        MetadataReader metadata = type.Module.Metadata;
        WriteType(type, withFields: true);
        foreach (MethodDefinitionHandle method in type.Row.GetMethods())
        {
            MethodDefinition row = metadata.GetMethodDefinition(method);
            if ((row.Attributes & MethodAttributes.Virtual) != 0 || (metadata.StringComparer.Equals(row.Name, ".ctor") && row.GetParameterCount(metadata) == 0))
            {
                _hash.Int(Number(type.Module, method));
            }
        }

        foreach (MethodImplementation row in type.Row.GetMethodImplementations().Select(metadata.GetMethodImplementation).Where(static r => r.MethodBody.Kind == HandleKind.MethodDefinition))
        {
            _hash.Int(Number(type.Module, row.MethodBody));
        }

        foreach (FieldDefinition field in type.Row.GetFields().Select(metadata.GetFieldDefinition).Where(static f => !f.GetDefaultValue().IsNil))
        {
            _hash.Text(metadata.GetString(field.Name));
            _hash.Bytes(metadata.GetBlobBytes(metadata.GetConstant(field.GetDefaultValue()).Value));
        }
    }

    private void WriteType(TypeKey type, bool withFields)
    {
        MetadataReader metadata = type.Module.Metadata;
        _hash.Int(type.Row.GetGenericParameters().Count);
        _hash.Text(type.Row.BaseType.IsNil ? null : Types(type.Module).Of(type.Row.BaseType).Text);
        foreach (string contract in type.Row.GetInterfaceImplementations().Select(i => Types(type.Module).Of(metadata.GetInterfaceImplementation(i).Interface).Text).Order(StringComparer.Ordinal))
        {
            _hash.Text(contract);
        }

        if (!withFields)
        {
            return;
        }

        TypeLayout layout = type.Row.GetLayout();
        _hash.Int((int)(type.Row.Attributes & TypeAttributes.LayoutMask));
        _hash.Int(layout.Size);
        _hash.Int(layout.PackingSize);
        _hash.Bytes(type.Module.FindAttribute(type.Row.GetCustomAttributes(), "System.Runtime.CompilerServices", "InlineArrayAttribute") is { } length ? metadata.GetBlobBytes(length.Value) : []);
        bool generated = type.Module.IsGenerated(type.Handle);
        foreach (FieldDefinition field in type.Row.GetFields().Select(metadata.GetFieldDefinition).Where(static f => (f.Attributes & FieldAttributes.Static) == 0))
        {
            _hash.Text(generated ? "" : metadata.GetString(field.Name));
            _hash.Text(field.DecodeSignature(Types(type.Module), null).Text);
            _hash.Int(field.GetOffset());
        }
    }

    private void WriteReflected(TypeText type)
    {
        _hash.Text(type.Text);
        Refer(ReferenceKind.Reflection, type.Type);
    }

    private void WriteAttributes(UserModule module, CustomAttributeHandleCollection attributes)
    {
        foreach (CustomAttribute attribute in attributes.Select(module.Metadata.GetCustomAttribute))
        {
            WriteMethodName(module, attribute.Constructor);
            _hash.Bytes(module.Metadata.GetBlobBytes(attribute.Value));
        }
    }

    private void WriteFieldType(FieldKey field) => _hash.Text(field.Row.DecodeSignature(Types(field.Module), null).Text);

    /// <summary>The data in the file that a field begins with.</summary>
    private void WriteData(FieldKey field)
    {
        FieldDefinition row = field.Row;
        if ((row.Attributes & FieldAttributes.HasFieldRVA) == 0)
        {
            return;
        }

        TypeText type = row.DecodeSignature(new TypeTexts(_code, field.Module, null), null);
        int size = type.Definition is { } definition ? definition.Row.GetLayout().Size : type.Text switch
        {
            nameof(PrimitiveTypeCode.Boolean) or nameof(PrimitiveTypeCode.Byte) or nameof(PrimitiveTypeCode.SByte) => 1,
            nameof(PrimitiveTypeCode.Int16) or nameof(PrimitiveTypeCode.UInt16) or nameof(PrimitiveTypeCode.Char) => 2,
            nameof(PrimitiveTypeCode.Int64) or nameof(PrimitiveTypeCode.UInt64) or nameof(PrimitiveTypeCode.Double) => 8,
            _ => 4,
        };
        _hash.Bytes(field.Module.Data(row, size));
    }

    private void WriteMethod(MethodKey method)
    {
        MethodDefinition row = method.Row;
        MethodSignature<TypeText> signature = row.DecodeSignature(Types(method.Module), null);
        _hash.Text(TypeTexts.Text(signature));
        _hash.Bool((row.ImplAttributes & MethodImplAttributes.Synchronized) != 0);
        if ((row.Attributes & MethodAttributes.PinvokeImpl) != 0)
        {
            MethodImport import = row.GetImport();
            _hash.Text(method.Module.Metadata.GetString(method.Module.Metadata.GetModuleReference(import.Module).Name));
            _hash.Text(method.Module.Metadata.GetString(import.Name));
            _hash.Int((int)import.Attributes);
        }

        if (method.Module.Body(row) is { } body)
        {
            WriteBody(method.Module, body);
        }
    }

    private void WriteBody(UserModule module, MethodBodyBlock body)
    {
        _hash.Bool(body.LocalVariablesInitialized);
        foreach (TypeText local in Locals(module, body))
        {
            _hash.Text(local.Text);
        }

        foreach (ExceptionRegion region in body.ExceptionRegions)
        {
            _hash.Int((int)region.Kind);
            _hash.Int(region.TryOffset);
            _hash.Int(region.TryLength);
            _hash.Int(region.HandlerOffset);
            _hash.Int(region.HandlerLength);
            _hash.Int(region.FilterOffset);
            _hash.Text(region.CatchType.IsNil ? null : Types(module).Of(region.CatchType).Text);
        }

        byte[] code = body.GetILBytes() ?? [];
        foreach (Instruction instruction in Instruction.Read(code))
        {
            WriteInstruction(module, code, instruction);
        }
    }

    private ImmutableArray<TypeText> Locals(UserModule module, MethodBodyBlock body)
        => body.LocalSignature.IsNil ? [] : module.Metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(Types(module), null);

    /// <summary>The part of a static constructor that sets one field. Variables get numbers of their own, since other parts use them too.</summary>
    private void WriteSlice(TypeKey type, MethodBodyBlock body, StaticInitializers initializers, InitializerSlice slice)
    {
        byte[] code = body.GetILBytes()!;
        ImmutableArray<TypeText> locals = Locals(type.Module, body);
        Dictionary<int, int> numbers = [];
        _hash.Byte((byte)'=');
        for (int i = slice.First; i < slice.End; i++)
        {
            Instruction instruction = initializers.Instructions[i];
            if (StaticInitializers.LocalOf(instruction, code) is { } local)
            {
                _hash.Int((int)StaticInitializers.Normalized(instruction.Code));
                bool known = numbers.TryGetValue(local, out int number);
                number = known ? number : numbers.Count;
                numbers[local] = number;
                _hash.Int(number);
                _hash.Text(known ? null : locals[local].Text);
                continue;
            }

            WriteInstruction(type.Module, code, instruction);

            // What an earlier initializer set is there; what a later one will set is not yet.
            if (initializers.OwnField(instruction) is { } read && read != slice.Field)
            {
                _hash.Bool(initializers.Slices.Any(s => s.Field == read && s.First < slice.First));
            }
        }
    }

    private void WriteInstruction(UserModule module, byte[] code, in Instruction instruction)
    {
        _hash.Int((int)instruction.Code);
        if (instruction.Kind != OperandKind.Token)
        {
            _hash.Bytes(code.AsSpan(instruction.Operand, instruction.End - instruction.Operand));
            return;
        }

        int token = BitConverter.ToInt32(code, instruction.Operand);
        if (instruction.Code == ILOpCode.Ldstr)
        {
            _hash.Text(module.Metadata.GetUserString(MetadataTokens.UserStringHandle(token & 0xFFFFFF)));
            return;
        }

        WriteToken(module, MetadataTokens.EntityHandle(token), instruction.Code);
    }

    private void WriteToken(UserModule module, EntityHandle handle, ILOpCode opcode)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification:
                TypeText type = Types(module).Of(handle);
                _hash.Text(type.Text);
                switch (opcode)
                {
                    case ILOpCode.Ldtoken:
                        Refer(ReferenceKind.Reflection, type.Type);
                        break;
                    case ILOpCode.Box or ILOpCode.Constrained:
                        Refer(ReferenceKind.Argument, type.Type);
                        break;
                    case ILOpCode.Initobj or ILOpCode.Newarr or ILOpCode.Sizeof:
                        Refer(ReferenceKind.Value, type.Type);
                        break;
                }

                break;
            case HandleKind.StandaloneSignature:
                _hash.Text(TypeTexts.Text(module.Metadata.GetStandaloneSignature((StandaloneSignatureHandle)handle).DecodeMethodSignature(Types(module), null)));
                break;
            case HandleKind.FieldDefinition:
                WriteField(new FieldKey(module, (FieldDefinitionHandle)handle));
                break;
            case HandleKind.MemberReference when module.Metadata.GetMemberReference((MemberReferenceHandle)handle).GetKind() == MemberReferenceKind.Field:
                WriteField(module, module.Metadata.GetMemberReference((MemberReferenceHandle)handle));
                break;
            default:
                MethodKey? method = WriteMethodName(module, handle);
                Refer(method);
                if (opcode == ILOpCode.Newobj)
                {
                    Refer(ReferenceKind.Construction, method?.Type);
                }

                break;
        }
    }

    private void WriteField(UserModule module, in MemberReference reference)
    {
        TypeText parent = Types(module).Of(reference.Parent);
        _hash.Text(parent.Text);
        if (parent.Definition is { } type && _code.ResolveField(module, reference, type) is { } field)
        {
            WriteField(field);
            return;
        }

        _hash.Text(module.Metadata.GetString(reference.Name));
        _hash.Text(reference.DecodeFieldSignature(Types(module), null).Text);
    }

    private void WriteField(FieldKey field)
    {
        TypeKey type = field.Type;
        _hash.Text(Types(type.Module).Of(type.Handle).Text);
        if (type.Module.IsGenerated(type.Handle))
        {
            _hash.Int(Number(field.Module, field.Handle));
            if ((field.Row.Attributes & FieldAttributes.Static) != 0 && type.Module.StaticConstructor(type.Handle) is { } constructor)
            {
                Number(constructor.Module, constructor.Handle);
            }

            return;
        }

        _hash.Text(field.Module.Metadata.GetString(field.Row.Name));
        _hash.Text(field.Row.DecodeSignature(Types(field.Module), null).Text);
        Refer(field);
    }

    /// <summary>Writes what a call names.</summary>
    /// <returns>The method, or null if it is a library's.</returns>
    private MethodKey? WriteMethodName(UserModule module, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodDefinition:
                MethodKey own = new(module, (MethodDefinitionHandle)handle);
                WriteMethodName(own);
                return own;
            case HandleKind.MethodSpecification:
                MethodSpecification generic = module.Metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                MethodKey? definition = WriteMethodName(module, generic.Method);
                bool serializes = definition is null && IsOfSerializer(module, generic.Method);
                foreach (TypeText argument in generic.DecodeSignature(Types(module), null))
                {
                    _hash.Text(argument.Text);
                    Refer(serializes ? ReferenceKind.Reflection : ReferenceKind.Argument, argument.Type);
                }

                return definition;
        }

        MemberReference reference = module.Metadata.GetMemberReference((MemberReferenceHandle)handle);
        if (reference.Parent.Kind == HandleKind.MethodDefinition)
        {
            return WriteMethodName(module, reference.Parent);
        }

        TypeText parent = reference.Parent.Kind == HandleKind.ModuleReference ? new TypeText("") : Types(module).Of(reference.Parent);
        _hash.Text(parent.Text);
        if (parent.Definition is { } type && _code.Resolve(module, reference, type) is { } found)
        {
            WriteMethodName(found);
            return found;
        }

        _hash.Text(module.Metadata.GetString(reference.Name));
        _hash.Text(TypeTexts.Text(reference.DecodeMethodSignature(Types(module), null)));
        if (parent.Text is "System.Reflection.Assembly" or "System.Resources.ResourceManager")
        {
            _references.TryAdd(new CodeReference(ReferenceKind.Embedded), true);
        }

        return null;
    }

    private void WriteMethodName(MethodKey method)
    {
        TypeKey type = method.Type;
        _hash.Text(Types(type.Module).Of(type.Handle).Text);
        if (method.Module.IsGenerated(method.Handle))
        {
            _hash.Int(Number(method.Module, method.Handle));
            return;
        }

        _hash.Text(method.Module.Metadata.GetString(method.Row.Name));
        _hash.Text(_code.Signature(method));
    }

    /// <summary>Serializers are known by their names: they use members that no code refers to.</summary>
    private static bool IsOfSerializer(UserModule module, EntityHandle method)
        => method.Kind == HandleKind.MemberReference
            && module.Metadata.GetMemberReference((MemberReferenceHandle)method).Parent is { Kind: HandleKind.TypeReference } parent
            && UserCode.FullName(module.Metadata, (TypeReferenceHandle)parent) is string name
            && (name.EndsWith("Serializer", StringComparison.Ordinal) || name.EndsWith("Convert", StringComparison.Ordinal) || name == "System.Activator");
}
