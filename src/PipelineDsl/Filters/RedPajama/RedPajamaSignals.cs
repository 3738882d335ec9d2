namespace PipelineDsl;

/// <summary>Bounds on quality signals of RedPajama-v2 (Weber et al. 2024), whose names are given with each rule.</summary>
/// <remarks>
/// What lines, sentences and words are says <see cref="RedPajamaText"/> and <see cref="RedPajamaWords"/>. A signal that the original leaves out for want of words or lines is 0 here. Signals are not
/// rounded. A document at a bound is kept.
/// </remarks>
[Filter]
public sealed class RedPajamaSignals
{
    /// <summary>Normalised words (<c>rps_doc_word_count</c>) ≥ <paramref name="minWords"/>.</summary>
    [Rule]
    public static Check EnoughWords(RedPajamaWords words, int minWords) => Check.AtLeast(words.Count, minWords);

    /// <summary>Normalised words (<c>rps_doc_word_count</c>) ≤ <paramref name="maxWords"/>.</summary>
    [Rule]
    public static Check NotTooManyWords(RedPajamaWords words, int maxWords) => Check.AtMost(words.Count, maxWords);

    /// <summary>Characters of normalised words / words (<c>rps_doc_mean_word_length</c>) ≥ <paramref name="minMeanWordLength"/>.</summary>
    [Rule]
    public static Check WordsLongEnough(RedPajamaWords words, double minMeanWordLength) => Check.AtLeast(Ratio.Of(words.Characters, words.Count), minMeanWordLength);

    /// <summary>Characters of normalised words / words (<c>rps_doc_mean_word_length</c>) ≤ <paramref name="maxMeanWordLength"/>.</summary>
    [Rule]
    public static Check WordsShortEnough(RedPajamaWords words, double maxMeanWordLength) => Check.AtMost(Ratio.Of(words.Characters, words.Count), maxMeanWordLength);

    /// <summary>Different normalised words / words (<c>rps_doc_frac_unique_words</c>) ≥ <paramref name="minUniqueWordRatio"/>.</summary>
    [Rule]
    public static Check EnoughDifferentWords(RedPajamaWords words, double minUniqueWordRatio) => Check.AtLeast(Ratio.Of(words.Unique, words.Count), minUniqueWordRatio);

    /// <summary>The entropy of normalised words (<c>rps_doc_unigram_entropy</c>) ≥ <paramref name="minUnigramEntropy"/>.</summary>
    [Rule]
    public static Check EnoughEntropy(RedPajamaWords words, double minUnigramEntropy) => Check.AtLeast(words.Entropy, minUnigramEntropy);

    /// <summary>Sentences (<c>rps_doc_num_sentences</c>) ≥ <paramref name="minSentences"/>.</summary>
    [Rule]
    public static Check EnoughSentences(in RedPajamaText text, int minSentences) => Check.AtLeast(text.Sentences, minSentences);

    /// <summary><c>#</c>, <c>...</c> and <c>…</c> / raw words (<c>rps_doc_symbol_to_word_ratio</c>) ≤ <paramref name="maxSymbolRatio"/>.</summary>
    [Rule]
    public static Check FewSymbols(in RedPajamaText text, double maxSymbolRatio) => Check.AtMost(Ratio.Of(text.Symbols, text.RawWords), maxSymbolRatio);

    /// <summary>Lines that end with an ellipsis / lines (<c>rps_doc_frac_lines_end_with_ellipsis</c>) ≤ <paramref name="maxEllipsisLineRatio"/>.</summary>
    [Rule]
    public static Check FewEllipsisLines(in RedPajamaText text, double maxEllipsisLineRatio)
        => Check.AtMost(Ratio.Of(text.EllipsisLines, text.Lines), maxEllipsisLineRatio);

    /// <summary>Raw words without A to Z / raw words (<c>rps_doc_frac_no_alph_words</c>) ≤ <paramref name="maxNoLetterWordRatio"/>.</summary>
    [Rule]
    public static Check WordsHaveLetters(in RedPajamaText text, double maxNoLetterWordRatio)
        => Check.AtMost(Ratio.Of(text.RawWords - text.LatinWords, text.RawWords), maxNoLetterWordRatio);

    /// <summary>Raw words in upper case / raw words (<c>rps_doc_frac_all_caps_words</c>) ≤ <paramref name="maxAllCapsWordRatio"/>.</summary>
    [Rule]
    public static Check FewCapitals(in RedPajamaText text, double maxAllCapsWordRatio) => Check.AtMost(Ratio.Of(text.AllCapsWords, text.RawWords), maxAllCapsWordRatio);

    /// <summary>Curly brackets / characters (<c>rps_doc_curly_bracket</c>) ≤ <paramref name="maxCurlyBracketRatio"/>.</summary>
    [Rule]
    public static Check FewCurlyBrackets(in RedPajamaText text, double maxCurlyBracketRatio)
        => Check.AtMost(Ratio.Of(text.CurlyBrackets, text.Characters), maxCurlyBracketRatio);

    /// <summary>Lines that end with <c>. ! ?</c> or <c>”</c> / lines (mean of <c>rps_lines_ending_with_terminal_punctution_mark</c>) ≥ <paramref name="minTerminalLineRatio"/>.</summary>
    [Rule]
    public static Check LinesEndProperly(in RedPajamaText text, double minTerminalLineRatio)
        => Check.AtLeast(Ratio.Of(text.TerminalLines, text.Lines), minTerminalLineRatio);

    /// <summary>Lines that begin with a bullet / lines (mean of <c>rps_lines_start_with_bulletpoint</c>) ≤ <paramref name="maxBulletLineRatio"/>.</summary>
    [Rule]
    public static Check FewBullets(in RedPajamaText text, double maxBulletLineRatio) => Check.AtMost(Ratio.Of(text.BulletLines, text.Lines), maxBulletLineRatio);
}
