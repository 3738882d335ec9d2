namespace PipelineDsl;

/// <summary>Where a cut may begin and end.</summary>
public enum SubstringBorders
{
    /// <summary>Between any two characters.</summary>
    Characters,

    /// <summary>Not inside a word (UAX #29).</summary>
    Words,

    /// <summary>Not inside a sentence (UAX #29).</summary>
    Sentences,
}
