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

/// <summary>The rules of a profile.</summary>
[Pipeline]
[JsonLines("in/*", text: "text", id: "id")]
[GopherRepetition(profile: "datatrove-0.10")]
[JsonLinesOutput("documents.jsonl")]
public static partial class DatatroveRepetitionPipeline;

/// <summary>The rules of a profile.</summary>
[Pipeline]
[JsonLines("in/*", text: "text", id: "id")]
[GopherRepetition(profile: "dolma-1.5")]
[JsonLinesOutput("documents.jsonl")]
public static partial class DolmaRepetitionPipeline;

/// <summary>The rules of a profile.</summary>
[Pipeline]
[JsonLines("in/*", text: "text", id: "id")]
[GopherRepetition(profile: "dclm-baseline")]
[JsonLinesOutput("documents.jsonl")]
public static partial class DclmRepetitionPipeline;

/// <summary>The rules of a profile.</summary>
[Pipeline]
[JsonLines("in/*", text: "text", id: "id")]
[GopherRepetition(profile: "olmo3-alldressed")]
[JsonLinesOutput("documents.jsonl")]
public static partial class Olmo3RepetitionPipeline;
