using System;

namespace PipelineDsl;

/// <summary>C4's rule against pages with bad words (Raffel et al. 2020) as datatrove 0.10 applies it.</summary>
/// <remarks>
/// The text is lower-cased as Python does it. A word counts between characters that are no letter, no number and no <c>_</c>, or at the text's ends; in Japanese, Thai and Chinese (<c>ja</c>, <c>th</c>, <c>zh</c>) anywhere. Of the
/// documents with a bad word a fraction can be kept: which ones follows from their texts, not from a random number.
/// </remarks>
[Filter]
public sealed class BadWords
{
    /// <summary>Words of the list in the text ≤ 0; the first one decides.</summary>
    [Rule]
    public static Check NoBadWord([Text] ReadOnlySpan<byte> text, BadWordList words, LowerText lower, string language = "en", double keepFraction = 0)
    {
        PaddedText lowerText = lower.Of(text);
        if (language is "ja" or "th" or "zh")
        {
            return Check.AtMost(words.IsIn(lowerText.Bytes) && !IsKept(text, keepFraction) ? 1 : 0, 0);
        }

        TextSpan found = words.Find<PythonWordBorders>(lowerText);
        if (found.Length == 0 || IsKept(text, keepFraction))
        {
            return Check.AtMost(0, 0);
        }

        // Where lower-casing changed no length before the word, it stands at the same place in the text.
        Check check = Check.AtMost(1, 0);
        return lowerText.Length == text.Length ? check.At(found.Start, found.Length) : check;
    }

    /// <summary>Whether a document is one of the fraction that is kept: by the hash of its text.</summary>
    internal static bool IsKept(ReadOnlySpan<byte> text, double fraction) => fraction > 0 && (ulong)(DedupKey.Of(text) >> 75) * Math.ScaleB(1, -53) < fraction;
}
