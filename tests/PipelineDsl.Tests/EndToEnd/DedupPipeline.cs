using System;

namespace PipelineDsl.Tests.EndToEnd;

/// <summary>A pipeline with a deduplication of the user's own beside the built-in ones: by key, by sketch, with ranks, rules after the cut, clusters, an index and repetition.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[ExactDedup(keepHighest: "score", clusterSize: "copies")]
[FirstWords(words: 2, index: "first-words.index")]
[Rehydrate(clusterSize: "copies", weights: "1:1, 2:2, 4:3")]
[Dedup<ByTopic>(verify: true, clusterId: "topicId")]
[JsonLinesOutput("kept.jsonl", fields: "copies,topicId")]
public static partial class DedupPipeline;

/// <summary>An index and the run's notes cannot share a file.</summary>
[Pipeline]
[JsonLines("in/*.jsonl")]
[ExactDedup(index: "notes.jsonl")]
[JsonLinesOutput("kept.jsonl")]
public static partial class ClashingPipeline;

/// <summary>Texts are compared as datatrove simplifies them; the longest survives.</summary>
[Pipeline]
[JsonLines("in/*.jsonl")]
[ExactDedup(UnitNormalization.Simplified, keepLongest: true, verify: true)]
[JsonLinesOutput("kept.jsonl")]
public static partial class NormalizedPipeline;

/// <summary>Keeps one of all documents that begin with the same words, and cuts those words from it.</summary>
public sealed class FirstWordsAttribute(int words, string? index = null) : DedupAttribute<FirstWords>
{
    public int Words { get; } = words;

    public string? Index { get; } = index;
}

[Dedup]
public sealed class FirstWords
{
    [Sketch]
    public static void Sketch([Text] ReadOnlySpan<byte> text, Sketch sketch, int words)
    {
        int end = 0;
        for (int i = 0; i < words && end < text.Length; i++)
        {
            int space = text[end..].IndexOf((byte)' ');
            end = space < 0 ? text.Length : end + space + 1;
        }

        sketch.WriteUInt128(DedupKey.Of(text[..end]));
        sketch.WriteUInt32((uint)end);
    }

    [Rank]
    public static double Rank([Text] ReadOnlySpan<byte> text) => text.Length;

    [Resolve]
    public static Deduplication Resolve(string? index) => new CutFirstWords(ExactDeduplication.Resolve(index: index));

    [Rule]
    public static bool IsNotEmpty([Text] ReadOnlySpan<byte> text, DedupOutcome outcome) => !outcome.IsChanged || text.Length > 0;

    private sealed class CutFirstWords(Deduplication exact) : Deduplication
    {
        public override DedupEstimate Estimate(in CorpusSize corpus) => exact.Estimate(corpus);

        public override void Resolve(DedupContext context)
        {
            exact.Resolve(context);
            context.ForEach(context.Shards, shard =>
            {
                using SketchReader sketches = context.OpenSketches(shard);
                using DedupMarks marks = context.OpenMarks();
                while (sketches.Read())
                {
                    marks.Cut(sketches.Document, 0, BitConverter.ToInt32(sketches.Bytes[16..]));
                }
            });
        }
    }
}

[Dedup]
public sealed class ByTopic
{
    [Key]
    public static ReadOnlySpan<byte> Key([Field("topic", optional: true)] ReadOnlySpan<byte> topic) => topic;
}
