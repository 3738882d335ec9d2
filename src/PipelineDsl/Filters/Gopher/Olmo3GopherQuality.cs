using System;

namespace PipelineDsl;

/// <summary>The quality rules of MassiveText as OLMo 3's "all dressed" configuration applies them: profile <c>olmo3-alldressed</c>.</summary>
/// <remarks>
/// Ratios are of single precision, as in the original. The number of words is that of runs of letters and digits in an ASCII text, of UAX #29 words with a letter or number in any other; else words are runs of characters between white
/// space, and their lengths are in bytes. Symbols and bullets are those of <see cref="DclmGopherQuality"/>, but lines are not stripped. U+001C to U+001F are white space here, which they are not in the original. It takes no options.
/// </remarks>
[Filter(inOrder: true)]
public sealed class Olmo3GopherQuality
{
    /// <summary>Code points ≥ 150.</summary>
    [Rule]
    public static Check EnoughCharacters(in CharStats chars) => Check.AtLeast(chars.Characters, 150);

    /// <summary>Words ≥ 50.</summary>
    [Rule]
    public static Check EnoughWords([Text] ReadOnlySpan<byte> text, UnicodeWordCount words) => Check.AtLeast(words.In(text), 50);

    /// <summary>Words ≤ 100,000.</summary>
    [Rule]
    public static Check NotTooManyWords([Text] ReadOnlySpan<byte> text, UnicodeWordCount words) => Check.AtMost(text.Length < 100_000 ? 0 : words.In(text), 100_000);

    /// <summary>Mean length of the words, in bytes ≥ 3.</summary>
    [Rule]
    public static Check WordsLongEnough(GopherWordMarks marks, in WordStats words)
    {
        float mean = (float)marks.Bytes / words.Count; // NaN without words, which never passes
        return new Check(mean >= 3, mean, 3);
    }

    /// <summary>Mean length of the words, in bytes ≤ 10.</summary>
    [Rule]
    public static Check WordsShortEnough(GopherWordMarks marks, in WordStats words)
    {
        float mean = (float)marks.Bytes / words.Count;
        return new Check(mean <= 10, mean, 10);
    }

    /// <summary>Symbols / words ≤ 0.1, where <c>. . .</c> is one word.</summary>
    [Rule]
    public static Check FewSymbols([Text] ReadOnlySpan<byte> text, in SymbolStats symbols, in WordStats words)
    {
        int spaced = SpacedEllipses.CountIn(text);
        return AtMost(symbols.Hashes + symbols.Ellipses + spaced, Math.Max(1, words.Count - (2 * spaced)), 0.1f);
    }

    /// <summary>Lines that begin with a bullet / lines ≤ 0.9; empty lines count.</summary>
    [Rule]
    public static Check FewBullets(in GopherLineMarks lines) => AtMost(lines.Bullets, lines.Count, 0.9f);

    /// <summary>Lines that end with an ellipsis / lines that are not empty ≤ 0.3.</summary>
    [Rule]
    public static Check FewEllipsisLines(in GopherLineMarks lines) => AtMost(lines.Ellipses, Math.Max(1, lines.Full), 0.3f);

    /// <summary>Words without a letter / words ≤ 0.2; a text of one word never passes.</summary>
    [Rule]
    public static Check WordsHaveLetters(in WordStats words)
    {
        Check check = AtMost(words.Count - words.LetterWords, words.Count, 0.2f);
        return words.Count == 1 ? check with { Passed = false } : check;
    }

    /// <summary>Occurrences of stop words in any case ≥ 2.</summary>
    [Rule]
    public static Check EnoughStopWords(GopherWordMarks words) => Check.AtLeast(words.StopWordsInAnyCase, 2);

    private static Check AtMost(int part, int whole, float threshold)
    {
        float ratio = (float)part / whole;
        return new Check(ratio <= threshold, ratio, threshold);
    }
}
