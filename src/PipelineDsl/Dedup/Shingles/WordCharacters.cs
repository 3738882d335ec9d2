using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>What a character is to the words that near-duplicate search and decontamination compare.</summary>
internal static class WordCharacters
{
    /// <summary>Whether a character belongs to words: what <c>\w</c> of Python's <c>re</c> matches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsWord(int c) => PythonCharacters.IsWord(c);

    /// <summary>Whether a character of words is one of its own: Han, Hiragana and Katakana, which are written without spaces.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSingle(int c) => CjkWords.IsSingle(c);
}
