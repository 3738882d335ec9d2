using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;

namespace PipelineDsl.Conformance;

/// <summary>C4's line rules: verdicts with their reasons, counters, and texts, from pipelines as users write them.</summary>
internal sealed class C4Part : IFilterPart
{
    private delegate Verdict Judge(ReadOnlySpan<byte> text);

    private static readonly Dictionary<string, string> s_reasons = new()
    {
        ["NoLoremIpsum"] = "lorem_ipsum",
        ["NoCurlyBracket"] = "curly_bracket",
        ["EnoughSentences"] = "too_few_sentences",
    };

    private static readonly (string Segmentation, string Filter, Judge Judge)[] s_pipelines =
    [
        ("ws", "c4", static text => FallbackC4.Judge(text)),
        ("ws", "c4_fineweb", static text => FallbackC4FineWeb.Judge(text)),
        ("ws", "c4_nolines", static text => FallbackC4NoLines.Judge(text)),
        ("ws", "c4_sentences", static text => FallbackC4Sentences.Judge(text)),
        ("spacy", "c4", static text => SpacyC4.Judge(text)),
        ("spacy", "c4_fineweb", static text => SpacyC4FineWeb.Judge(text)),
        ("spacy", "c4_nolines", static text => SpacyC4NoLines.Judge(text)),
        ("spacy", "c4_sentences", static text => SpacyC4Sentences.Judge(text)),
        ("uax29", "c4", static text => Uax29C4.Judge(text)),
        ("uax29", "c4_fineweb", static text => Uax29C4FineWeb.Judge(text)),
        ("uax29", "c4_nolines", static text => Uax29C4NoLines.Judge(text)),
        ("uax29", "c4_sentences", static text => Uax29C4Sentences.Judge(text)),
    ];

    /// <inheritdoc/>
    public void Run(string directory, Report report)
    {
        Agreement agreement = new(report);
        C4Counters[] counters = [new C4Counters<FallbackSentences>("ws"), new C4Counters<Uax29Sentences>("uax29"), new C4Counters<SpacyEnglishSentences>("spacy")];
        foreach (GoldDocument document in GoldDocument.Read(directory))
        {
            foreach ((string segmentation, string filter, Judge judge) in s_pipelines)
            {
                if (!document.TryReason(segmentation, filter, out string? reason))
                {
                    continue;
                }

                Verdict verdict = judge(document.Text);
                agreement.Note($"{filter}/{segmentation}", document.Id, verdict.Rule is { } rule ? s_reasons[rule.Name] : "kept", reason ?? "kept");
                if (verdict.Kept && document.TryC4(segmentation, filter, out _, out string? sha256) && sha256 is not null)
                {
                    agreement.Note($"{filter}/{segmentation} text", document.Id, Convert.ToHexStringLower(SHA256.HashData(KeptText.Last)), sha256);
                }
            }

            if (document.TryReason("spacy", "c4", out string? profiled))
            {
                agreement.Note("c4, profile c4-datatrove", document.Id, ProfiledC4.Judge(document.Text).Rule is { } rule ? s_reasons[rule.Name] : "kept", profiled ?? "kept");
            }

            foreach (C4Counters counter in counters)
            {
                foreach ((string filter, Func<C4Counters, ReadOnlySpan<byte>, string> count) in s_counts)
                {
                    if (document.TryC4(counter.Segmentation, filter, out JsonElement lines, out _))
                    {
                        agreement.Note($"{filter}/{counter.Segmentation} counters", document.Id, count(counter, document.Text), Text(lines));
                    }

                    if (document.TryMetric(counter.Segmentation, $"{filter}_num_sentences", out double sentences))
                    {
                        agreement.Note($"{filter}_num_sentences/{counter.Segmentation}", document.Id, counter.Sentences, sentences);
                    }
                }
            }
        }

        agreement.Report();
    }

    private static readonly (string Filter, Func<C4Counters, ReadOnlySpan<byte>, string> Count)[] s_counts =
    [
        ("c4", static (counters, text) => counters.Count(text)),
        ("c4_fineweb", static (counters, text) => counters.Count(text, terminalPunctuation: false)),
        ("c4_nolines", static (counters, text) => counters.Count(text, minWordsPerLine: 0, maxWordLength: 0, terminalPunctuation: false, javaScript: false, policy: false)),
        ("c4_sentences", static (counters, text) => counters.Count(text, sentences: true)),
    ];

    private static string Text(JsonElement lines)
        => string.Join(' ', lines.EnumerateObject().OrderBy(static l => l.Name, StringComparer.Ordinal).Select(static l => $"{l.Name}={l.Value.GetInt32()}"));
}

/// <summary>The counters of C4's rules under datatrove's names.</summary>
internal abstract class C4Counters(string segmentation)
{
    public string Segmentation { get; } = segmentation;

    /// <summary>The sentences of the text counted last.</summary>
    public abstract int Sentences { get; }

    /// <summary>Counts a text; only counters above zero are named.</summary>
    public abstract string Count(
        ReadOnlySpan<byte> text, bool sentences = false, int minWordsPerLine = 3, int maxWordLength = 1000, bool terminalPunctuation = true, bool javaScript = true, bool policy = true);
}

/// <inheritdoc/>
internal sealed class C4Counters<TSentences>(string segmentation) : C4Counters(segmentation)
    where TSentences : class, ISegmenter, new()
{
    private readonly C4Counts<TSentences> _counts = new();
    private readonly TextBuffer _text = new();
    private readonly TextBuffer _output = new();

    public override int Sentences => _counts.Sentences;

    public override string Count(ReadOnlySpan<byte> text, bool sentences, int minWordsPerLine, int maxWordLength, bool terminalPunctuation, bool javaScript, bool policy)
    {
        _text.Clear();
        _text.Append(text);
        _output.Clear();
        C4Lines<TSentences>.Apply(_text.Text.Bytes, _output, _counts, sentences, minWordsPerLine, maxWordLength, terminalPunctuation, javaScript: javaScript, policy: policy, minSentences: int.MaxValue); // all are counted
        (string Name, int Count)[] counters =
        [
            ("line-filter-javascript", _counts.JavaScriptLines),
            ("line-filter-no_terminal_punc", _counts.UnpunctuatedLines),
            ("line-filter-policy", _counts.PolicyLines),
            ("line-filter-too_few_words", _counts.ShortLines),
            ("line-filter-too_long_word", _counts.LongWordLines),
            ("line-kept", _counts.KeptLines),
            ("line-total", _counts.Lines),
        ];
        return string.Join(' ', counters.Where(static c => c.Count > 0).Select(static c => $"{c.Name}={c.Count}"));
    }
}

/// <summary>The last step of the pipelines of this part: remembers the text that the others made.</summary>
[Filter]
internal sealed class KeptText
{
    public static byte[] Last { get; private set; } = [];

    [Rule]
    public static bool Remember([Text] ReadOnlySpan<byte> text)
    {
        Last = text.ToArray();
        return true;
    }
}
