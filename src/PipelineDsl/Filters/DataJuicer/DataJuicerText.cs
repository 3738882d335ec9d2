namespace PipelineDsl;

/// <summary>The filters of Data-Juicer (Chen et al. 2024) that need neither words nor a model, with its defaults: alphanumeric, special_characters, average_line_length, maximum_line_length, text_length and character_repetition.</summary>
/// <remarks>
/// Lengths are in code points; lines end as for Python's <c>str.splitlines</c>. Bounds are inclusive. In an empty text all measures are 0.
/// </remarks>
[Filter]
public sealed class DataJuicerText
{
    /// <summary>Letters and numbers / characters ≥ <paramref name="minAlphanumericRatio"/>.</summary>
    [Rule]
    public static Check EnoughAlphanumerics(in AlphanumericStats chars, double minAlphanumericRatio)
        => Check.AtLeast(Ratio.Of(chars.Alphanumeric, chars.Characters), minAlphanumericRatio);

    /// <summary>Letters and numbers / characters ≤ <paramref name="maxAlphanumericRatio"/>.</summary>
    [Rule]
    public static Check NotTooManyAlphanumerics(in AlphanumericStats chars, double maxAlphanumericRatio)
        => Check.AtMost(Ratio.Of(chars.Alphanumeric, chars.Characters), maxAlphanumericRatio);

    /// <summary>Special characters (ASCII punctuation, digits, white space, emoji and some others) / characters ≥ <paramref name="minSpecialCharacterRatio"/>.</summary>
    [Rule]
    public static Check EnoughSpecialCharacters(in SpecialCharacterCount chars, double minSpecialCharacterRatio)
        => Check.AtLeast(Ratio.Of(chars.Special, chars.Characters), minSpecialCharacterRatio);

    /// <summary>Special characters / characters ≤ <paramref name="maxSpecialCharacterRatio"/>.</summary>
    [Rule]
    public static Check FewSpecialCharacters(in SpecialCharacterCount chars, double maxSpecialCharacterRatio)
        => Check.AtMost(Ratio.Of(chars.Special, chars.Characters), maxSpecialCharacterRatio);

    /// <summary>Characters (line ends too) / lines ≥ <paramref name="minMeanLineLength"/>.</summary>
    [Rule]
    public static Check LinesLongEnoughOnAverage(in AlphanumericStats chars, in LineLengths lines, double minMeanLineLength)
        => Check.AtLeast(Ratio.Of(chars.Characters, lines.Count), minMeanLineLength);

    /// <summary>Characters (line ends too) / lines ≤ <paramref name="maxMeanLineLength"/>.</summary>
    [Rule]
    public static Check LinesShortEnoughOnAverage(in AlphanumericStats chars, in LineLengths lines, double maxMeanLineLength)
        => Check.AtMost(Ratio.Of(chars.Characters, lines.Count), maxMeanLineLength);

    /// <summary>Length of the longest line ≥ <paramref name="minLongestLine"/>.</summary>
    [Rule]
    public static Check LongestLineLongEnough(in LineLengths lines, int minLongestLine) => Check.AtLeast(lines.LongestCharacters, minLongestLine);

    /// <summary>Length of the longest line ≤ <paramref name="maxLongestLine"/>.</summary>
    [Rule]
    public static Check LongestLineShortEnough(in LineLengths lines, int maxLongestLine) => Check.AtMost(lines.LongestCharacters, maxLongestLine);

    /// <summary>Characters ≥ <paramref name="minLength"/>.</summary>
    [Rule]
    public static Check LongEnough(in AlphanumericStats chars, int minLength) => Check.AtLeast(chars.Characters, minLength);

    /// <summary>Characters ≤ <paramref name="maxLength"/>.</summary>
    [Rule]
    public static Check ShortEnough(in AlphanumericStats chars, int maxLength) => Check.AtMost(chars.Characters, maxLength);

    /// <summary>Occurrences of the most frequent runs of ten characters / occurrences of all runs ≤ <paramref name="maxCharacterRepetition"/>; see <see cref="CharacterRepetition"/>.</summary>
    [Rule]
    public static Check LittleRepetition(CharacterRepetition repetition, double maxCharacterRepetition) => Check.AtMost(repetition.Ratio, maxCharacterRepetition);
}
