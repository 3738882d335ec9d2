using System;

namespace PipelineDsl;

/// <summary>C4's line and page rules (Raffel et al. 2020, "Exploring the Limits of Transfer Learning") as datatrove 0.10 applies them.</summary>
/// <typeparam name="TSentences">What cuts a line into sentences.</typeparam>
/// <remarks>
/// <para>Each line (line ends as for Python's <c>str.splitlines</c>) is stripped and then, in this order: dropped if a word is longer than allowed; freed from citation marks; dropped if it does not end
/// with <c>. ? ! "</c> or <c>'</c>, or ends with <c>...</c>; dropped if it has too few words (the citation marks count); drops the document if it holds "lorem ipsum"; dropped if it holds "javascript"; drops
/// the document if it holds <c>{</c>; dropped if it holds one of six phrases about cookies, privacy policies and terms of use. Upper and lower case are the same. What a line holds that an earlier check has dropped does
/// not matter. The kept lines are joined with U+000A, white space at the text's ends is removed.</para>
/// <para>Then a document is dropped if its kept lines have too few sentences; a line without any counts as one.</para>
/// </remarks>
[Mapper]
public sealed class C4Lines<TSentences>
    where TSentences : class, ISegmenter, new()
{
    /// <summary>Removes lines; false if all stay as they are.</summary>
    [Map]
    public static bool Apply(
        [Text] ReadOnlySpan<byte> text,
        TextBuffer output,
        C4Counts<TSentences> counts,
        bool sentences = false,
        int minWordsPerLine = 3,
        int maxWordLength = 1000,
        bool terminalPunctuation = true,
        bool citations = true,
        bool loremIpsum = true,
        bool javaScript = true,
        bool curlyBracket = true,
        bool policy = true,
        int minSentences = 5)
        => counts.Pass.Apply(
            text,
            output,
            new C4Options(sentences, minWordsPerLine, maxWordLength, terminalPunctuation, true, citations, false, loremIpsum, javaScript, curlyBracket, policy, minSentences));

    /// <summary>Lines that hold "lorem ipsum" and pass the checks before ≤ 0; the first one decides.</summary>
    [Rule]
    public static Check NoLoremIpsum(C4Counts<TSentences> counts) => counts.NoLoremIpsum;

    /// <summary>Lines that hold <c>{</c> and pass the checks before ≤ 0; the first one decides.</summary>
    [Rule]
    public static Check NoCurlyBracket(C4Counts<TSentences> counts) => counts.NoCurlyBracket;

    /// <summary>Sentences of the kept lines ≥ <paramref name="minSentences"/>.</summary>
    [Rule]
    public static Check EnoughSentences(C4Counts<TSentences> counts, int minSentences = 5) => Check.AtLeast(counts.Sentences, minSentences);
}
