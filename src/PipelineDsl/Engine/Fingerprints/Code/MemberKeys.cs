using System.Reflection.Metadata;

namespace PipelineDsl.Engine;

/// <summary>A type of the user's.</summary>
internal readonly record struct TypeKey(UserModule Module, TypeDefinitionHandle Handle)
{
    /// <summary>Its row.</summary>
    public TypeDefinition Row => Module.Metadata.GetTypeDefinition(Handle);
}

/// <summary>A method of the user's.</summary>
internal readonly record struct MethodKey(UserModule Module, MethodDefinitionHandle Handle)
{
    /// <summary>Its row.</summary>
    public MethodDefinition Row => Module.Metadata.GetMethodDefinition(Handle);

    /// <summary>The type that declares it.</summary>
    public TypeKey Type => new(Module, Row.GetDeclaringType());
}

/// <summary>A field of the user's.</summary>
internal readonly record struct FieldKey(UserModule Module, FieldDefinitionHandle Handle)
{
    /// <summary>Its row.</summary>
    public FieldDefinition Row => Module.Metadata.GetFieldDefinition(Handle);

    /// <summary>The type that declares it.</summary>
    public TypeKey Type => new(Module, Row.GetDeclaringType());
}
