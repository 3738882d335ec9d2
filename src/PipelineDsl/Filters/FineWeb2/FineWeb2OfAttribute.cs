namespace PipelineDsl;

/// <summary>Keeps documents that pass FineWeb-2's rules with the thresholds and stop words of one language, and with the words of a segmenter. See <see cref="FineWeb2{TSegmenter}"/>.</summary>
/// <typeparam name="TSegmenter">What cuts the text into words.</typeparam>
/// <param name="settings">The language's file of settings, such as <c>configs/fra_Latn.yml</c>, relative to the project. See <see cref="FineWeb2Settings"/>.</param>
/// <param name="minStopWords">Least number of different stop words (default 2, at most 64).</param>
/// <param name="languageScore">The field with the score of the language's identification, a number, that the settings' <c>language_score</c> bounds (default: none, and no bound).</param>
public sealed class FineWeb2Attribute<TSegmenter>(string settings, [OptionRange(0, 64)] int minStopWords = 2, string? languageScore = null) : FilterAttribute<FineWeb2<TSegmenter>>
    where TSegmenter : class, ISegmenter, new()
{
    /// <summary>The language's file of settings.</summary>
    public string Settings { get; } = settings;

    /// <summary>Least number of different stop words.</summary>
    public int MinStopWords { get; } = minStopWords;

    /// <summary>The field with the score of the language's identification.</summary>
    public string? LanguageScore { get; } = languageScore;
}
