using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace PipelineDsl.Engine;

/// <summary>What becomes of one document of a corpus, and why.</summary>
public sealed record Explanation
{
    /// <summary>The document: its id, or file and number of the record.</summary>
    public required string Document { get; init; }

    /// <summary>The file that holds it, as messages call it.</summary>
    public required string File { get; init; }

    /// <summary>The line on which it begins, from 1.</summary>
    public required long Line { get; init; }

    /// <summary>Kept, or which rule dropped it; a deduplication stands as its rule.</summary>
    public Verdict Verdict { get; init; }

    /// <summary>The earlier document with the same key if a deduplication dropped it, or null.</summary>
    public string? FirstOfItsKind { get; init; }

    /// <summary>The rejection if it could not be read, or null.</summary>
    public Rejection? Rejection { get; init; }

    /// <summary>All rules that would drop it, in the plan's order; empty unless the pipeline has its audit variant.</summary>
    public IReadOnlyList<Verdict> Failures { get; init; } = [];

    /// <summary>The text as the last step saw it.</summary>
    public string Text { get; init; } = "";

    /// <summary>The explanation for people; the span that decided stands between <c>⟦</c> and <c>⟧</c>.</summary>
    public override string ToString()
    {
        StringBuilder report = new();
        report.Append(CultureInfo.InvariantCulture, $"{Document}: {File}, line {Line}\n");
        if (Rejection is { } rejection)
        {
            return report.Append(CultureInfo.InvariantCulture, $"rejected ({rejection.Reason}): {rejection.Detail}\n").ToString();
        }

        report.Append(Verdict.ToString());
        report.Append(FirstOfItsKind is null ? "\n" : $": {FirstOfItsKind} comes first\n");
        foreach (Verdict failure in Failures)
        {
            report.Append("  ").Append(failure.ToString()).Append('\n');
        }

        return report.Append("text at this step:\n").Append(Marked()).Append('\n').ToString();
    }

    private string Marked()
    {
        if (Verdict.Span.Length == 0)
        {
            return Text;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(Text);
        int start = System.Math.Clamp(Verdict.Span.Start, 0, bytes.Length);
        int end = System.Math.Clamp(Verdict.Span.End, start, bytes.Length);
        return $"{Encoding.UTF8.GetString(bytes, 0, start)}⟦{Encoding.UTF8.GetString(bytes, start, end - start)}⟧{Encoding.UTF8.GetString(bytes, end, bytes.Length - end)}";
    }
}
