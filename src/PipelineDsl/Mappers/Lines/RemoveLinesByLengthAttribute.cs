namespace PipelineDsl;

/// <summary>Removes lines that are too short or too long. See <see cref="RemoveLinesByLength"/>.</summary>
/// <param name="minCharacters">Least number of code points (default 0).</param>
/// <param name="maxCharacters">Greatest number of code points (default: no bound).</param>
/// <param name="minWords">Least number of words (default 0).</param>
/// <param name="maxWords">Greatest number of words (default: no bound).</param>
public sealed class RemoveLinesByLengthAttribute(
    [OptionRange(0, int.MaxValue), NotAbove("maxCharacters")] int minCharacters = 0,
    [OptionRange(0, int.MaxValue)] int maxCharacters = int.MaxValue,
    [OptionRange(0, int.MaxValue), NotAbove("maxWords")] int minWords = 0,
    [OptionRange(0, int.MaxValue)] int maxWords = int.MaxValue) : MapAttribute<RemoveLinesByLength>
{
    /// <summary>Least number of code points.</summary>
    public int MinCharacters { get; } = minCharacters;

    /// <summary>Greatest number of code points.</summary>
    public int MaxCharacters { get; } = maxCharacters;

    /// <summary>Least number of words.</summary>
    public int MinWords { get; } = minWords;

    /// <summary>Greatest number of words.</summary>
    public int MaxWords { get; } = maxWords;
}
