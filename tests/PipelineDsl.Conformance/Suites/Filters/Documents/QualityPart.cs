using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl.Conformance;

/// <summary>Gopher's and FineWeb's quality filters and mC4's paragraph rule: verdicts with their reasons, and metrics, from pipelines as users write them.</summary>
internal sealed class QualityPart : IFilterPart
{
    private delegate Verdict Judge(ReadOnlySpan<byte> text);

    private delegate Audit Measure(ReadOnlySpan<byte> text);

    /// <summary>datatrove's reasons by our rules.</summary>
    private static readonly Dictionary<string, string> s_reasons = new()
    {
        ["GopherQuality.EnoughWords"] = "gopher_short_doc",
        ["GopherQuality.NotTooManyWords"] = "gopher_long_doc",
        ["GopherQuality.WordsLongEnough"] = "gopher_below_avg_threshold",
        ["GopherQuality.WordsShortEnough"] = "gopher_above_avg_threshold",
        ["GopherQuality.FewHashes"] = "gopher_too_many_hashes",
        ["GopherQuality.FewEllipses"] = "gopher_too_many_ellipsis",
        ["GopherQuality.FewBullets"] = "gopher_too_many_bullets",
        ["GopherQuality.FewEllipsisLines"] = "gopher_too_many_end_ellipsis",
        ["GopherQuality.WordsHaveLetters"] = "gopher_below_alpha_threshold",
        ["GopherQuality.EnoughStopWords"] = "gopher_enough_stop_words",
        ["FineWebQuality.NotEmpty"] = "empty",
        ["FineWebQuality.LinesPunctuated"] = "line_punct_ratio",
        ["FineWebQuality.FewShortLines"] = "short_line_ratio",
        ["FineWebQuality.FewDuplicateCharacters"] = "char_dup_ratio",
        ["FineWebQuality.NotAList"] = "list_ratio",
        ["C4Paragraphs.EnoughParagraphs"] = "< 3 paragraphs",
    };

    /// <summary>The metrics that our rules hold against their thresholds, and the value that a rule passes with in the pipelines that measure.</summary>
    private static readonly (string Rule, string Segmentation, string Metric, double Passed)[] s_metrics =
    [
        ("GopherQuality.EnoughWords", "", "n_non_symbol_words", int.MaxValue),
        ("GopherQuality.WordsLongEnough", "", "mean_word_length", double.MaxValue),
        ("GopherQuality.FewHashes", "", "hash_ratio", 0),
        ("GopherQuality.FewEllipses", "", "ellipsis_ratio", 0),
        ("GopherQuality.FewBullets", "text", "bullet_lines_frac", 0),
        ("GopherQuality.FewEllipsisLines", "text", "ellipsis_lines_frac", 0),
        ("GopherQuality.WordsHaveLetters", "", "alpha_words_frac", 1),
        ("GopherQuality.EnoughStopWords", "", "stop_words", 8),
        ("FineWebQuality.LinesPunctuated", "text", "fw_line_punct_ratio", 1),
        ("FineWebQuality.FewShortLines", "text", "fw_short_line_ratio", 0),
        ("FineWebQuality.FewDuplicateCharacters", "text", "fw_char_dup_ratio", 0),
        ("FineWebQuality.NotAList", "", "fw_list_ratio", 0),
    ];

    private static readonly (string Segmentation, string Filter, Judge Judge)[] s_pipelines =
    [
        ("ws", "gopher_quality", static text => WhitespaceGopherQuality.Judge(text)),
        ("ws", "gopher_quality_max1000", static text => WhitespaceGopherQualityMax1000.Judge(text)),
        ("ws", "fineweb", static text => WhitespaceFineWeb.Judge(text)),
        ("ws", "fineweb_default_stop", static text => WhitespaceFineWebDefaultStop.Judge(text)),
        ("uax29", "gopher_quality", static text => Uax29GopherQuality.Judge(text)),
        ("uax29", "gopher_quality_max1000", static text => Uax29GopherQualityMax1000.Judge(text)),
        ("uax29", "fineweb", static text => Uax29FineWeb.Judge(text)),
        ("uax29", "fineweb_default_stop", static text => Uax29FineWebDefaultStop.Judge(text)),
        ("spacy", "gopher_quality", static text => SpacyGopherQuality.Judge(text)),
        ("spacy", "gopher_quality_max1000", static text => SpacyGopherQualityMax1000.Judge(text)),
        ("spacy", "fineweb", static text => SpacyFineWeb.Judge(text)),
        ("spacy", "fineweb_default_stop", static text => SpacyFineWebDefaultStop.Judge(text)),
        ("any", "c4_paragraph", static text => Paragraphs.Judge(text)),
    ];

    private static readonly (string Filter, Judge Judge)[] s_profiles =
    [
        ("gopher_quality", static text => ProfiledGopherQuality.Judge(text)),
        ("fineweb", static text => ProfiledFineWeb.Judge(text)),
    ];

    private static readonly (string Segmentation, Measure Measure)[] s_measures =
    [
        ("ws", static text => WhitespaceQualityMetrics.Audit(text)),
        ("spacy", static text => SpacyQualityMetrics.Audit(text)),
        ("uax29", static text => Uax29QualityMetrics.Audit(text)),
    ];

    /// <inheritdoc/>
    public void Run(string directory, Report report)
    {
        Agreement agreement = new(report);
        foreach (GoldDocument document in GoldDocument.Read(directory))
        {
            foreach ((string segmentation, string filter, Judge judge) in s_pipelines)
            {
                if (document.TryReason(segmentation, filter, out string? reason))
                {
                    agreement.Note($"{filter}/{segmentation}", document.Id, Reason(judge(document.Text)), reason ?? "kept");
                }
            }

            foreach ((string filter, Judge judge) in s_profiles)
            {
                if (document.TryReason("spacy", filter, out string? reason))
                {
                    agreement.Note($"{filter}, profile datatrove-0.10", document.Id, Reason(judge(document.Text)), reason ?? "kept");
                }
            }

            if (document.TryReason("ws", "gopher_quality", out string? fused))
            {
                agreement.Note("gopher_quality/ws, fused", document.Id, FusedGopherQuality.Judge(document.Text).Kept ? "kept" : "dropped", fused is null ? "kept" : "dropped");
            }

            foreach ((string segmentation, Measure measure) in s_measures)
            {
                Dictionary<string, double> values = measure(document.Text).Failures.Where(static v => !double.IsNaN(v.Value)).ToDictionary(static v => RuleName(v.Rule!), static v => v.Value);
                foreach ((string rule, string source, string metric, double passed) in s_metrics)
                {
                    if (document.TryMetric(source.Length == 0 ? segmentation : source, metric, out double theirs))
                    {
                        agreement.Note($"{metric}/{segmentation}", document.Id, values.GetValueOrDefault(rule, passed), theirs);
                    }
                }
            }
        }

        agreement.Report();
    }

    private static string Reason(Verdict verdict) => verdict.Rule is { } rule ? s_reasons[RuleName(rule)] : "kept";

    private static string RuleName(RuleInfo rule) => $"{rule.Step}.{rule.Name}";
}
