using System.Collections.Immutable;
using System.Linq;
using System.Reflection.Metadata;

namespace PipelineDsl.Engine;

/// <summary>Reads the types of a module's signatures.</summary>
/// <param name="code">The user's code.</param>
/// <param name="module">Whose signatures.</param>
/// <param name="listener">Hears of the types; without one, a signature is only read to compare it.</param>
internal sealed class TypeTexts(UserCode code, UserModule module, ITypeListener? listener) : ISignatureTypeProvider<TypeText, object?>
{
    private const byte ValueType = 0x11; // ELEMENT_TYPE_VALUETYPE

    /// <summary>The type behind a token.</summary>
    public TypeText Of(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => GetTypeFromDefinition(module.Metadata, (TypeDefinitionHandle)handle, 0),
        HandleKind.TypeReference => GetTypeFromReference(module.Metadata, (TypeReferenceHandle)handle, 0),
        _ => GetTypeFromSpecification(module.Metadata, null, (TypeSpecificationHandle)handle, 0),
    };

    /// <summary>A method's signature as text.</summary>
    public static string Text(in MethodSignature<TypeText> signature)
    {
        int required = signature.RequiredParameterCount;
        string parameters = string.Join(',', signature.ParameterTypes.Select((p, i) => i == required ? "...," + p.Text : p.Text));
        return $"`{signature.GenericParameterCount} {signature.Header.Attributes & SignatureAttributes.Instance}{signature.Header.CallingConvention}({parameters}){signature.ReturnType.Text}";
    }

    public TypeText GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => User(new TypeKey(module, handle), rawTypeKind);

    public TypeText GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        if (code.Resolve(module, handle) is { } type)
        {
            return User(type, rawTypeKind);
        }

        if (listener is not null && UserCode.AssemblyOf(module, handle) is { } assembly)
        {
            listener.OnLibrary(assembly);
        }

        return new TypeText(UserCode.FullName(reader, handle));
    }

    public TypeText GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
        => reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public TypeText GetGenericInstantiation(TypeText genericType, ImmutableArray<TypeText> typeArguments)
    {
        foreach (TypeText argument in typeArguments)
        {
            if (argument.Type is { } type)
            {
                listener?.OnArgument(type);
            }
        }

        return genericType with { Text = $"{genericType.Text}<{string.Join(',', typeArguments.Select(static a => a.Text))}>" };
    }

    public TypeText GetSZArrayType(TypeText elementType) => Of(elementType, "[]");

    public TypeText GetArrayType(TypeText elementType, ArrayShape shape) => Of(elementType, $"[{shape.Rank}:{string.Join(',', shape.LowerBounds)}:{string.Join(',', shape.Sizes)}]");

    public TypeText GetByReferenceType(TypeText elementType) => Of(elementType, "&");

    public TypeText GetPointerType(TypeText elementType) => Of(elementType, "*");

    public TypeText GetPinnedType(TypeText elementType) => Of(elementType, " pinned");

    public TypeText GetModifiedType(TypeText modifier, TypeText unmodifiedType, bool isRequired) => unmodifiedType with { Text = $"{unmodifiedType.Text} {(isRequired ? "modreq" : "modopt")}({modifier.Text})" };

    public TypeText GetFunctionPointerType(MethodSignature<TypeText> signature) => new($"method {Text(signature)}");

    public TypeText GetGenericMethodParameter(object? genericContext, int index) => new($"!!{index}");

    public TypeText GetGenericTypeParameter(object? genericContext, int index) => new($"!{index}");

    public TypeText GetPrimitiveType(PrimitiveTypeCode typeCode) => new(typeCode.ToString());

    private static TypeText Of(TypeText element, string suffix) => new(element.Text + suffix, element.Type);

    private TypeText User(TypeKey type, byte rawTypeKind)
    {
        if (listener is null)
        {
            return new TypeText($"{type.Module.Name}!{type.Module.NameOf(type.Handle)}", type, type);
        }

        bool generated = type.Module.IsGenerated(type.Handle);
        if (rawTypeKind == ValueType && !generated)
        {
            listener.OnValue(type);
        }

        return new TypeText(generated ? listener.NameGenerated(type) : $"{type.Module.Name}!{type.Module.NameOf(type.Handle)}", type, type);
    }
}
