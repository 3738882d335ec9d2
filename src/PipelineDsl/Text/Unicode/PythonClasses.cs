namespace PipelineDsl;

/// <summary>The classes of Python's <c>re</c>.</summary>
internal readonly struct PythonClasses : ICharacterClasses
{
    /// <inheritdoc/>
    public static bool IsSpace(int codePoint) => PythonCharacters.IsSpace(codePoint);

    /// <inheritdoc/>
    public static bool IsWord(int codePoint) => PythonCharacters.IsWord(codePoint);
}
