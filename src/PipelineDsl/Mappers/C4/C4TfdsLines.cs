using System;

namespace PipelineDsl;

/// <summary>C4's line and page rules as TensorFlow Datasets made the published corpus with them: profile <c>c4-tfds</c>.</summary>
/// <remarks>
/// Other than in <see cref="C4Lines{TSentences}"/> a line needs five words, counted without citation marks, a document three sentences; <c>'</c> is no terminal mark; a text has at most 190,000 characters. Sentences are those of
/// <see cref="FallbackSentences"/>, where the original has NLTK's Punkt.
/// </remarks>
[Mapper]
public sealed class C4TfdsLines
{
    private const int MinSentences = 3;

    /// <summary>Removes lines; false if all stay as they are.</summary>
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output, C4Counts<FallbackSentences> counts)
        => counts.Pass.Apply(text, output, new C4Options(false, 5, 1000, true, false, true, true, true, true, true, true, MinSentences));

    /// <summary>Code points of the text before any line was removed ≤ 190,000.</summary>
    [Rule]
    public static Check NotTooLong(C4Counts<FallbackSentences> counts) => Check.AtMost(counts.Pass.Characters, C4Pass.LongText);

    /// <summary>Lines that hold "lorem ipsum" and pass the checks before ≤ 0; the first one decides.</summary>
    [Rule]
    public static Check NoLoremIpsum(C4Counts<FallbackSentences> counts) => counts.NoLoremIpsum;

    /// <summary>Lines that hold <c>{</c> and pass the checks before ≤ 0; the first one decides.</summary>
    [Rule]
    public static Check NoCurlyBracket(C4Counts<FallbackSentences> counts) => counts.NoCurlyBracket;

    /// <summary>Sentences of the kept lines ≥ 3.</summary>
    [Rule]
    public static Check EnoughSentences(C4Counts<FallbackSentences> counts) => Check.AtLeast(counts.Sentences, MinSentences);
}
