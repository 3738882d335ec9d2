namespace PipelineDsl;

/// <summary>Gopher's repetition rules as Dolma 1.5 applies them: profile <c>dolma-1.5</c>.</summary>
/// <remarks>
/// Lines are cut at U+000A, and empty ones count. All copies count, the first one too. Words are runs of characters that are not white space, and shares of characters are shares of the characters of words. There
/// is no rule for paragraphs. The rules for the most frequent 2-, 3- and 4-grams never fired in Dolma, because its configuration misspells their names; they are off unless asked for. Thresholds are fixed; a document at one is kept.
/// </remarks>
[Filter(inOrder: true)]
public sealed class DolmaRepetition
{
    /// <summary>Lines that occur more than once / lines ≤ 0.3.</summary>
    [Rule]
    public static Check FewRepeatedLines(RepeatedPieces<AllLines> lines) => Check.AtMost(Ratio.Of(lines.Copies, lines.Count), 0.3);

    /// <summary>Characters of lines that occur more than once / characters of words ≤ 0.3.</summary>
    [Rule]
    public static Check FewRepeatedLineCharacters(RepeatedPieces<AllLines> lines, in WordStats words) => Check.AtMost(Ratio.Of(lines.CopyCharacters, words.Characters), 0.3);

    /// <summary>Characters of the most frequent pair of words / characters of words ≤ 0.20, if <paramref name="topNGrams"/>.</summary>
    [Rule]
    public static Check RareTop2Gram(NGramCoverage<WordList> ngrams, bool topNGrams = false) => Top(2, ngrams, topNGrams, 0.20);

    /// <summary>Characters of the most frequent sequence of three words / characters of words ≤ 0.18, if <paramref name="topNGrams"/>.</summary>
    [Rule]
    public static Check RareTop3Gram(NGramCoverage<WordList> ngrams, bool topNGrams = false) => Top(3, ngrams, topNGrams, 0.18);

    /// <summary>Characters of the most frequent sequence of four words / characters of words ≤ 0.16, if <paramref name="topNGrams"/>.</summary>
    [Rule]
    public static Check RareTop4Gram(NGramCoverage<WordList> ngrams, bool topNGrams = false) => Top(4, ngrams, topNGrams, 0.16);

    /// <summary>Characters of sequences of five words that occur more than once / characters of all such sequences ≤ 0.15.</summary>
    [Rule]
    public static Check FewRepeated5Grams(NGramCoverage<WordList> ngrams) => Repeated(5, ngrams, 0.15);

    /// <summary>Characters of sequences of six words that occur more than once / characters of all such sequences ≤ 0.14.</summary>
    [Rule]
    public static Check FewRepeated6Grams(NGramCoverage<WordList> ngrams) => Repeated(6, ngrams, 0.14);

    /// <summary>Characters of sequences of seven words that occur more than once / characters of all such sequences ≤ 0.13.</summary>
    [Rule]
    public static Check FewRepeated7Grams(NGramCoverage<WordList> ngrams) => Repeated(7, ngrams, 0.13);

    /// <summary>Characters of sequences of eight words that occur more than once / characters of all such sequences ≤ 0.12.</summary>
    [Rule]
    public static Check FewRepeated8Grams(NGramCoverage<WordList> ngrams) => Repeated(8, ngrams, 0.12);

    /// <summary>Characters of sequences of nine words that occur more than once / characters of all such sequences ≤ 0.11.</summary>
    [Rule]
    public static Check FewRepeated9Grams(NGramCoverage<WordList> ngrams) => Repeated(9, ngrams, 0.11);

    /// <summary>Characters of sequences of ten words that occur more than once / characters of all such sequences ≤ 0.10.</summary>
    [Rule]
    public static Check FewRepeated10Grams(NGramCoverage<WordList> ngrams) => Repeated(10, ngrams, 0.10);

    private static Check Top(int n, NGramCoverage<WordList> ngrams, bool isOn, double maximum)
        => Check.AtMost(isOn ? Ratio.Of(ngrams.TopCharacters(n), ngrams.WordCharacters) : 0, maximum);

    private static Check Repeated(int n, NGramCoverage<WordList> ngrams, double maximum)
        => Check.AtMost(Ratio.Of(ngrams.OccurrenceCharacters(n), ngrams.AllOccurrenceCharacters(n)), maximum);
}
