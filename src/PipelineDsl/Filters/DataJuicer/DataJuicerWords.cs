namespace PipelineDsl;

/// <summary>The filters of Data-Juicer (Chen et al. 2024) that look at words, with its defaults: words_num, word_repetition, stopwords and flagged_words, without its tokenizers.</summary>
/// <remarks>What a word is says <see cref="DataJuicerWordList"/>. Bounds are inclusive. A text without words has 0 of everything. Of a list that is not given no word is found, and no share is asked for.</remarks>
[Filter]
public sealed class DataJuicerWords
{
    /// <summary>Words (words_num) ≥ <paramref name="minWords"/>.</summary>
    [Rule]
    public static Check EnoughWords(DataJuicerWordList words, int minWords) => Check.AtLeast(words.CountInCase, minWords);

    /// <summary>Words (words_num) ≤ <paramref name="maxWords"/>.</summary>
    [Rule]
    public static Check NotTooManyWords(DataJuicerWordList words, int maxWords) => Check.AtMost(words.CountInCase, maxWords);

    /// <summary>Words that are in <paramref name="stopWords"/> / words (stopwords) ≥ <paramref name="minStopWordRatio"/>.</summary>
    [Rule]
    public static Check EnoughStopWords(DataJuicerWordList words, PhraseList stopWords, double minStopWordRatio)
        => stopWords.Count == 0 ? Check.AtLeast(0, 0) : Check.AtLeast(Ratio.Of(stopWords.CountWordsIn(words), words.Count), minStopWordRatio);

    /// <summary>Words that are in <paramref name="flaggedWords"/> / words (flagged_words) ≤ <paramref name="maxFlaggedWordRatio"/>.</summary>
    [Rule]
    public static Check FewFlaggedWords(DataJuicerWordList words, PhraseList flaggedWords, double maxFlaggedWordRatio)
        => Check.AtMost(flaggedWords.Count == 0 ? 0 : Ratio.Of(flaggedWords.CountWordsIn(words), words.Count), maxFlaggedWordRatio);

    /// <summary>Sequences of <paramref name="repetitionLength"/> words that occur more than once, all occurrences / all sequences (word_repetition) ≤ <paramref name="maxWordRepetition"/>.</summary>
    [Rule]
    public static Check LittleRepetition(DataJuicerWordList words, NGramCoverage<DataJuicerWordList> ngrams, int repetitionLength, double maxWordRepetition)
        => Check.AtMost(words.Count < repetitionLength ? 0 : Ratio.Of(ngrams.RepeatedCount(repetitionLength), words.Count - repetitionLength + 1), maxWordRepetition);
}
