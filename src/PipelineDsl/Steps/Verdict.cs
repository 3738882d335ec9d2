using System.Globalization;

namespace PipelineDsl;

/// <summary>A rule of a step, as verdicts and ledgers name it.</summary>
/// <param name="Step">The step: its component's name, or its attribute's where a step has options of its own.</param>
/// <param name="Name">The rule's name.</param>
/// <param name="Index">Its place among the pipeline's rules, from 0.</param>
public sealed record RuleInfo(string Step, string Name, int Index)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Step}.{Name}";
}

/// <summary>What a pipeline says of one document: kept, or which rule dropped it, on what measured value and threshold.</summary>
public readonly record struct Verdict
{
    private Verdict(RuleInfo? rule, double value, double threshold, TextSpan span)
    {
        Rule = rule;
        Value = value;
        Threshold = threshold;
        Span = span;
    }

    /// <summary>The document passed every step.</summary>
    public static Verdict Keep => default;

    /// <summary>Whether the document passed every step.</summary>
    public bool Kept => Rule is null;

    /// <summary>The rule that dropped the document, or null.</summary>
    public RuleInfo? Rule { get; }

    /// <summary>The measured value; NaN where the rule is a plain predicate or the document was kept.</summary>
    public double Value => Rule is null ? double.NaN : field;

    /// <summary>The bound it was held against; NaN where the rule is a plain predicate or the document was kept.</summary>
    public double Threshold => Rule is null ? double.NaN : field;

    /// <summary>The stretch of text that decided, in bytes of the text as the rule saw it; its length is 0 where there is none.</summary>
    public TextSpan Span { get; }

    /// <summary>A verdict of a rule that is a plain predicate.</summary>
    public static Verdict Drop(RuleInfo rule) => new(rule, double.NaN, double.NaN, default);

    /// <summary>A verdict of a rule that tells what it measured.</summary>
    public static Verdict Drop(RuleInfo rule, Check check) => new(rule, check.Value, check.Threshold, check.Span);

    /// <summary>Such as <c>kept</c> or <c>dropped by GopherQuality.EnoughWords (12, threshold 50)</c>, with <c>at bytes 7..12</c> where there is a span; the same in every culture.</summary>
    public override string ToString() => Rule is null ? "kept" : $"dropped by {Rule}{Measure}{Place}";

    private string Measure => double.IsNaN(Threshold) ? "" : string.Create(CultureInfo.InvariantCulture, $" ({Value:R}, threshold {Threshold:R})");

    private string Place => Span.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" at bytes {Span.Start}..{Span.End}");
}
