namespace PipelineDsl.Tests.Filters.Heuristics;

/// <summary>The rules for source code, as a user writes them.</summary>
[Pipeline(audit: true)]
[JsonLines("in/*.jsonl", id: "id")]
[CodeQuality(minLines: 2, maxLines: 100)]
[JsonLinesOutput("out.jsonl")]
public static partial class CodePipeline;

/// <summary>Data-Juicer's filters, as a user writes them.</summary>
[Pipeline(audit: true)]
[JsonLines("in/*.jsonl", id: "id")]
[DataJuicerText(maxAlphanumericRatio: 0.95, maxLongestLine: 1000, maxMeanLineLength: 500, maxLength: 10_000)]
[JsonLinesOutput("out.jsonl")]
public static partial class DataJuicerPipeline;

/// <summary>Data-Juicer's word filters, as a user writes them.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[DataJuicerWords(minWords: 3, maxWords: 30, stopWords: "stop.txt", flaggedWords: "flagged.txt", maxFlaggedWordRatio: 0.2, repetitionLength: 2)]
[JsonLinesOutput("out.jsonl")]
public static partial class DataJuicerWordsPipeline;
