namespace PipelineDsl;

/// <summary>Bounds on the signals of RedPajama-v2 (Weber et al. 2024) that look for words: bad words, stop words and placeholder text. Their names are given with each rule.</summary>
/// <remarks>A list that is not given is empty. Values are not rounded. A document at a bound is kept.</remarks>
[Filter]
public sealed class RedPajamaContent
{
    /// <summary>Occurrences of <c>lorem ipsum</c> / characters of the normalised text (<c>rps_doc_lorem_ipsum</c>) ≤ <paramref name="maxLoremIpsumRatio"/>.</summary>
    [Rule]
    public static Check LittleLoremIpsum(RedPajamaWords words, double maxLoremIpsumRatio) => Check.AtMost(Ratio.Of(words.LoremIpsums, words.JoinedCharacters), maxLoremIpsumRatio);

    /// <summary>Normalised words and sequences of them that are in <paramref name="badWords"/> (<c>rps_doc_ldnoobw_words</c>) ≤ <paramref name="maxBadWords"/>.</summary>
    [Rule]
    public static Check FewBadWords(RedPajamaWords words, PhraseList badWords, PhraseMemory memory, int maxBadWords)
        => Check.AtMost(badWords.Count == 0 ? 0 : badWords.CountPhrasesIn(words, memory), maxBadWords);

    /// <summary>Raw words that are in <paramref name="stopWords"/> / raw words (<c>rps_doc_stop_word_fraction</c>) ≥ <paramref name="minStopWordRatio"/>; 0 without normalised words.</summary>
    [Rule]
    public static Check EnoughStopWords(RedPajamaWords words, SegmentedWords<WordPunctWords> rawWords, PhraseList stopWords, double minStopWordRatio)
        => Check.AtLeast(words.Count == 0 || stopWords.Count == 0 ? 0 : Ratio.Of(stopWords.CountWordsIn(rawWords), rawWords.Count), minStopWordRatio);
}
