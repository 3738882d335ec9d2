namespace PipelineDsl.Engine;

/// <summary>How code refers to a member or a type.</summary>
internal enum ReferenceKind
{
    /// <summary>Calls a method or takes its address.</summary>
    Method,

    /// <summary>Makes an object of a class.</summary>
    Construction,

    /// <summary>Holds a value of a struct or an enumeration.</summary>
    Value,

    /// <summary>Gives a type to a generic one, boxes it or otherwise hands it to code that knows it by its contracts only.</summary>
    Argument,

    /// <summary>Asks for a type as an object, or gives it to a serializer: all of its members may be used.</summary>
    Reflection,

    /// <summary>Reads or writes a static field.</summary>
    StaticField,

    /// <summary>Reads or writes a field of an object.</summary>
    InstanceField,

    /// <summary>Asks an assembly for what is embedded in it.</summary>
    Embedded,
}

/// <summary>A reference of a piece of code to something of the user's. At most one of the three keys is set.</summary>
internal readonly record struct CodeReference(ReferenceKind Kind, TypeKey Type = default, MethodKey Method = default, FieldKey Field = default);
