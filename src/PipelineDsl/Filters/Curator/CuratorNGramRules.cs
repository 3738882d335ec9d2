using System;

namespace PipelineDsl;

/// <summary>The heuristics of NeMo Curator (2026) on n-grams: RepeatingTopNGramsFilter for two to four words and RepeatingDuplicateNGramsFilter for five to ten, as its English configuration has them.</summary>
/// <remarks>
/// Words are runs of characters that are not white space. A text of fewer words than n does not pass the rule of n. Of equally frequent n-grams Curator takes any, as the hash seed of the process wills; here it is the
/// first. A document at a threshold is kept.
/// </remarks>
[Filter]
public sealed class CuratorNGramRules
{
    /// <summary>What the text loses in characters, if the most frequent sequence of two words, joined with single spaces, is cut out wherever it stands, within longer words too / characters ≤ <paramref name="maxTop2Gram"/>.</summary>
    [Rule]
    public static Check RareTop2Gram(WordList words, NGramCoverage<WordList> ngrams, in CuratorCharacters chars, PhraseMemory memory, double maxTop2Gram)
        => Check.AtMost(Top(2, words, ngrams, in chars, memory), maxTop2Gram);

    /// <summary>What the text loses in characters, if the most frequent sequence of three words, joined with single spaces, is cut out wherever it stands, within longer words too / characters ≤ <paramref name="maxTop3Gram"/>.</summary>
    [Rule]
    public static Check RareTop3Gram(WordList words, NGramCoverage<WordList> ngrams, in CuratorCharacters chars, PhraseMemory memory, double maxTop3Gram)
        => Check.AtMost(Top(3, words, ngrams, in chars, memory), maxTop3Gram);

    /// <summary>What the text loses in characters, if the most frequent sequence of four words, joined with single spaces, is cut out wherever it stands, within longer words too / characters ≤ <paramref name="maxTop4Gram"/>.</summary>
    [Rule]
    public static Check RareTop4Gram(WordList words, NGramCoverage<WordList> ngrams, in CuratorCharacters chars, PhraseMemory memory, double maxTop4Gram)
        => Check.AtMost(Top(4, words, ngrams, in chars, memory), maxTop4Gram);

    /// <summary>Characters of sequences of five words that repeat an earlier one, with the spaces between the words, each word once / characters ≤ <paramref name="maxDuplicate5Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate5Grams(WordList words, NGramCoverage<WordList> ngrams, in CuratorCharacters chars, double maxDuplicate5Grams)
        => Check.AtMost(Duplicate(5, words, ngrams, in chars), maxDuplicate5Grams);

    /// <summary>Characters of sequences of six words that repeat an earlier one, with the spaces between the words, each word once / characters ≤ <paramref name="maxDuplicate6Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate6Grams(WordList words, NGramCoverage<WordList> ngrams, in CuratorCharacters chars, double maxDuplicate6Grams)
        => Check.AtMost(Duplicate(6, words, ngrams, in chars), maxDuplicate6Grams);

    /// <summary>Characters of sequences of seven words that repeat an earlier one, with the spaces between the words, each word once / characters ≤ <paramref name="maxDuplicate7Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate7Grams(WordList words, NGramCoverage<WordList> ngrams, in CuratorCharacters chars, double maxDuplicate7Grams)
        => Check.AtMost(Duplicate(7, words, ngrams, in chars), maxDuplicate7Grams);

    /// <summary>Characters of sequences of eight words that repeat an earlier one, with the spaces between the words, each word once / characters ≤ <paramref name="maxDuplicate8Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate8Grams(WordList words, NGramCoverage<WordList> ngrams, in CuratorCharacters chars, double maxDuplicate8Grams)
        => Check.AtMost(Duplicate(8, words, ngrams, in chars), maxDuplicate8Grams);

    /// <summary>Characters of sequences of nine words that repeat an earlier one, with the spaces between the words, each word once / characters ≤ <paramref name="maxDuplicate9Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate9Grams(WordList words, NGramCoverage<WordList> ngrams, in CuratorCharacters chars, double maxDuplicate9Grams)
        => Check.AtMost(Duplicate(9, words, ngrams, in chars), maxDuplicate9Grams);

    /// <summary>Characters of sequences of ten words that repeat an earlier one, with the spaces between the words, each word once / characters ≤ <paramref name="maxDuplicate10Grams"/>.</summary>
    [Rule]
    public static Check FewDuplicate10Grams(WordList words, NGramCoverage<WordList> ngrams, in CuratorCharacters chars, double maxDuplicate10Grams)
        => Check.AtMost(Duplicate(10, words, ngrams, in chars), maxDuplicate10Grams);

    private static double Top(int n, WordList words, NGramCoverage<WordList> ngrams, in CuratorCharacters chars, PhraseMemory memory)
    {
        if (words.Count < n)
        {
            return 1;
        }

        TextBuffer gram = memory.Joined;
        gram.Clear();
        int first = ngrams.TopFirst(n);
        for (int i = first; i < first + n; i++)
        {
            if (i > first)
            {
                gram.Append((byte)' ');
            }

            gram.Append(words.Text[words.Starts[i]..words.Ends[i]]);
        }

        return CuratorScore.Share((long)words.Text.Count(gram.Bytes) * Length(gram), chars.Characters);
    }

    private static unsafe int Length(TextBuffer gram) => CharacterCount.Of(gram.Start, gram.Length);

    private static double Duplicate(int n, WordList words, NGramCoverage<WordList> ngrams, in CuratorCharacters chars)
        => words.Count < n ? 1 : CuratorScore.Share(ngrams.RepeatCharacters(n), chars.Characters);
}
