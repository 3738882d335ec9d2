namespace PipelineDsl;

/// <summary>Gopher's repetition rules as DCLM-Baseline applies them: profile <c>dclm-baseline</c>.</summary>
/// <remarks>
/// Lines and paragraphs (cut at two newlines) are stripped, empty ones left out. All copies count, the first one too; a text of one line or paragraph passes its rules, one without any does not. Words are those of UAX #29 that
/// begin with a letter or a number; shares of characters are shares of the characters of words, and a word that belongs to several repeated n-grams counts once. Thresholds are fixed; a document at one is kept.
/// </remarks>
[Filter(inOrder: true)]
public sealed class DclmRepetition
{
    /// <summary>Lines that occur more than once / lines ≤ 0.3.</summary>
    [Rule]
    public static Check FewRepeatedLines(RepeatedPieces<StrippedLines> lines) => Check.AtMost(Share(lines.Count, lines.Copies, lines.Count), 0.3);

    /// <summary>Paragraphs that occur more than once / paragraphs ≤ 0.3.</summary>
    [Rule]
    public static Check FewRepeatedParagraphs(RepeatedPieces<StrippedParagraphs> paragraphs) => Check.AtMost(Share(paragraphs.Count, paragraphs.Copies, paragraphs.Count), 0.3);

    /// <summary>Characters of lines that occur more than once / characters of lines ≤ 0.2.</summary>
    [Rule]
    public static Check FewRepeatedLineCharacters(RepeatedPieces<StrippedLines> lines) => Check.AtMost(Share(lines.Count, lines.CopyCharacters, lines.Characters), 0.2);

    /// <summary>Characters of paragraphs that occur more than once / characters of paragraphs ≤ 0.2.</summary>
    [Rule]
    public static Check FewRepeatedParagraphCharacters(RepeatedPieces<StrippedParagraphs> paragraphs)
        => Check.AtMost(Share(paragraphs.Count, paragraphs.CopyCharacters, paragraphs.Characters), 0.2);

    /// <summary>Characters of the most frequent pair of words, the longest among equals, if it occurs more than once / characters of words ≤ 0.20.</summary>
    [Rule]
    public static Check RareTop2Gram(NGramCoverage<SegmentedWords<AlphanumericWords>> ngrams) => Top(2, ngrams, 0.20);

    /// <summary>Characters of the most frequent sequence of three words, the longest among equals, if it occurs more than once / characters of words ≤ 0.18.</summary>
    [Rule]
    public static Check RareTop3Gram(NGramCoverage<SegmentedWords<AlphanumericWords>> ngrams) => Top(3, ngrams, 0.18);

    /// <summary>Characters of the most frequent sequence of four words, the longest among equals, if it occurs more than once / characters of words ≤ 0.16.</summary>
    [Rule]
    public static Check RareTop4Gram(NGramCoverage<SegmentedWords<AlphanumericWords>> ngrams) => Top(4, ngrams, 0.16);

    /// <summary>Characters of words in sequences of five that occur more than once / characters of words ≤ 0.15.</summary>
    [Rule]
    public static Check FewRepeated5Grams(NGramCoverage<SegmentedWords<AlphanumericWords>> ngrams) => Covered(5, ngrams, 0.15);

    /// <summary>Characters of words in sequences of six that occur more than once / characters of words ≤ 0.14.</summary>
    [Rule]
    public static Check FewRepeated6Grams(NGramCoverage<SegmentedWords<AlphanumericWords>> ngrams) => Covered(6, ngrams, 0.14);

    /// <summary>Characters of words in sequences of seven that occur more than once / characters of words ≤ 0.13.</summary>
    [Rule]
    public static Check FewRepeated7Grams(NGramCoverage<SegmentedWords<AlphanumericWords>> ngrams) => Covered(7, ngrams, 0.13);

    /// <summary>Characters of words in sequences of eight that occur more than once / characters of words ≤ 0.12.</summary>
    [Rule]
    public static Check FewRepeated8Grams(NGramCoverage<SegmentedWords<AlphanumericWords>> ngrams) => Covered(8, ngrams, 0.12);

    /// <summary>Characters of words in sequences of nine that occur more than once / characters of words ≤ 0.11.</summary>
    [Rule]
    public static Check FewRepeated9Grams(NGramCoverage<SegmentedWords<AlphanumericWords>> ngrams) => Covered(9, ngrams, 0.11);

    /// <summary>Characters of words in sequences of ten that occur more than once / characters of words ≤ 0.10.</summary>
    [Rule]
    public static Check FewRepeated10Grams(NGramCoverage<SegmentedWords<AlphanumericWords>> ngrams) => Covered(10, ngrams, 0.10);

    /// <summary>The share of copies; that of a single piece is 0, that of none at all is 1.</summary>
    private static double Share(int count, long copies, long all) => count == 0 ? 1 : count == 1 ? 0 : Ratio.Of(copies, all);

    private static Check Top(int n, NGramCoverage<SegmentedWords<AlphanumericWords>> ngrams, double maximum)
        => Check.AtMost(ngrams.TopCount(n) <= 1 ? 0 : Ratio.Of(ngrams.LongestTopCharacters(n), ngrams.WordCharacters), maximum);

    private static Check Covered(int n, NGramCoverage<SegmentedWords<AlphanumericWords>> ngrams, double maximum)
        => Check.AtMost(Ratio.Of(ngrams.CoveredCharacters(n), ngrams.WordCharacters), maximum);
}
