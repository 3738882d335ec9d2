using System;
using System.Text;
using System.Text.Json;

namespace PipelineDsl.Conformance;

/// <summary>datatrove's Gopher repetition filter: verdict, reason and all metrics, for each segmentation.</summary>
internal sealed class RepetitionPart : IFilterPart
{
    private static readonly string[] s_reasons =
    [
        "dup_para_frac", "dup_para_char_frac", "dup_line_frac", "dup_line_char_frac", "top_2_gram", "top_3_gram", "top_4_gram", "duplicated_5_n_grams", "duplicated_6_n_grams",
        "duplicated_7_n_grams", "duplicated_8_n_grams", "duplicated_9_n_grams", "duplicated_10_n_grams",
    ];

    private static readonly double[] s_thresholds = [0.3, 0.2, 0.3, 0.2, 0.2, 0.18, 0.16, 0.15, 0.14, 0.13, 0.12, 0.11, 0.1];

    /// <inheritdoc/>
    public void Run(string directory, Report report)
    {
        Compare<WhitespaceWords>(directory, "ws", report);
        Compare<Uax29Words>(directory, "uax29", report);
        Compare<SpacyEnglishWords>(directory, "spacy", report);
    }

    private static void Compare<TSegmenter>(string directory, string variant, Report report)
        where TSegmenter : class, ISegmenter, new()
    {
        Measure<TSegmenter> measure = new();
        (long Agree, long Total) verdicts = default;
        (long Agree, long Total) metrics = default;
        string name = $"gopher_repetition {variant}";
        foreach (JsonElement row in GoldFile.Rows(directory, "documents"))
        {
            string id = row.GetProperty("id").GetString()!;
            double[] values = measure.Of(row.GetProperty("text").GetString()!);
            string? theirs = row.GetProperty("verdicts").GetProperty(variant).GetProperty("gopher_repetition").GetProperty("reason").GetString();
            if (theirs?.StartsWith("error:", StringComparison.Ordinal) != true)
            {
                int broken = FirstBroken(values);
                string? ours = broken < 0 ? null : s_reasons[broken];
                Count(ref verdicts, ours == theirs);
                if (ours != theirs)
                {
                    report.Disagree(name, id, ours ?? "kept", theirs ?? "kept");
                }
            }

            JsonElement gold = row.GetProperty("metrics");
            for (int i = 0; i < values.Length; i++)
            {
                if (gold.GetProperty(i < 4 ? "text" : variant).TryGetProperty(s_reasons[i], out JsonElement value) && value.ValueKind == JsonValueKind.Number)
                {
                    bool same = Math.Abs(value.GetDouble() - values[i]) <= 1e-12;
                    Count(ref metrics, same);
                    if (!same)
                    {
                        report.Disagree($"{name} {s_reasons[i]}", id, $"{values[i]:R}", $"{value.GetDouble():R}");
                    }
                }
            }
        }

        if (verdicts.Total > 0)
        {
            report.Total($"{name} verdict", verdicts.Agree, verdicts.Total);
            report.Total($"{name} metrics", metrics.Agree, metrics.Total);
        }
    }

    private static int FirstBroken(double[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] > s_thresholds[i])
            {
                return i;
            }
        }

        return -1;
    }

    private static void Count(ref (long Agree, long Total) count, bool same) => count = (count.Agree + (same ? 1 : 0), count.Total + 1);

    /// <summary>The values that the rules hold against their thresholds, in datatrove's order.</summary>
    private sealed class Measure<TSegmenter>
        where TSegmenter : class, ISegmenter, new()
    {
        private readonly TextBuffer _buffer = new();
        private readonly TextScanner _scanner = new();
        private readonly LineList _lineList = new();
        private readonly DuplicateLines _lines = new();
        private readonly DuplicateParagraphs _paragraphs = new();
        private readonly SegmentedWords<TSegmenter> _words = new();
        private readonly NGrams<SegmentedWords<TSegmenter>> _ngrams = new();

        public double[] Of(string text)
        {
            _buffer.Clear();
            _buffer.Append(Encoding.UTF8.GetBytes(text));
            _lineList.Begin();
            _lines.Begin();
            _paragraphs.Begin();
            _words.Begin();
            _ngrams.Begin();
            Visitor visitor = new() { Lines = _lineList };
            PaddedText padded = _buffer.Text;
            _scanner.Begin(padded);
            _scanner.VisitChunks<Classes, Visitor>(ref visitor);
            _lineList.Finish();
            _lines.Finish(_lineList);
            _paragraphs.Finish(_lineList);
            _words.OnDocument(padded.Bytes);
            _ngrams.Finish(_words);
            CharStats chars = visitor.Chars;
            return Array.ConvertAll(
                (Check[])
                [
                    GopherRepetition<SegmentedWords<TSegmenter>>.FewDuplicateParagraphs(_paragraphs, 0),
                    GopherRepetition<SegmentedWords<TSegmenter>>.FewDuplicateParagraphCharacters(_paragraphs, chars, 0),
                    GopherRepetition<SegmentedWords<TSegmenter>>.FewDuplicateLines(_lines, 0),
                    GopherRepetition<SegmentedWords<TSegmenter>>.FewDuplicateLineCharacters(_lines, chars, 0),
                    GopherRepetition<SegmentedWords<TSegmenter>>.RareTop2Gram(_ngrams, chars, 0),
                    GopherRepetition<SegmentedWords<TSegmenter>>.RareTop3Gram(_ngrams, chars, 0),
                    GopherRepetition<SegmentedWords<TSegmenter>>.RareTop4Gram(_ngrams, chars, 0),
                    GopherRepetition<SegmentedWords<TSegmenter>>.FewDuplicate5Grams(_ngrams, chars, 0),
                    GopherRepetition<SegmentedWords<TSegmenter>>.FewDuplicate6Grams(_ngrams, chars, 0),
                    GopherRepetition<SegmentedWords<TSegmenter>>.FewDuplicate7Grams(_ngrams, chars, 0),
                    GopherRepetition<SegmentedWords<TSegmenter>>.FewDuplicate8Grams(_ngrams, chars, 0),
                    GopherRepetition<SegmentedWords<TSegmenter>>.FewDuplicate9Grams(_ngrams, chars, 0),
                    GopherRepetition<SegmentedWords<TSegmenter>>.FewDuplicate10Grams(_ngrams, chars, 0),
                ],
                static c => c.Value);
        }
    }

    private readonly struct Classes : IClassSelection
    {
        static TextClasses IClassSelection.Classes => TextClasses.Space | TextClasses.Newline | TextClasses.Letter | TextClasses.Upper | TextClasses.Digit | TextClasses.Continuation;
    }

    private struct Visitor : IChunkVisitor
    {
        public CharStats Chars;
        public LineList Lines;

        public void OnChunk(in TextChunk chunk)
        {
            Chars.OnChunk(in chunk);
            Lines.OnChunk(in chunk);
        }
    }
}
