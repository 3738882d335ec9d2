namespace PipelineDsl;

/// <summary>Keeps documents that pass Gopher's repetition rules as Dolma 1.5 applies them. See <see cref="DolmaRepetition"/>.</summary>
/// <param name="topNGrams">Whether the rules for the most frequent n-grams are on, which in Dolma a misspelt name switches off (default: no).</param>
public sealed class DolmaRepetitionAttribute(bool topNGrams = false) : FilterAttribute<DolmaRepetition>
{
    /// <summary>Whether the rules for the most frequent n-grams are on.</summary>
    public bool TopNGrams { get; } = topNGrams;
}
