using System;
using System.Text;
using PipelineDsl.Tests.EndToEnd.Differential;

namespace PipelineDsl.Generator.Tests.RandomPipelines;

/// <summary>A fused pipeline against its steps one after the other, on one document.</summary>
internal static class Comparison
{
    /// <summary>What differs first: the verdict with all that belongs to it, the audit, the verdict that a user's test gets; null if nothing does.</summary>
    public static string? Difference(GeneratedPipeline generated, NaivePipeline naive, NaiveDocument document)
    {
        try
        {
            Outcome outcome = naive.Judge(document);
            return Differs("fused", outcome, generated.Judge(document))
                ?? Differs("audit", naive.Audit(document).ToString(), generated.Audit(document).ToString())
                ?? (IsStretch(outcome.Span, Encoding.UTF8.GetBytes(outcome.Text)) ? null : $"the span {outcome.Span} is no stretch of the text")
                ?? Differs("as users judge", outcome with { Text = "", Times = 0, Sketches = "" }, generated.JudgeAsUser(document));
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }

    /// <summary>The same of two results.</summary>
    public static string? Differs<T>(string what, T wanted, T got) => Equals(wanted, got) ? null : $"{what}\nwanted {wanted}\ngot    {got}";

    private static bool IsStretch(TextSpan span, byte[] text) => span is { Start: >= 0, Length: >= 0 } && span.End <= text.Length && IsBorder(span.Start, text) && IsBorder(span.End, text);

    private static bool IsBorder(int at, byte[] text) => at == text.Length || (text[at] & 0xC0) != 0x80;
}
