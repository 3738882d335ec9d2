using System;

namespace PipelineDsl;

/// <summary>The quality rules of MassiveText as DCLM-Baseline applies them: profile <c>dclm-baseline</c>.</summary>
/// <remarks>
/// The number of words is that of fastText's words which begin with a letter or a number; else words are runs of characters between white space, all of them. Symbols are <c>#</c>, <c>...</c>, <c>. . .</c> and <c>…</c>, all together; bullets are
/// <c>● • * -</c>; of lines, cut at U+000A, only those that are not blank count, stripped; stop words count in any case and as often as they occur. It takes no options.
/// </remarks>
[Filter]
public sealed class DclmGopherQuality
{
    /// <summary>fastText's words that begin with a letter or a number ≥ 50.</summary>
    [Rule]
    public static Check EnoughWords([Text] ReadOnlySpan<byte> text) => Check.AtLeast(FastTextWords.CountAlphanumeric(text), 50);

    /// <summary>fastText's words that begin with a letter or a number ≤ 100,000.</summary>
    [Rule]
    public static Check NotTooManyWords([Text] ReadOnlySpan<byte> text) => Check.AtMost(text.Length < 200_000 ? 0 : FastTextWords.CountAlphanumeric(text), 100_000);

    /// <summary>Mean length of the words, in code points ≥ 3.</summary>
    [Rule]
    public static Check WordsLongEnough(in WordStats words) => Check.AtLeast(Ratio.Of(words.Characters, words.Count), 3);

    /// <summary>Mean length of the words, in code points ≤ 10.</summary>
    [Rule]
    public static Check WordsShortEnough(in WordStats words) => Check.AtMost(Ratio.Of(words.Characters, words.Count), 10);

    /// <summary>Symbols / words ≤ 0.1.</summary>
    [Rule]
    public static Check FewSymbols([Text] ReadOnlySpan<byte> text, in SymbolStats symbols, in WordStats words)
        => Check.AtMost(Ratio.Of(symbols.Hashes + symbols.Ellipses + SpacedEllipses.CountIn(text), words.Count), 0.1);

    /// <summary>Lines that begin with a bullet ≤ 0.9 · lines.</summary>
    [Rule]
    public static Check FewBullets(in GopherLineMarks lines) => Check.AtMost(lines.StrippedBullets, 0.9 * lines.NotBlank);

    /// <summary>Lines that end with an ellipsis ≤ 0.3 · lines.</summary>
    [Rule]
    public static Check FewEllipsisLines(in GopherLineMarks lines) => Check.AtMost(lines.StrippedEllipses, 0.3 * lines.NotBlank);

    /// <summary>Words without a letter / words ≤ 0.2.</summary>
    [Rule]
    public static Check WordsHaveLetters(in WordStats words) => Check.AtMost(Ratio.Of(words.Count - words.LetterWords, words.Count), 0.2);

    /// <summary>Occurrences of stop words ≥ 2.</summary>
    [Rule]
    public static Check EnoughStopWords(GopherWordMarks words) => Check.AtLeast(words.StopWordsInAnyCase, 2);
}
