namespace PipelineDsl.Tests.Dedup.Decontamination;

/// <summary>Documents that share n-grams with benchmarks go.</summary>
[Pipeline(audit: true)]
[JsonLines("in/*.jsonl", id: "id")]
[Decontaminate("benchmarks/*.jsonl", ngram: 8)]
[JsonLinesOutput("out.jsonl")]
public static partial class DropPipeline;

/// <summary>The same by datatrove's rule, with its own words and with others.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[Decontaminate("benchmarks/*.jsonl", ngram: 8, profile: "datatrove-0.10")]
[Decontaminate<WhitespaceWords>("benchmarks/*.jsonl", ngram: 8)]
[JsonLinesOutput("out.jsonl")]
public static partial class DatatroveDropPipeline;

/// <summary>What documents share with benchmarks is cut out.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[DecontaminateSpans("benchmarks/*.jsonl", ngram: 8, context: 0, minPieceCharacters: 3, maxPieces: 2)]
[JsonLinesOutput("out.jsonl")]
public static partial class CutPipeline;

/// <summary>Notes of two phases.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[DecontaminateSpans("benchmarks/*.jsonl", ngram: 8, context: 0, minPieceCharacters: 0)]
[ExactDedup]
[Decontaminate("others/*.jsonl", ngram: 8)]
[JsonLinesOutput("out.jsonl")]
public static partial class NotesPipeline;

/// <summary>n-grams that no index is made of.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[Decontaminate("benchmarks/*.jsonl", ngram: 5)]
[JsonLinesOutput("out.jsonl")]
public static partial class TooShortPipeline;
