namespace PipelineDsl;

/// <summary>Gopher's repetition rules as OLMo 3's web data went through them (datamap-rs, configuration all_dressed): profile <c>olmo3-alldressed</c>.</summary>
/// <remarks>
/// Lines and paragraphs (cut at two newlines) are taken as they are, empty ones left out. All copies count, the first one too; a text of one line or paragraph passes its rules, one without any does not. Words are those that
/// Rust's <c>unicode_words</c> lists. Lengths are bytes, shares of them single-precision numbers, and a word that belongs to several repeated n-grams counts once. Thresholds are fixed; a document at one is kept.
/// </remarks>
[Filter(inOrder: true)]
public sealed class Olmo3Repetition
{
    /// <summary>Lines that occur more than once / lines ≤ 0.3.</summary>
    [Rule]
    public static Check FewRepeatedLines(RepeatedPieces<PlainLines> lines) => AtMost(Share(lines.Count, lines.Copies, lines.Count), 0.3f);

    /// <summary>Paragraphs that occur more than once / paragraphs ≤ 0.3.</summary>
    [Rule]
    public static Check FewRepeatedParagraphs(RepeatedPieces<PlainParagraphs> paragraphs) => AtMost(Share(paragraphs.Count, paragraphs.Copies, paragraphs.Count), 0.3f);

    /// <summary>Bytes of lines that occur more than once / bytes of lines ≤ 0.2.</summary>
    [Rule]
    public static Check FewRepeatedLineBytes(RepeatedPieces<PlainLines> lines) => AtMost(Share(lines.Count, lines.CopyBytes, lines.Bytes), 0.2f);

    /// <summary>Bytes of paragraphs that occur more than once / bytes of paragraphs ≤ 0.2.</summary>
    [Rule]
    public static Check FewRepeatedParagraphBytes(RepeatedPieces<PlainParagraphs> paragraphs) => AtMost(Share(paragraphs.Count, paragraphs.CopyBytes, paragraphs.Bytes), 0.2f);

    /// <summary>Bytes of words in the most frequent pair of words, the longest among equals / bytes of words ≤ 0.20.</summary>
    [Rule]
    public static Check RareTop2Gram(NGramCoverage<SegmentedWords<UnicodeWords>> ngrams) => AtMost(Share(2, ngrams.TopCoveredBytes(2), ngrams.WordBytes), 0.20f);

    /// <summary>Bytes of words in the most frequent sequence of three words, the longest among equals / bytes of words ≤ 0.18.</summary>
    [Rule]
    public static Check RareTop3Gram(NGramCoverage<SegmentedWords<UnicodeWords>> ngrams) => AtMost(Share(2, ngrams.TopCoveredBytes(3), ngrams.WordBytes), 0.18f);

    /// <summary>Bytes of words in the most frequent sequence of four words, the longest among equals / bytes of words ≤ 0.16.</summary>
    [Rule]
    public static Check RareTop4Gram(NGramCoverage<SegmentedWords<UnicodeWords>> ngrams) => AtMost(Share(2, ngrams.TopCoveredBytes(4), ngrams.WordBytes), 0.16f);

    /// <summary>Bytes of words in sequences of five that occur more than once / bytes of words ≤ 0.15.</summary>
    [Rule]
    public static Check FewRepeated5Grams(NGramCoverage<SegmentedWords<UnicodeWords>> ngrams) => AtMost(Share(2, ngrams.CoveredBytes(5), ngrams.WordBytes), 0.15f);

    /// <summary>Bytes of words in sequences of six that occur more than once / bytes of words ≤ 0.14.</summary>
    [Rule]
    public static Check FewRepeated6Grams(NGramCoverage<SegmentedWords<UnicodeWords>> ngrams) => AtMost(Share(2, ngrams.CoveredBytes(6), ngrams.WordBytes), 0.14f);

    /// <summary>Bytes of words in sequences of seven that occur more than once / bytes of words ≤ 0.13.</summary>
    [Rule]
    public static Check FewRepeated7Grams(NGramCoverage<SegmentedWords<UnicodeWords>> ngrams) => AtMost(Share(2, ngrams.CoveredBytes(7), ngrams.WordBytes), 0.13f);

    /// <summary>Bytes of words in sequences of eight that occur more than once / bytes of words ≤ 0.12.</summary>
    [Rule]
    public static Check FewRepeated8Grams(NGramCoverage<SegmentedWords<UnicodeWords>> ngrams) => AtMost(Share(2, ngrams.CoveredBytes(8), ngrams.WordBytes), 0.12f);

    /// <summary>Bytes of words in sequences of nine that occur more than once / bytes of words ≤ 0.11.</summary>
    [Rule]
    public static Check FewRepeated9Grams(NGramCoverage<SegmentedWords<UnicodeWords>> ngrams) => AtMost(Share(2, ngrams.CoveredBytes(9), ngrams.WordBytes), 0.11f);

    /// <summary>Bytes of words in sequences of ten that occur more than once / bytes of words ≤ 0.10.</summary>
    [Rule]
    public static Check FewRepeated10Grams(NGramCoverage<SegmentedWords<UnicodeWords>> ngrams) => AtMost(Share(2, ngrams.CoveredBytes(10), ngrams.WordBytes), 0.10f);

    /// <summary>The share of copies; that of a single piece is 0, that of none at all is 1.</summary>
    private static float Share(int count, long copies, long all) => count == 0 ? 1 : count == 1 || all == 0 ? 0 : (float)copies / all;

    private static Check AtMost(float value, float maximum) => Check.AtMost(value, maximum);
}
