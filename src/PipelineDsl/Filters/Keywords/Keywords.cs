using System;

namespace PipelineDsl;

/// <summary>Bounds on how many different keywords of a list a text has.</summary>
[Filter(inOrder: true)]
public sealed class Keywords
{
    /// <summary>Different keywords ≥ <paramref name="minKeywords"/>, or all of the list if <paramref name="all"/> asks for that.</summary>
    [Rule]
    public static Check EnoughKeywords([Text] ReadOnlySpan<byte> text, KeywordList file, KeywordMemory memory, bool wholeWords, bool ignoreCase, int minKeywords, bool all)
    {
        int least = all ? ignoreCase ? file.CountIgnoringCase : file.Count : minKeywords;
        return least == 0 ? Check.AtLeast(0, 0) : Check.AtLeast(file.CountIn(text, memory, wholeWords, ignoreCase, least), least);
    }

    /// <summary>Different keywords ≤ <paramref name="maxKeywords"/>.</summary>
    [Rule]
    public static Check NotTooManyKeywords([Text] ReadOnlySpan<byte> text, KeywordList file, KeywordMemory memory, bool wholeWords, bool ignoreCase, int maxKeywords)
        => maxKeywords == int.MaxValue ? Check.AtMost(0, int.MaxValue) : Check.AtMost(file.CountIn(text, memory, wholeWords, ignoreCase, maxKeywords + 1), maxKeywords);
}
