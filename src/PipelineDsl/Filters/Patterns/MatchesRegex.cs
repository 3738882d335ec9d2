using System;

namespace PipelineDsl;

/// <summary>Keeps documents whose text has a match of a regular expression.</summary>
[Filter]
public sealed class MatchesRegex
{
    /// <summary>The text has a match of <paramref name="pattern"/>.</summary>
    [Rule]
    public static bool Matches([Text] ReadOnlySpan<byte> text, PatternMemory memory, string pattern, bool ignoreCase) => memory.IsMatch(text, pattern, ignoreCase);
}
