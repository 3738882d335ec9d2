namespace PipelineDsl.Tests.EndToEnd;

/// <summary>Gopher's repetition rules as users write them.</summary>
[Pipeline]
[JsonLines("in/*", text: "text", id: "id")]
[GopherQuality(minWords: 2, minStopWords: 0)]
[GopherRepetition(maxTop2Gram: 3)]
[JsonLinesOutput("documents.jsonl")]
public static partial class RepetitionPipeline;

/// <summary>The same with a segmenter's words.</summary>
[Pipeline]
[JsonLines("in/*", text: "text", id: "id")]
[GopherRepetition<WhitespaceWords>]
[JsonLinesOutput("documents.jsonl")]
public static partial class SegmentedRepetitionPipeline;
