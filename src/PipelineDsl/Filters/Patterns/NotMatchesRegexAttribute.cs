using System.Diagnostics.CodeAnalysis;

namespace PipelineDsl;

/// <summary>Keeps documents whose text has no match of a regular expression. See <see cref="NotMatchesRegex"/>.</summary>
/// <remarks>
/// Expressions are those of .NET without what needs back-tracking (back references, look-around, atomic groups), so that no text takes more than linear time; culture plays no role. A wrong expression
/// is a compiler error (PDSL0029).
/// </remarks>
/// <param name="pattern">The regular expression.</param>
/// <param name="ignoreCase">Whether case does not matter (default: it does).</param>
public sealed class NotMatchesRegexAttribute([StringSyntax(StringSyntaxAttribute.Regex)] string pattern, bool ignoreCase = false) : FilterAttribute<NotMatchesRegex>
{
    /// <summary>The regular expression.</summary>
    public string Pattern { get; } = pattern;

    /// <summary>Whether case does not matter.</summary>
    public bool IgnoreCase { get; } = ignoreCase;
}
