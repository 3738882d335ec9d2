namespace PipelineDsl;

/// <summary>Bounds on the length of a text.</summary>
[Filter]
public sealed class Length
{
    /// <summary>Code points ≥ <paramref name="minCharacters"/>.</summary>
    [Rule]
    public static Check EnoughCharacters(in CharStats chars, int minCharacters) => Check.AtLeast(chars.Characters, minCharacters);

    /// <summary>Code points ≤ <paramref name="maxCharacters"/>.</summary>
    [Rule]
    public static Check NotTooManyCharacters(in CharStats chars, int maxCharacters) => Check.AtMost(chars.Characters, maxCharacters);

    /// <summary>Words ≥ <paramref name="minWords"/>.</summary>
    [Rule]
    public static Check EnoughWords(in WordStats words, int minWords) => Check.AtLeast(words.Count, minWords);

    /// <summary>Words ≤ <paramref name="maxWords"/>.</summary>
    [Rule]
    public static Check NotTooManyWords(in WordStats words, int maxWords) => Check.AtMost(words.Count, maxWords);
}
