namespace PipelineDsl.Engine;

/// <summary>A type as a signature has it.</summary>
/// <param name="Text">What it is called: the same for the same type, whatever assembly refers to it.</param>
/// <param name="Type">The user's type in it, looked for behind arrays and references, or null.</param>
/// <param name="Definition">The same if it is the type itself, so that members can be looked up in it.</param>
internal sealed record TypeText(string Text, TypeKey? Type = null, TypeKey? Definition = null);

/// <summary>Hears of the types that a signature mentions.</summary>
internal interface ITypeListener
{
    /// <summary>What to call a type that the compiler made.</summary>
    string NameGenerated(TypeKey type);

    /// <summary>A value of a type of the user's is held.</summary>
    void OnValue(TypeKey type);

    /// <summary>A type of the user's is given to a generic one.</summary>
    void OnArgument(TypeKey type);

    /// <summary>A type is another assembly's.</summary>
    void OnLibrary(System.Reflection.AssemblyName assembly);
}
