namespace PipelineDsl;

/// <summary>The classes of Rust's regex crate.</summary>
internal readonly struct RustClasses : ICharacterClasses
{
    /// <inheritdoc/>
    public static bool IsSpace(int codePoint) => RustCharacters.IsSpace(codePoint);

    /// <inheritdoc/>
    public static bool IsWord(int codePoint) => RustCharacters.IsWord(codePoint);
}
