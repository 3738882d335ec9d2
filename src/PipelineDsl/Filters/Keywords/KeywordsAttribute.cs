namespace PipelineDsl;

/// <summary>Keeps documents by the keywords they have: at least some of a list (the default: one), all, or at most so many (0: none). See <see cref="Keywords"/>.</summary>
/// <param name="file">
/// The list: a file with one keyword on each line, relative to the project, or a folder of such files. Lines that begin with <c>#</c> are comments; <c>.gz</c> and <c>.zst</c> are decompressed.
/// </param>
/// <param name="minKeywords">Least number of different keywords (default 1).</param>
/// <param name="maxKeywords">Greatest number of different keywords (default <see cref="int.MaxValue"/>: no bound). To drop documents with any keyword set this and <paramref name="minKeywords"/> to 0.</param>
/// <param name="all">Whether all keywords of the list must be there (default: no).</param>
/// <param name="wholeWords">Whether a keyword counts only where no letter, number or <c>_</c> stands directly before or behind it (default: yes). Set it to false for texts without spaces between words.</param>
/// <param name="ignoreCase">Whether case does not matter (default: yes).</param>
public sealed class KeywordsAttribute(
    string file,
    [OptionRange(0, int.MaxValue), NotAbove("maxKeywords")] int minKeywords = 1,
    [OptionRange(0, int.MaxValue)] int maxKeywords = int.MaxValue,
    bool all = false,
    bool wholeWords = true,
    bool ignoreCase = true) : FilterAttribute<Keywords>
{
    /// <summary>The list.</summary>
    public string File { get; } = file;

    /// <summary>Least number of different keywords.</summary>
    public int MinKeywords { get; } = minKeywords;

    /// <summary>Greatest number of different keywords.</summary>
    public int MaxKeywords { get; } = maxKeywords;

    /// <summary>Whether all keywords of the list must be there.</summary>
    public bool All { get; } = all;

    /// <summary>Whether a keyword counts only as a whole word.</summary>
    public bool WholeWords { get; } = wholeWords;

    /// <summary>Whether case does not matter.</summary>
    public bool IgnoreCase { get; } = ignoreCase;
}
