namespace PipelineDsl;

/// <summary>Drops documents with words of a list that the user gives. See <see cref="PipelineDsl.BadWords"/>.</summary>
/// <param name="words">The list's path, relative to the project. See <see cref="BadWordList"/>.</param>
/// <param name="language">The language of list and documents; <c>ja</c>, <c>th</c> and <c>zh</c> write no spaces, so that a word counts anywhere (default <c>en</c>).</param>
/// <param name="keepFraction">The fraction of the documents with bad words that is kept all the same, chosen by their texts (default 0).</param>
/// <param name="profile">Whose rule: null (default) and <c>c4-datatrove</c>, or <c>c4-tfds</c> (<see cref="C4TfdsBadWords"/>, to be used behind <see cref="C4TfdsLines"/>).</param>
[StepProfile("c4-datatrove", typeof(BadWords))]
[StepProfile("c4-tfds", typeof(C4TfdsBadWords))]
public sealed class BadWordsAttribute(
    string words,
    string language = "en",
    [OptionRange(0, 1)] double keepFraction = 0,
    [Profile] string? profile = null) : FilterAttribute<BadWords>
{
    /// <summary>The list's path.</summary>
    public string Words { get; } = words;

    /// <summary>The language of list and documents.</summary>
    public string Language { get; } = language;

    /// <summary>The fraction of the documents with bad words that is kept.</summary>
    public double KeepFraction { get; } = keepFraction;

    /// <summary>Whose rule.</summary>
    public string? Profile { get; } = profile;
}
