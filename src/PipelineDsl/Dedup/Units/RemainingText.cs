using System;

namespace PipelineDsl;

/// <summary>Rules for what a deduplication of units left of a text. Texts of which nothing was cut pass.</summary>
internal static class RemainingText
{
    /// <summary>Whether at least so many words are left; words are runs of characters that are not white space.</summary>
    public static Check EnoughWords(ReadOnlySpan<byte> text, in DedupOutcome outcome, int minWords)
        => outcome.IsChanged && minWords > 0 ? Check.AtLeast(Utf8Lines.Words(text), minWords) : Passed(minWords);

    /// <summary>The outcome where a rule does not apply.</summary>
    public static Check Passed(int minimum) => new(true, 0, minimum);
}
