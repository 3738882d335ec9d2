namespace PipelineDsl;

/// <summary>Keeps documents with few suspicious sentences, by the rules of MADLAD-400. See <see cref="Madlad"/>.</summary>
/// <param name="cursedStrings">The file of strings that make a sentence suspicious, one on each line as it is (default: none).</param>
/// <param name="cursedPatterns">The file of regular expressions that make a sentence suspicious, one on each line as it is (default: none).</param>
/// <param name="minSentences">Least number of sentences (default 5).</param>
/// <param name="minSentenceBytes">A shorter sentence is suspicious (default 20 bytes).</param>
/// <param name="maxSentenceBytes">A longer sentence is suspicious (default 500 bytes).</param>
/// <param name="maxTechnicalRatio">A sentence with a greater share of technical characters is suspicious (default 0.2).</param>
/// <param name="minListWords">A sentence of so many words may be a list of names (default 12).</param>
/// <param name="maxCapitalizedRatio">It is one if a greater share of its words begin with an upper-case letter (default 0.5).</param>
/// <param name="maxSuspiciousRatio">Greatest share of suspicious sentences (default 0.2).</param>
/// <param name="profile">Whose rules: null (default) those above, or <c>olmo3-alldressed</c> (<see cref="Olmo3Madlad"/>), to which only the two files mean anything.</param>
[StepProfile("olmo3-alldressed", typeof(Olmo3Madlad))]
public sealed class MadladAttribute(
    string? cursedStrings = null,
    string? cursedPatterns = null,
    [OptionRange(0, int.MaxValue)] int minSentences = 5,
    [OptionRange(0, int.MaxValue), NotAbove("maxSentenceBytes")] int minSentenceBytes = 20,
    [OptionRange(0, int.MaxValue)] int maxSentenceBytes = 500,
    [OptionRange(0, 1)] double maxTechnicalRatio = 0.2,
    [OptionRange(0, int.MaxValue)] int minListWords = 12,
    [OptionRange(0, 1)] double maxCapitalizedRatio = 0.5,
    [OptionRange(0, 1)] double maxSuspiciousRatio = 0.2,
    [Profile] string? profile = null) : FilterAttribute<Madlad>
{
    /// <summary>The file of strings that make a sentence suspicious.</summary>
    public string? CursedStrings { get; } = cursedStrings;

    /// <summary>The file of regular expressions that make a sentence suspicious.</summary>
    public string? CursedPatterns { get; } = cursedPatterns;

    /// <summary>Least number of sentences.</summary>
    public int MinSentences { get; } = minSentences;

    /// <summary>A shorter sentence is suspicious.</summary>
    public int MinSentenceBytes { get; } = minSentenceBytes;

    /// <summary>A longer sentence is suspicious.</summary>
    public int MaxSentenceBytes { get; } = maxSentenceBytes;

    /// <summary>A sentence with a greater share of technical characters is suspicious.</summary>
    public double MaxTechnicalRatio { get; } = maxTechnicalRatio;

    /// <summary>A sentence of so many words may be a list of names.</summary>
    public int MinListWords { get; } = minListWords;

    /// <summary>It is one if a greater share of its words begin with an upper-case letter.</summary>
    public double MaxCapitalizedRatio { get; } = maxCapitalizedRatio;

    /// <summary>Greatest share of suspicious sentences.</summary>
    public double MaxSuspiciousRatio { get; } = maxSuspiciousRatio;

    /// <summary>Whose rules.</summary>
    public string? Profile { get; } = profile;
}
