using System;

namespace PipelineDsl;

/// <summary>C4's rule against pages with bad words as TensorFlow Datasets applies it to the lines that <see cref="C4TfdsLines"/> left: profile <c>c4-tfds</c>.</summary>
/// <remarks>A word counts if in its line a character other than a to z stands on both sides of it, so not at the line's ends. The language makes no difference.</remarks>
[Filter]
public sealed class C4TfdsBadWords
{
    /// <summary>Words of the list in the text ≤ 0; the first one decides.</summary>
    [Rule]
    public static Check NoBadWord([Text] ReadOnlySpan<byte> text, BadWordList words, LowerText lower, double keepFraction = 0)
        => Check.AtMost(words.Find<AsciiLetterBorders>(lower.Of(text)).Length > 0 && !BadWords.IsKept(text, keepFraction) ? 1 : 0, 0);
}
