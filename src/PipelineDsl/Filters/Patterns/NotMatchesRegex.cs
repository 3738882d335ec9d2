using System;

namespace PipelineDsl;

/// <summary>Keeps documents whose text has no match of a regular expression.</summary>
[Filter]
public sealed class NotMatchesRegex
{
    /// <summary>The text has no match of <paramref name="pattern"/>.</summary>
    [Rule]
    public static bool DoesNotMatch([Text] ReadOnlySpan<byte> text, PatternMemory memory, string pattern, bool ignoreCase) => !memory.IsMatch(text, pattern, ignoreCase);
}
