using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace PipelineDsl.Tests.EndToEnd.Differential;

/// <summary>What a rule says of a text. Only one that says how many times the document counts has other <paramref name="Times"/> than 1.</summary>
internal readonly record struct RuleResult(string Rule, int Tier, bool Passed, double Value, double Threshold, TextSpan Span, int Times = 1)
{
    /// <summary>The result in one line, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rule} {(Passed ? "holds" : "fails")} ({Value:R}, {Threshold:R}) at {Span.Start}+{Span.Length}, counts {Times}");
}

/// <summary>What the audit variant says of a document: all rules that fail, and the text that is left.</summary>
internal sealed record AuditOutcome(IReadOnlyList<RuleResult> Failures, string Text)
{
    /// <summary>The failures, one a line, and the text; the same in every culture.</summary>
    public override string ToString() => string.Join('\n', [.. Failures.Select(static f => f.ToString()), Outcome.Printable(Text)]);
}

/// <summary>What a pipeline says of a document, the text that is left, how many times it counts (0 if dropped), and what deduplications would know of it.</summary>
internal readonly record struct Outcome(string? Rule, double Value, double Threshold, TextSpan Span, string Text, int Times, string Sketches)
{
    /// <summary>The outcome in one line, the same in every culture.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Rule ?? "kept"} ({Value:R}, {Threshold:R}) at {Span.Start}+{Span.Length}, counts {Times}, sketches [{Sketches}], text {Printable(Text)}");

    /// <summary>The hashes of sketches, one a deduplication that the document came to.</summary>
    public static string Hashes(IEnumerable<byte[]> sketches)
        => string.Join(' ', sketches.Select(static s => s.Length == 0 ? "-" : DedupKey.Of(s).ToString("x32", CultureInfo.InvariantCulture)));

    /// <summary>A text as a C# literal shows it.</summary>
    public static string Printable(string text)
    {
        StringBuilder literal = new("\"");
        foreach (char c in text)
        {
            literal.Append(c is >= ' ' and <= '~' and not ('"' or '\\') ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"));
        }

        return literal.Append('"').ToString();
    }
}
