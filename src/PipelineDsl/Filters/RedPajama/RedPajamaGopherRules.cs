namespace PipelineDsl;

/// <summary>The rules that RedPajama-v2 gives as its example of how to filter by signals: profile <c>redpajama-v2</c>.</summary>
/// <remarks>
/// They are some of Gopher's with thresholds that are fixed, in this order; 10,000 words are the most, where Gopher has 100,000. Values are rounded to eight decimals first, as published ones are. For the
/// lines that bullets are counted by, the original takes CCNet's number, which is that of the lines here unless the text ends with U+000A. A document at a bound is kept.
/// </remarks>
[Filter(inOrder: true)]
public sealed class RedPajamaGopherRules
{
    /// <summary>50 ≤ normalised words.</summary>
    [Rule]
    public static Check EnoughWords(RedPajamaWords words) => Check.AtLeast(words.Count, 50);

    /// <summary>Normalised words ≤ 10,000.</summary>
    [Rule]
    public static Check NotTooManyWords(RedPajamaWords words) => Check.AtMost(words.Count, 10_000);

    /// <summary>Characters of normalised words / words ≥ 3.</summary>
    [Rule]
    public static Check WordsLongEnough(RedPajamaWords words) => Check.AtLeast(SignalNumber.Round(Ratio.Of(words.Characters, words.Count)), 3);

    /// <summary>Characters of normalised words / words ≤ 10.</summary>
    [Rule]
    public static Check WordsShortEnough(RedPajamaWords words) => Check.AtMost(SignalNumber.Round(Ratio.Of(words.Characters, words.Count)), 10);

    /// <summary><c>#</c>, <c>...</c> and <c>…</c> / raw words ≤ 0.1.</summary>
    [Rule]
    public static Check FewSymbols(in RedPajamaText text) => Check.AtMost(SignalNumber.Round(Ratio.Of(text.Symbols, text.RawWords)), 0.1);

    /// <summary>Lines that begin with a bullet / lines ≤ 0.9.</summary>
    [Rule]
    public static Check FewBullets(in RedPajamaText text) => Check.AtMost(Ratio.Of(text.BulletLines, text.Lines), 0.9);

    /// <summary>Characters of all occurrences of the most frequent pair of words / characters of words ≤ 0.2.</summary>
    [Rule]
    public static Check RareTop2Gram(NGramCoverage<RedPajamaWords> ngrams) => Check.AtMost(SignalNumber.Round(RedPajamaRepetition.Top(2, ngrams)), 0.2);
}
