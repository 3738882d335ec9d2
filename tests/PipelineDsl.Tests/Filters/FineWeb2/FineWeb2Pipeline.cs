namespace PipelineDsl.Tests.Filters.FineWeb2;

/// <summary>FineWeb-2's rules for one language, as a user writes them.</summary>
[Pipeline(audit: true)]
[JsonLines("in/*.jsonl", id: "id")]
[FineWeb2("configs/xxx.yml")]
[JsonLinesOutput("out.jsonl")]
public static partial class FineWeb2Pipeline;

/// <summary>The same with words of a segmenter.</summary>
[Pipeline(audit: true)]
[JsonLines("in/*.jsonl", id: "id")]
[FineWeb2<WhitespaceWords>("configs/xxx.yml")]
[JsonLinesOutput("out.jsonl")]
public static partial class FineWeb2SegmentedPipeline;

/// <summary>Chinese and Japanese characters are words, and the language must be sure.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[FineWeb2<CjkWords>("configs/xxx.yml", minStopWords: 1, languageScore: "score")]
[JsonLinesOutput("out.jsonl")]
public static partial class FineWeb2CjkPipeline;
