namespace PipelineDsl;

/// <summary>The heuristics of NeMo Curator (2026) on words: WordCountFilter, MeanWordLengthFilter, LongWordFilter, SymbolsToWordsFilter, WordsWithoutAlphabetsFilter and CommonEnglishWordsFilter.</summary>
/// <remarks>
/// Words are runs of characters that are not white space, lengths are in code points. A document at a threshold is kept. A text without words has no letters (0), a mean length of 0 and a symbol in each
/// word (1), as in Curator. A letter is one of category L*.
/// </remarks>
[Filter]
public sealed class CuratorWordRules
{
    /// <summary>Words ≥ <paramref name="minWords"/>.</summary>
    [Rule]
    public static Check EnoughWords(in CuratorWords words, int minWords) => Check.AtLeast(words.Count, minWords);

    /// <summary>Words ≤ <paramref name="maxWords"/>.</summary>
    [Rule]
    public static Check NotTooManyWords(in CuratorWords words, int maxWords) => Check.AtMost(words.Count, maxWords);

    /// <summary>Mean length of a word ≥ <paramref name="minMeanWordLength"/>.</summary>
    [Rule]
    public static Check WordsLongEnough(in WordStats words, double minMeanWordLength) => Check.AtLeast(Ratio.Of(words.Characters, words.Count), minMeanWordLength);

    /// <summary>Mean length of a word ≤ <paramref name="maxMeanWordLength"/>.</summary>
    [Rule]
    public static Check WordsShortEnough(in WordStats words, double maxMeanWordLength) => Check.AtMost(Ratio.Of(words.Characters, words.Count), maxMeanWordLength);

    /// <summary>Length of the longest word ≤ <paramref name="maxWordLength"/>; a text without words does not pass.</summary>
    [Rule]
    public static Check NoLongWord(in CuratorWords words, int maxWordLength)
        => Check.AtMost(words.Count == 0 ? maxWordLength + 1.0 : words.LongestCharacters, maxWordLength);

    /// <summary>Words that are an ellipsis or mostly <c>#</c> / words ≤ <paramref name="maxSymbolWordRatio"/>.</summary>
    [Rule]
    public static Check FewSymbolWords(in CuratorWords words, double maxSymbolWordRatio)
        => Check.AtMost(CuratorScore.Share(words.SymbolWords, words.Count), maxSymbolWordRatio);

    /// <summary>Words that hold a letter / words ≥ <paramref name="minLetterWordRatio"/>.</summary>
    [Rule]
    public static Check WordsHaveLetters(in WordStats words, double minLetterWordRatio) => Check.AtLeast(words.LetterWordRatio, minLetterWordRatio);

    /// <summary>Occurrences of eight English stop words, as they stand in lower case ≥ <paramref name="minCommonWords"/>.</summary>
    [Rule]
    public static Check EnoughCommonWords(in CuratorWords words, int minCommonWords) => Check.AtLeast(words.CommonWords, minCommonWords);
}
