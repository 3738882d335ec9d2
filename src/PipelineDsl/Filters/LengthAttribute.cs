namespace PipelineDsl;

/// <summary>Keeps documents whose length is within bounds, both included. Words are runs of characters between white space.</summary>
/// <param name="minCharacters">Least number of code points (default 0: no bound).</param>
/// <param name="maxCharacters">Greatest number of code points (default <see cref="int.MaxValue"/>: no bound).</param>
/// <param name="minWords">Least number of words (default 0: no bound).</param>
/// <param name="maxWords">Greatest number of words (default <see cref="int.MaxValue"/>: no bound).</param>
public sealed class LengthAttribute(
    [OptionRange(0, int.MaxValue), NotAbove("maxCharacters")] int minCharacters = 0,
    [OptionRange(0, int.MaxValue)] int maxCharacters = int.MaxValue,
    [OptionRange(0, int.MaxValue), NotAbove("maxWords")] int minWords = 0,
    [OptionRange(0, int.MaxValue)] int maxWords = int.MaxValue) : FilterAttribute<Length>
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
